{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_limits.title" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_limits.title]]</h1>
<p class="lead">[[owner_limits.lead]]</p>
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
[[> parts/errors]]
<section class="panel"><h2>[[owner_limits.sheet]]</h2><p>[[owner_limits.sheet_choice]]</p><p>{{SHEET_DEEP_DAY}} {{SHEET_DEEP_WEEK}}</p>
<table class="table"><thead><tr><th scope="col">[[owner_limits.sheet_what]]</th><th scope="col">[[owner_limits.sheet_warn]]</th><th scope="col">[[owner_limits.sheet_hard]]</th></tr></thead><tbody>{{#SHEET_LIMITS}}<tr><th scope="row">{{SHEET_NAME}}</th><td>{{SHEET_WARN}}</td><td>{{SHEET_HARD}}</td></tr>{{/SHEET_LIMITS}}</tbody></table>
<table class="table"><thead><tr><th scope="col">[[owner_limits.sheet_rest]]</th><th scope="col">[[owner_limits.sheet_least]]</th></tr></thead><tbody>{{#SHEET_RESTS}}<tr><th scope="row">{{REST_NAME}}</th><td>{{REST_LEAST}}</td></tr>{{/SHEET_RESTS}}</tbody></table></section>
<form class="form" method="post" action="/owner/limits" novalidate>[[> parts/token]]
[[> parts/field name="lead_minutes" label="@owner_limits.lead_minutes" hint="@owner_limits.lead_hint" inputmode="numeric" required="yes"]]
[[> parts/field name="horizon_days" label="@owner_limits.horizon_days" hint="@owner_limits.horizon_hint" inputmode="numeric" required="yes"]]
[[> parts/field name="deep_minutes_a_day" label="@owner_limits.deep_minutes" hint="@owner_limits.deep_hint" inputmode="numeric" required="yes"]]
[[> parts/field name="deep_minutes_a_week" label="@owner_own.week_deep_limit" hint="@owner_own.week_deep_limit_hint" inputmode="numeric" required="yes"]]
[[> parts/field name="hands_on_minutes_a_week" label="@owner_own.week_limit" hint="@owner_own.week_limit_hint" inputmode="numeric" required="yes"]]
[[> parts/field name="client_deep_week" label="@owner_own.client_week" hint="@owner_own.client_week_hint" inputmode="numeric" required="yes"]]
[[> parts/field name="rest_minutes" label="@owner_limits.rest_minutes" hint="@owner_limits.rest_hint" inputmode="numeric" required="yes"]]
<fieldset class="field"><legend>[[owner_limits.rest_long]]</legend>
<div class="desk-two">
[[> parts/field name="rest_long_from" label="@owner_limits.rest_long_from" inputmode="numeric" required="yes"]]
[[> parts/field name="rest_long_minutes" label="@owner_limits.rest_long_minutes" inputmode="numeric" required="yes"]]
</div></fieldset>
<fieldset class="field"><legend>[[owner_limits.rest_deep]]</legend>
<p class="hint">[[owner_limits.rest_deep_hint]]</p>
<div class="desk-two">
[[> parts/field name="rest_deep_from" label="@owner_limits.rest_deep_from" inputmode="numeric" required="yes"]]
[[> parts/field name="rest_deep_minutes" label="@owner_limits.rest_long_minutes" inputmode="numeric" required="yes"]]
</div></fieldset>
<fieldset class="field"><legend>[[owner_limits.quiet]]</legend>
<p class="hint">[[owner_limits.quiet_hint]]</p>
<div class="desk-two">
[[> parts/field name="quiet_from_hour" label="@owner_limits.quiet_from" inputmode="numeric" required="yes"]]
[[> parts/field name="quiet_until_hour" label="@owner_limits.quiet_until" inputmode="numeric" required="yes"]]
</div></fieldset>
[[> parts/button text="@owner.save"]]
</form>
