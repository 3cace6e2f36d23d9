{{%AUTOESCAPE context="HTML"}}
[[< layout title="@staff_password.title" width="narrow" private="yes"]]
<h1>[[staff_password.title]]</h1>
{{#CHANGED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> <span>[[staff_password.changed]]</span></p>{{/CHANGED}}
<p class="lead">[[staff_password.lead]]</p>
[[> parts/errors]]
<form class="form" method="post" action="/staff/password" novalidate>
[[> parts/token]]
[[> parts/field name="current" label="@staff_password.current" type="password" autocomplete="current-password"]]
[[> parts/field name="password" label="@staff_password.fresh" hint="@staff_password.hint" type="password" autocomplete="new-password"]]
[[> parts/button text="@staff_password.button"]]
</form>
