{{%AUTOESCAPE context="HTML"}}
[[< layout title="@sign_in.title" width="narrow" private="yes"]]
<h1>[[sign_in.title]]</h1>
<p class="lead">[[sign_in.lead]]</p>
[[> parts/errors]]
<form class="form" method="post" action="/sign-in" novalidate>
[[> parts/token]]
<input type="hidden" name="next" value="{{NEXT_PATH}}">
[[> parts/field name="name" label="@sign_in.name" autocomplete="username" plain="yes"]]
[[> parts/field name="password" label="@sign_in.password" type="password" autocomplete="current-password"]]
[[> parts/button text="@sign_in.button"]]
</form>
<p class="soft">[[sign_in.help]]</p>
