{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.intake_title" width="narrow" private="yes"]]
<h1>[[assess.intake_title]]</h1>
<p class="lead">[[assess.staff_visit]]</p>
{{#IS_DUE}}<p>[[assess.intake_lead]]</p>
<form method="post" action="{{POST_PATH}}">[[> parts/token]]<p><button class="button" type="submit">[[assess.intake_begin]]</button></p></form>{{/IS_DUE}}
{{^IS_DUE}}<p>[[assess.intake_not_due]]</p>{{/IS_DUE}}
