{{%AUTOESCAPE context="HTML"}}
[[< layout title="@treat_reason.title" width="narrow" private="yes"]]
<h1>[[treat_reason.title]]</h1>
<p>[[treat_reason.text]]</p>
[[> parts/errors]]
<form class="form" method="post" action="{{VISIT_PATH}}/open">
[[> parts/token]]
[[> parts/field name="reason" label="@treat_reason.reason" hint="@treat_reason.hint" required="yes"]]
[[> parts/button text="@treat_reason.open"]]
<p><a href="/treat">[[treat.back]]</a></p>
</form>
