{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk.title" width="wide" private="yes"]]
[[> parts/errors]]
<div class="desk-bar">
<h1>{{DAY_TEXT}}</h1>
<nav class="desk-days" id="day" aria-label="[[desk.days]]">
<a class="desk-round" href="/desk?day={{DAY_BEFORE}}" aria-label="[[desk.day_before]]"><span aria-hidden="true">‹</span></a>
<a class="desk-round" href="/desk"{{#IS_TODAY}} aria-current="date"{{/IS_TODAY}}>[[desk.today]]</a>
<a class="desk-round" href="/desk?day={{DAY_AFTER}}" aria-label="[[desk.day_after]]"><span aria-hidden="true">›</span></a>
</nav>
<form class="desk-find" method="get" action="/desk/find" role="search">
<input type="hidden" name="day" value="{{DAY}}">
<label class="unseen" for="q">[[desk.find_label]]</label>
<input class="input" id="q" name="q" type="search" placeholder="[[desk.find_hint]]" autocomplete="off">
<button class="button quiet" type="submit">[[desk.find]]</button>
</form>
<div class="desk-new">
<a class="button" href="/desk/book?day={{DAY}}">[[desk.new_booking]]</a>
<a class="button quiet" href="/desk/walk-in">[[desk.walk_in]]</a>
</div>
</div>
<div class="desk">
<aside class="desk-side" aria-label="[[desk.side]]">
<section id="door"><h2>[[desk.door]]</h2>
{{^DOOR}}<p class="soft">[[desk.door_none]]</p>{{/DOOR}}
{{#DOOR}}<div class="desk-door"><p><a href="{{VISIT_PATH}}"><strong>{{VISIT_TIME}} {{VISIT_CLIENT}}</strong></a><span class="soft">{{VISIT_WHO}} · {{VISIT_STATE}}{{#DOOR_LATE}} · [[desk.late]]{{/DOOR_LATE}}</span></p>
<form method="post" action="{{VISIT_PATH}}/status">[[> parts/token]]<input type="hidden" name="back" value="{{DOOR_TOKEN_DAY}}"><button class="button quiet" type="submit" name="to" value="arrived">[[desk.arrived]]<span class="unseen"> {{VISIT_CLIENT}}</span></button></form></div>{{/DOOR}}
</section>
<section><h2>[[desk.waiting]]</h2>
{{^TASKS}}<p class="soft">[[desk.waiting_none]]</p>{{/TASKS}}
{{#TASKS}}<a class="desk-task {{TASK_CLASS}}" href="{{TASK_PATH}}"><strong><span aria-hidden="true">{{TASK_SIGN}}</span> {{TASK_TEXT}}</strong><span>{{TASK_ABOUT}}</span><span>{{TASK_WHO}} · {{TASK_DUE}}</span></a>{{/TASKS}}
{{#MORE_TASKS}}<p><a href="/desk/tasks">[[desk.all_tasks]]</a></p>{{/MORE_TASKS}}
</section>
<section><h2>[[wait.section]]</h2><p><a href="/desk/wait">[[wait.see]]</a></p></section>
<section id="lost-day"><h2>[[desk_reseat.section]]</h2>
{{#CALL_LISTS}}<a class="desk-task waits" href="{{LIST_PATH}}"><strong>{{LIST_TEXT}}</strong><span>{{LIST_LEFT}}</span></a>{{/CALL_LISTS}}
{{#MAY_LOSE}}<form method="post" action="/desk/reseat">[[> parts/token]]<input type="hidden" name="day" value="{{DAY}}">
[[> parts/select name="lost" label="@desk_reseat.who"]]
<button class="button quiet" type="submit">[[desk_reseat.find]]</button></form>{{/MAY_LOSE}}
{{#MAY_ENTER_AWAY}}{{#HAS_OUTSIDE}}<a class="desk-task waits" href="/desk/away"><strong><span aria-hidden="true">!</span> {{OUTSIDE_TEXT}}</strong><span>[[desk_away.outside_do]]</span></a>{{/HAS_OUTSIDE}}
<p><a href="/desk/away">[[desk_away.link]]</a></p>{{/MAY_ENTER_AWAY}}
</section>
{{#MAIL_WAITS}}<section id="mail"><h2>[[desk.mail]]</h2><p class="soft">[[desk.mail_waits]]</p></section>{{/MAIL_WAITS}}
<section><h2>[[desk.figures]]</h2><p>{{FIGURE_VISITS}} · {{FIGURE_INTAKE}}</p>{{#HAS_SOLD}}<p>{{FIGURE_SOLD}}</p>{{/HAS_SOLD}}<p class="soft">{{TASK_COUNT}} [[desk.tasks_open]]</p></section>
</aside>
<div class="desk-main">
{{#NOBODY_WORKS}}<div class="empty"><h2>[[desk.nobody]]</h2><p>[[desk.nobody_text]]</p>{{#IS_OWNER}}<a class="button quiet" href="/owner">[[desk.set_up]]</a>{{/IS_OWNER}}</div>{{/NOBODY_WORKS}}
{{#CLOSED}}<p class="note info"><span class="sign" aria-hidden="true">i</span> {{CLOSED_TEXT}}</p>{{/CLOSED}}
<div class="desk-scroll" tabindex="0" role="region" aria-label="[[desk.grid]]">
<div class="desk-grid desk-cols-{{COLUMN_COUNT}}">
<div class="desk-corner" aria-hidden="true"></div>
{{#COLUMNS}}<div class="desk-head desk-c-{{COLUMN_PLACE}}{{#COLUMN_FULL}} full{{/COLUMN_FULL}}"><strong>{{COLUMN_NAME}}</strong> <span>{{COLUMN_DEEP}}</span></div>
{{/COLUMNS}}
{{#HOURS}}<div class="desk-hour desk-r-{{PLACE_ROW}} desk-n-{{PLACE_ROWS}} desk-c-{{PLACE_COLUMN}}" aria-hidden="true"><span>{{HOUR_TEXT}}</span></div>
{{/HOURS}}
{{#WORKS}}<div class="desk-works desk-r-{{PLACE_ROW}} desk-n-{{PLACE_ROWS}} desk-c-{{PLACE_COLUMN}}" aria-hidden="true"></div>
{{/WORKS}}
{{#NOW_LINE}}<div class="desk-now desk-r-{{PLACE_ROW}} desk-n-{{PLACE_ROWS}} desk-c-{{PLACE_COLUMN}}" aria-hidden="true"></div>{{/NOW_LINE}}
{{#ENTRIES}}<div class="desk-item{{#PAIRED}} two{{/PAIRED}} desk-r-{{PLACE_ROW}} desk-n-{{PLACE_ROWS}} desk-c-{{PLACE_COLUMN}}">
{{#VISIT}}<a class="desk-visit {{VISIT_CLASS}}" href="{{VISIT_PATH}}"><span class="desk-time">{{VISIT_TIME}}</span><strong><span aria-hidden="true">{{VISIT_SIGN}}</span> {{VISIT_CLIENT}}</strong><span class="desk-state">{{VISIT_STATE}}</span><span class="desk-what" title="{{VISIT_SERVICE}}">{{VISIT_SERVICE}}</span><span class="desk-who">{{VISIT_WHO}}</span><span class="only-print">{{VISIT_NAME}} {{VISIT_PHONE}} {{VISIT_ROOM}}</span>{{#VISIT_HAS_GEAR}}<span class="desk-gear">{{VISIT_GEAR}}</span>{{/VISIT_HAS_GEAR}}</a>{{/VISIT}}
{{#PAIR}}<a class="desk-pair" href="{{PAIR_PATH}}">{{PAIR_LEAD}}<span class="desk-pair-who">, {{PAIR_TEXT}}</span></a>{{/PAIR}}
{{#HOLD}}<div class="desk-visit hold"><span class="desk-time">{{HOLD_TIME}}</span><strong><span aria-hidden="true">◌</span> {{HOLD_TEXT}}</strong><span class="desk-what" title="{{HOLD_SERVICE}}">{{HOLD_SERVICE}}</span></div>{{/HOLD}}
{{#REST}}<div class="desk-visit hold"><span class="desk-time">{{REST_TIME}}</span><strong><span aria-hidden="true">◌</span> {{REST_TEXT}}</strong><span class="desk-who">{{REST_WHO}}</span></div>{{/REST}}
{{#GAP}}<a class="desk-gap" href="{{GAP_PATH}}"><span aria-hidden="true">+</span> {{GAP_FROM}}<span class="unseen">, {{GAP_TEXT}}, {{GAP_WHO}}</span></a>{{/GAP}}
</div>
{{/ENTRIES}}
</div>
</div>
<div class="desk-gone"><h2>[[desk.gone]]</h2>
{{^GONE}}<p class="soft">[[desk.gone_none]]</p>{{/GONE}}
<ul>{{#GONE}}<li><a href="{{VISIT_PATH}}"><span aria-hidden="true">{{VISIT_SIGN}}</span> {{VISIT_TIME}} {{VISIT_CLIENT}}</a> <span class="soft">{{VISIT_SERVICE}} · {{VISIT_WHO}} · {{VISIT_STATE}}</span></li>{{/GONE}}</ul></div>
</div>
</div>
