{{%AUTOESCAPE context="HTML"}}
[[< layout title="@records.years_title" width="narrow" private="yes"]]
<p><a href="/owner/records">[[records.title]]</a></p>
<h1>[[records.years_title]]</h1>
<p class="lead">[[records.years_lead]]</p>
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
[[> parts/errors]]
<form class="form" method="post" action="/owner/records/years" novalidate>[[> parts/token]]
<p class="soft">[[records.years_least]]</p>
[[> parts/field name="adult_years" label="@records.adult_years" hint="@records.adult_hint" inputmode="numeric" required="yes"]]
[[> parts/field name="minor_years_after_18" label="@records.minor_years" hint="@records.minor_hint" inputmode="numeric" required="yes"]]
[[> parts/button text="@owner.save"]]
</form>
