{{%AUTOESCAPE context="HTML"}}
[[< layout title="@gate.title" width="narrow" private="yes"]]
<h1>[[gate.title]]</h1>
<p class="lead">[[gate.lead]]</p>
[[> parts/errors]]
<form class="form" method="post" action="{{GATE_PATH}}" novalidate>
[[> parts/token]]
[[> parts/field name="link_birth_date" label="@gate.birth_date" hint="@gate.hint" type="date" autocomplete="bday" required="yes"]]
[[> parts/button text="@gate.button"]]
</form>
<p class="soft">[[gate.help]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>
