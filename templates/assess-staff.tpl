{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.staff_title" width="narrow" private="yes"]]
<h1>[[assess.staff_title]]</h1>
<p class="lead">[[assess.staff_visit]]</p>
{{#IS_DUE}}<p>[[assess.staff_lead]]</p>
{{#MAY_ASK}}<form method="post" action="{{POST_PATH}}">[[> parts/token]]<input type="hidden" name="how" value="aloud"><p><button class="button" type="submit">[[assess.staff_aloud]]</button></p></form>{{/MAY_ASK}}
<form method="post" action="{{POST_PATH}}">[[> parts/token]]<input type="hidden" name="how" value="paper"><p><button class="button quiet" type="submit">[[assess.staff_paper]]</button></p></form>{{/IS_DUE}}
{{^IS_DUE}}<p>[[assess.staff_not_due]]</p>{{/IS_DUE}}
<p><a class="text-link" href="{{VISIT_PATH}}">[[assess.staff_back]]</a></p>
