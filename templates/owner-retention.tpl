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
[[> parts/field name="messages_years" label="@records.messages_years" hint="@records.messages_hint" inputmode="numeric" required="yes"]]
[[> parts/field name="fees_years" label="@records.fees_years" hint="@records.fees_hint" inputmode="numeric" required="yes"]]
[[> parts/button text="@owner.save"]]
</form>
<section><h2>[[records.kinds_title]]</h2>
<ul>{{#KINDS}}<li><strong>{{KIND_NAME}}</strong>[[words.colon]] {{KIND_ENDS}}</li>{{/KINDS}}</ul>
<details class="more"><summary>[[records.kinds_sources]]</summary>
<ul lang="en">{{#KINDS}}<li><code>{{KIND_ID}}</code> {{KIND_SOURCE}}</li>{{/KINDS}}</ul></details></section>
