{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk_task.title" width="narrow" private="yes"]]
<p><a href="/desk/tasks">[[desk_task.back]]</a></p>
[[> parts/errors]]
<h1>{{TASK_TEXT}}</h1>
<p class="desk-chip {{TASK_CLASS}}"><span aria-hidden="true">{{TASK_SIGN}}</span> {{TASK_DUE}}</p>
<dl class="desk-facts">
<dt>[[desk_task.who]]</dt><dd>{{TASK_WHO}}</dd>
{{#HAS_CLIENT}}<dt>[[desk_task.about]]</dt><dd>{{TASK_CLIENT}}</dd>{{/HAS_CLIENT}}
{{#HAS_PHONE}}<dt>[[desk_visit.phone]]</dt><dd><a href="tel:{{TASK_PHONE_LINK}}">{{TASK_PHONE}}</a></dd>{{/HAS_PHONE}}
{{#HAS_VISIT}}<dt>[[desk_visit.visit]]</dt><dd><a href="{{TASK_VISIT_PATH}}">{{TASK_VISIT}}</a></dd>{{/HAS_VISIT}}
</dl>
{{#HAS_STEP}}<p><a class="button" href="{{STEP_PATH}}">{{STEP_TEXT}}</a></p>{{/HAS_STEP}}
{{#ASKS_WHY}}<form class="form" method="post" action="/desk/task/{{TASK_ID}}/read" novalidate>[[> parts/token]]<h2>[[desk_task.why_title]]</h2><p>[[desk_task.why_text]]</p>
[[> parts/field name="why" label="@treat_reason.reason" hint="@treat_reason.hint"]]
[[> parts/button text="@desk_task.why_button"]]</form>{{/ASKS_WHY}}
{{#HAS_REASON}}<section class="panel"><h2>[[desk_task.reason]]</h2><p class="desk-lines">{{REASON}}</p><p><a class="text-link" href="/treat/task/{{TASK_ID}}">[[follow.to_task]]</a></p></section>{{/HAS_REASON}}
{{^MAY_ACT}}<div class="note info"><span class="sign" aria-hidden="true">i</span><div><p>[[desk_task.not_yours]]</p></div></div>{{/MAY_ACT}}
{{#MAY_ACT}}
<div class="desk-row">{{#MINE}}<form method="post" action="/desk/task/{{TASK_ID}}/give-back">[[> parts/token]]<button class="button quiet" type="submit">[[desk_task.give_back]]</button></form>{{/MINE}}
{{^MINE}}<form method="post" action="/desk/task/{{TASK_ID}}/take">[[> parts/token]]<button class="button quiet" type="submit">[[desk_task.take]]</button></form>{{/MINE}}</div>
<form class="form" method="post" action="/desk/task/{{TASK_ID}}/close" novalidate>[[> parts/token]]
<h2>[[desk_task.close_title]]</h2>
[[> parts/chips name="outcome" label="@desk_task.outcome"]]
{{#URGENT_CALL}}<p class="hint">[[desk_task.urgent_hint]]</p>
[[> parts/select name="to" label="@desk_task.to" hint="@desk_task.to_hint"]]{{/URGENT_CALL}}
[[> parts/area name="note" label="@desk_task.note" hint="@desk_task.note_hint" rows="3"]]
[[> parts/button text="@desk_task.close"]]
</form>
{{/MAY_ACT}}
