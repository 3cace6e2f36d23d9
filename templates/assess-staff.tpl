{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.staff_title" width="narrow" private="yes"]]
<h1>[[assess.staff_title]]</h1>
<p class="lead">[[assess.staff_visit]]</p>
{{#KEPT}}<div class="note info" role="status"><span class="sign" aria-hidden="true">✓</span><div><p class="note-title">[[assess.staff_kept]]</p>
<p>{{#KEPT_CONFIRMED}}[[assess.staff_confirmed]]{{/KEPT_CONFIRMED}}{{#KEPT_WAITS}}[[assess.staff_waits]]{{/KEPT_WAITS}}</p></div></div>
<ul class="links">{{#CALLS}}<li><a href="{{CALL_PATH}}">{{CALL_TEXT}}</a></li>{{/CALLS}}</ul>
<p><a class="button" href="{{VISIT_PATH}}">[[assess.staff_back]]</a></p>{{/KEPT}}
{{^KEPT}}{{#IS_DUE}}<p>[[assess.staff_lead]]</p>
{{#MAY_ASK}}<form method="post" action="{{POST_PATH}}">[[> parts/token]]<input type="hidden" name="how" value="aloud"><p><button class="button" type="submit">[[assess.staff_aloud]]</button></p></form>{{/MAY_ASK}}
<form method="post" action="{{POST_PATH}}">[[> parts/token]]<input type="hidden" name="how" value="paper"><p><button class="button quiet" type="submit">[[assess.staff_paper]]</button></p></form>{{/IS_DUE}}
{{^IS_DUE}}<p>[[assess.staff_not_due]]</p>{{/IS_DUE}}
<p><a class="text-link" href="{{VISIT_PATH}}">[[assess.staff_back]]</a></p>{{/KEPT}}
