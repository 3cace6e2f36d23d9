{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_step.hours" width="page" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_step.hours]]</h1>
[[> parts/owner-removed]]
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
{{#CHANGED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner_shift.changed]]</p>{{/CHANGED}}
{{#HAS_OUTSIDE}}<div class="note info"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[owner_outside.title]]</p><p>[[owner_outside.text]] <a href="/desk/away#outside">[[owner_outside.link]]</a></p></div></div>{{/HAS_OUTSIDE}}
[[> parts/errors]]
{{#NO_THERAPISTS}}<div class="empty"><h2>[[owner_hours.no_therapists]]</h2><p>[[owner_hours.no_therapists_text]]</p><a class="button quiet" href="/owner/therapist/new">[[owner_therapists.add]]</a></div>{{/NO_THERAPISTS}}
{{^NO_THERAPISTS}}
<section><h2>[[owner_hours.shifts]]</h2>
{{#NO_SHIFTS}}<p class="soft">[[owner_hours.none]]</p>{{/NO_SHIFTS}}
<ul class="desk-list">{{#SHIFTS}}<li class="desk-door"><p><strong>{{SHIFT_WHO}}, {{SHIFT_DAY}}</strong> {{SHIFT_TIME}} <span class="soft">{{SHIFT_BREAKS}}{{#SHIFT_HAS_BREAK}} · {{/SHIFT_HAS_BREAK}}[[owner_hours.since]] {{SHIFT_VALID}}</span></p>
<div class="desk-row">{{#SHIFT_OPEN}}<a class="button quiet" href="{{SHIFT_PATH}}">[[owner_shift.change]]<span class="unseen"> {{SHIFT_WHO}}, {{SHIFT_DAY}}</span></a>{{/SHIFT_OPEN}}
<form method="post" action="/owner/hours/shift/remove">[[> parts/token]]<button class="button quiet" type="submit" name="shift" value="{{SHIFT_ID}}">[[owner.remove]]<span class="unseen"> {{SHIFT_WHO}}, {{SHIFT_DAY}}</span></button></form></div></li>{{/SHIFTS}}</ul>
<form class="form desk-form" method="post" action="/owner/hours/shift" novalidate>[[> parts/token]]
<h3>[[owner_hours.add]]</h3>
[[> parts/select name="practitioner" label="@desk_visit.who"]]
[[> parts/chips name="weekday" label="@owner_hours.days" kind="checkbox"]]
[[> parts/shift-hours]]
<div class="desk-two">
[[> parts/field name="valid_from" label="@owner_hours.valid_from" type="date"]]
[[> parts/field name="valid_until" label="@owner_hours.valid_until" type="date"]]
</div>
[[> parts/button text="@owner_hours.add"]]
</form></section>
<section><h2>[[owner_hours.away]]</h2><p>[[owner_hours.away_text]]</p>
<ul class="desk-list">{{#AWAY}}<li class="desk-door"><p><strong>{{AWAY_WHO}}</strong> <span class="soft">{{AWAY_TIME}}</span></p>
<form method="post" action="/owner/hours/away/remove">[[> parts/token]]<button class="button quiet" type="submit" name="away" value="{{AWAY_ID}}">[[owner.remove]]<span class="unseen"> {{AWAY_WHO}}, {{AWAY_TIME}}</span></button></form></li>{{/AWAY}}</ul>
<form class="form desk-form" method="post" action="/owner/hours/away" novalidate>[[> parts/token]]
[[> parts/select name="away_practitioner" label="@owner_hours.whom"]]
<div class="desk-two">
[[> parts/field name="away_from" label="@owner_hours.away_from" type="datetime-local"]]
[[> parts/field name="away_until" label="@owner_hours.away_until" type="datetime-local"]]
</div>
[[> parts/field name="away_name" label="@owner_hours.away_name" hint="@owner_hours.away_name_hint"]]
[[> parts/button text="@owner_hours.add_away" kind="quiet"]]
</form></section>
{{/NO_THERAPISTS}}
