{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk_reseat.title" width="page" private="yes"]]
<p><a href="/desk?day={{LIST_DAY}}">[[desk.back_to_day]]</a></p>
[[> parts/errors]]
<h1>{{LIST_TITLE}}</h1>
{{^LIST_OPEN}}<div class="note info"><span class="sign" aria-hidden="true">i</span><div><p>[[desk_reseat.closed]]</p></div></div>{{/LIST_OPEN}}
{{#LIST_EMPTY}}<div class="empty"><h2>[[desk_reseat.empty]]</h2><p>[[desk_reseat.empty_text]]</p></div>{{/LIST_EMPTY}}
{{^LIST_EMPTY}}<p class="lead">{{LIST_LEAD}}</p>
<p>{{LIST_COUNT}}</p>
<details class="more"><summary>[[desk_reseat.say_title]]</summary><p>[[desk_reseat.say]]</p></details>{{/LIST_EMPTY}}
{{#HAS_OTHER_LISTS}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[desk_reseat.other_list]]</p><ul>{{#OTHER_LISTS}}<li><a class="text-link" href="{{OTHER_PATH}}">{{OTHER_TEXT}}</a></li>{{/OTHER_LISTS}}</ul></div></div>{{/HAS_OTHER_LISTS}}
{{#ANY_GONE}}<form method="post" action="/desk/reseat">[[> parts/token]]<input type="hidden" name="lost" value="{{LOST_VALUE}}"><input type="hidden" name="day" value="{{LIST_DAY}}"><input type="hidden" name="hours" value="{{LOST_HOURS}}"><button class="button" type="submit">[[desk_reseat.look_again]]</button></form>{{/ANY_GONE}}
<ol class="desk-calls">{{#CALLS}}<li class="panel desk-call" id="call-{{CALL_ID}}">
<div class="desk-call-head"><h2>{{CALL_TIME}} {{CALL_CLIENT}}</h2><p class="desk-chip {{CALL_CLASS}}"><span aria-hidden="true">{{CALL_SIGN}}</span> {{CALL_STATE}}</p></div>
<p class="soft">{{CALL_SERVICE}} · {{CALL_WAS_WHO}} · {{CALL_SPEAKS}}</p>
<p class="desk-call-phone">{{#CALL_HAS_PHONE}}<a class="button quiet" href="tel:{{CALL_PHONE_LINK}}">{{CALL_PHONE}}<span class="unseen"> {{CALL_CLIENT}}</span></a> {{/CALL_HAS_PHONE}}{{#CALL_HAS_EMAIL}}<a href="mailto:{{CALL_EMAIL}}">{{CALL_EMAIL}}</a>{{/CALL_HAS_EMAIL}}{{#CALL_HAS_GUARDIAN}} <span>[[desk_reseat.ask_for]] {{CALL_GUARDIAN}}</span>{{/CALL_HAS_GUARDIAN}}</p>
{{#CALL_PLACED}}<p class="desk-offer"><span class="soft">[[desk_reseat.offer_label]]</span> <strong>{{CALL_OFFER}}</strong></p>{{/CALL_PLACED}}
{{#CALL_NO_CALL}}<p>[[desk_reseat.no_call]]</p>{{/CALL_NO_CALL}}
{{#CALL_CHANGED}}<p class="soft">[[desk_reseat.changed]]</p>{{/CALL_CHANGED}}
{{#CALL_GONE}}<p><strong>[[desk_reseat.gone]]</strong></p>{{/CALL_GONE}}
{{#CALL_NOT_KEPT}}<p>[[desk_reseat.not_kept]]</p>{{/CALL_NOT_KEPT}}
{{#CALL_UNPLACED}}<p class="desk-offer"><strong>[[desk_reseat.no_place]]</strong> {{CALL_WHY}}</p>{{/CALL_UNPLACED}}
{{#CALL_MAY_ANSWER}}<form class="desk-row" method="post" action="/desk/reseat/{{LIST_ID}}/call/{{CALL_ID}}">[[> parts/token]]
{{#CALL_MAY_MOVE}}<button class="button" type="submit" name="went" value="accepted">[[desk_reseat.accepted]]<span class="unseen">, {{CALL_CLIENT}}</span></button>
<button class="button quiet" type="submit" name="went" value="declined">[[desk_reseat.declined]]<span class="unseen">, {{CALL_CLIENT}}</span></button>{{/CALL_MAY_MOVE}}
<button class="button quiet" type="submit" name="went" value="reached">[[desk_reseat.reached]]<span class="unseen">, {{CALL_CLIENT}}</span></button>
<button class="button quiet" type="submit" name="went" value="left_word">[[desk_reseat.left_word]]<span class="unseen">, {{CALL_CLIENT}}</span></button></form>{{/CALL_MAY_ANSWER}}
{{#CALL_MAY_UNDO}}<form method="post" action="/desk/reseat/{{LIST_ID}}/call/{{CALL_ID}}/undo">[[> parts/token]]<button class="button quiet" type="submit">[[desk_visit.undo]]<span class="unseen">, {{CALL_CLIENT}}</span></button></form>{{/CALL_MAY_UNDO}}
<p>{{#CALL_ELSEWHERE}}<a class="text-link" href="{{CALL_VISIT_PATH}}?day={{LIST_DAY}}&amp;practitioner=any#move">[[desk_reseat.elsewhere]]<span class="unseen">, {{CALL_CLIENT}}</span></a>{{/CALL_ELSEWHERE}}{{^CALL_ELSEWHERE}}<a class="text-link" href="{{CALL_VISIT_PATH}}">[[desk_reseat.to_visit]]<span class="unseen">, {{CALL_CLIENT}}</span></a>{{/CALL_ELSEWHERE}}</p>
</li>
{{/CALLS}}</ol>
{{#LIST_OPEN}}<section><h2>[[desk_reseat.end]]</h2>
<form class="desk-row" method="post" action="/desk/reseat/{{LIST_ID}}/close">[[> parts/token]]
<button class="button" type="submit" name="back" value="no">[[desk_reseat.close]]</button>
{{#MAY_COME_BACK}}<button class="button quiet" type="submit" name="back" value="yes">{{LIST_BACK}}</button>{{/MAY_COME_BACK}}</form>
<p class="soft">[[desk_reseat.end_text]]</p></section>{{/LIST_OPEN}}
