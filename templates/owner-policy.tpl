{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_policy.title" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_policy.title]]</h1>
<p class="lead">[[owner_policy.lead]]</p>
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
[[> parts/errors]]
<form class="form" method="post" action="/owner/policy" novalidate>[[> parts/token]]
[[> parts/field name="hours" label="@owner_policy.hours" hint="@owner_policy.hours_hint" inputmode="numeric" required="yes"]]
[[> parts/chips name="late_kind" label="@owner_fee.late"]]
[[> parts/field name="late_value" label="@owner_fee.value" hint="@owner_fee.value_hint" inputmode="decimal"]]
[[> parts/chips name="no_show_kind" label="@owner_fee.no_show"]]
[[> parts/field name="no_show_value" label="@owner_fee.value" hint="@owner_fee.value_hint" inputmode="decimal"]]
[[> parts/chips name="deposit_kind" label="@owner_fee.deposit" hint="@owner_fee.deposit_hint"]]
[[> parts/field name="deposit_value" label="@owner_fee.value" hint="@owner_fee.value_hint" inputmode="decimal"]]
<p class="note info"><span class="sign" aria-hidden="true">i</span> [[owner_fee.never]]</p>
[[> parts/area name="more_en" label="@owner_policy.more_en" hint="@owner_policy.more_hint" rows="3"]]
[[> parts/area name="more_fr" label="@owner_policy.more_fr" rows="3"]]
[[> parts/button text="@owner.save"]]
</form>
<h2>[[owner_policy.versions]]</h2>
{{#VERSIONS}}<section class="panel"><h3>[[owner_policy.version]]{{#VERSION_NOW}} · [[owner_policy.now]]{{/VERSION_NOW}}</h3>{{#VERSION_DATED}}<p class="soft">[[owner_policy.since]]</p>{{/VERSION_DATED}}<p>{{VERSION_TEXT}}</p></section>
{{/VERSIONS}}
