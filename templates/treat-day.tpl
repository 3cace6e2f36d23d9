{{%AUTOESCAPE context="HTML"}}
[[< layout title="@treat_day.title" width="page" private="yes"]]
<div class="treat-bar"><h1>{{DAY_TEXT}}</h1>
<nav class="desk-days" aria-label="[[treat_day.days]]">
<a class="desk-round" href="/treat?day={{DAY_BEFORE}}" aria-label="[[treat_day.before]]"><span aria-hidden="true">‹</span></a>
<a class="desk-round" href="/treat">[[treat_day.today]]</a>
<a class="desk-round" href="/treat?day={{DAY_AFTER}}" aria-label="[[treat_day.after]]"><span aria-hidden="true">›</span></a>
</nav></div>
{{#CARD}}<section class="panel treat-card"><p class="treat-card-time">{{BEGINS}}–{{ENDS}} · {{ROOM}}</p>
<h2><a href="{{CARD_PATH}}">{{CLIENT_NAME}}</a></h2>
<p class="soft">{{SERVICE}}{{#HAS_BORN}} · [[treat.born]] {{BORN}}{{/HAS_BORN}}</p>
<ul class="treat-alerts">{{#CARD_GENTLE}}<li><span aria-hidden="true">!</span> [[treat_day.gentle_alone]]</li>{{/CARD_GENTLE}}{{#ALERTS}}<li><span aria-hidden="true">!</span> {{ALERT}}</li>{{/ALERTS}}</ul>
<dl class="treat-facts">
{{#HAS_FOCUS}}<dt>[[treat_day.focus]]</dt><dd>{{FOCUS}}</dd>{{/HAS_FOCUS}}
<dt>[[treat_day.last]]</dt><dd>{{#HAS_LAST}}{{LAST_DAY}}{{#HAS_LAST_WORKED}}[[words.colon]] {{LAST_WORKED}}{{/HAS_LAST_WORKED}}. [[treat_day.last_highest]] {{LAST_HIGHEST}}{{/HAS_LAST}}{{^HAS_LAST}}[[treat_day.first_time]]{{/HAS_LAST}}</dd>
{{#HAS_LIMITS}}<dt>[[treat_day.ceiling]]</dt><dd>[[treat_day.ceiling_text]]</dd>{{/HAS_LIMITS}}
<dt>[[treat_day.avoid]]</dt><dd>{{#HAS_AVOID}}{{AVOID}}{{/HAS_AVOID}}{{^HAS_AVOID}}[[treat_day.avoid_none]]{{/HAS_AVOID}}</dd>
</dl>
<p class="treat-state"><span aria-hidden="true">{{CARD_SIGN}}</span> {{CARD_STATE}}</p>
<a class="button" href="{{CARD_PATH}}">[[treat_day.open]]</a>
</section>{{/CARD}}
<section><h2>[[treat_day.visits]]</h2>
{{^VISITS}}<div class="empty"><h3>[[treat_day.none]]</h3><p>[[treat_day.none_text]]</p></div>{{/VISITS}}
<ol class="treat-rows">{{#VISITS}}<li{{#ROW_NEXT}} class="next"{{/ROW_NEXT}}><a href="{{ROW_PATH}}"><span class="treat-time">{{ROW_TIME}}</span><span class="treat-who"><strong>{{ROW_CLIENT}}</strong><span>{{ROW_SERVICE}} · {{ROW_ROOM}}</span>{{#ROW_GENTLE}}<span class="tag amber">[[treat_day.gentle_alone]]</span>{{/ROW_GENTLE}}</span><span class="treat-waits"><span aria-hidden="true">{{ROW_SIGN}}</span> {{ROW_STATE}}</span></a></li>{{/VISITS}}</ol>
</section>
<section><h2>[[treat_day.unsigned]]</h2>
{{^UNSIGNED}}<p class="soft">[[treat_day.unsigned_none]]</p>{{/UNSIGNED}}
<ul class="treat-rows">{{#UNSIGNED}}<li><a href="{{UNSIGNED_PATH}}"><span class="treat-who"><strong>{{UNSIGNED_CLIENT}}</strong><span>{{UNSIGNED_DAY}}</span></span><span class="treat-waits">[[treat_day.sign]]</span></a></li>{{/UNSIGNED}}</ul>
</section>
