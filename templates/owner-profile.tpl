{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_step.profile" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_step.profile]]</h1>
<p class="lead">[[owner_profile.lead]]</p>
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
[[> parts/errors]]
<form class="form" method="post" action="/owner/profile" novalidate>[[> parts/token]]
[[> parts/field name="name" label="@owner_profile.name" required="yes"]]
[[> parts/field name="address" label="@owner_profile.address"]]
[[> parts/field name="city" label="@owner_profile.city"]]
[[> parts/field name="at" label="@owner_profile.at" hint="@owner_profile.at_hint"]]
[[> parts/field name="phone" label="@desk_visit.phone" type="tel"]]
[[> parts/field name="emergency_line" label="@owner_profile.emergency_line" hint="@owner_profile.emergency_hint" type="tel"]]
[[> parts/field name="email" label="@desk_visit.email" type="email"]]
[[> parts/field name="zone" label="@owner_profile.zone" hint="@owner_profile.zone_hint"]]
{{#ZONE_MOVES}}[[> parts/checkbox name="zone_sure" label="@owner_profile.zone_sure"]]{{/ZONE_MOVES}}
[[> parts/field name="alert_to" label="@owner_profile.alert_to" hint="@owner_profile.alert_to_hint"]]
[[> parts/field name="reminder_hours" label="@owner_profile.reminder_hours" hint="@owner_profile.reminder_hours_hint"]]
[[> parts/field name="letter_fax" label="@letter.clinic_fax" hint="@letter.clinic_fax_hint" type="tel"]]
[[> parts/button text="@owner.save"]]
</form>
