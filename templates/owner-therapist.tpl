{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_therapists.one" width="narrow" private="yes"]]
<p><a href="/owner/therapists">[[owner_therapists.back]]</a></p>
<h1>{{#EXISTS}}{{ITEM_NAME}}{{/EXISTS}}{{^EXISTS}}[[owner_therapists.add]]{{/EXISTS}}</h1>
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
[[> parts/owner-removed]]
[[> parts/errors]]
<form class="form" method="post" action="{{ITEM_PATH}}" novalidate>[[> parts/token]]
[[> parts/field name="name" label="@owner_therapists.name" hint="@owner_therapists.name_hint" required="yes"]]
[[> parts/field name="first_name" label="@owner_therapists.first_name" hint="@owner_therapists.first_hint"]]
[[> parts/chips name="gender" label="@owner_therapists.gender" hint="@owner_therapists.gender_hint"]]
[[> parts/chips name="languages" label="@owner_therapists.languages" kind="checkbox"]]
[[> parts/chips name="services" label="@owner_therapists.services" kind="checkbox"]]
[[> parts/chips name="techniques" label="@owner_therapists.techniques" hint="@owner_therapists.techniques_hint" kind="checkbox"]]
[[> parts/field name="visits_a_day" label="@day_full.therapist" hint="@day_full.hint" inputmode="numeric"]]
[[> parts/field name="since_year" label="@owner_therapists.since" inputmode="numeric"]]
[[> parts/field name="training_hours" label="@owner_therapists.hours" hint="@owner_therapists.hours_hint" inputmode="numeric"]]
[[> parts/field name="deep_training_hours" label="@owner_therapists.deep_hours" inputmode="numeric"]]
[[> parts/area name="about_en" label="@owner_therapists.about_en" rows="3"]]
[[> parts/area name="about_fr" label="@owner_therapists.about_fr" rows="3"]]
[[> parts/checkbox name="active" label="@owner_therapists.active"]]
[[> parts/button text="@owner.save"]]
</form>
{{#EXISTS}}<p><a href="{{ITEM_PATH}}/own">[[owner_own.link]]</a></p>
<section><h2>[[owner_therapists.credentials]]</h2><p>[[owner_therapists.credentials_text]]</p>
<ul class="desk-list">{{#CREDENTIALS}}<li class="desk-person"><strong>{{CREDENTIAL_NAME}}</strong>, {{CREDENTIAL_NUMBER}}<br><span class="soft">{{CREDENTIAL_TEXT}}</span>
<details class="more"><summary>[[owner_therapists.correct]]<span class="unseen"> {{CREDENTIAL_NUMBER}}</span></summary>
<form class="desk-row end" method="post" action="{{ITEM_PATH}}/credential">[[> parts/token]]<input type="hidden" name="credential" value="{{CREDENTIAL_ID}}">
<div class="field"><label for="k-a-{{CREDENTIAL_ID}}">[[owner_therapists.association]]</label><input class="input" id="k-a-{{CREDENTIAL_ID}}" name="association" value="{{CREDENTIAL_NAME}}"></div>
<div class="field"><label for="k-n-{{CREDENTIAL_ID}}">[[owner_therapists.number]]</label><input class="input" id="k-n-{{CREDENTIAL_ID}}" name="number" value="{{CREDENTIAL_NUMBER}}"></div>
<div class="field"><label for="k-f-{{CREDENTIAL_ID}}">[[owner_therapists.valid_from]]</label><input class="input" id="k-f-{{CREDENTIAL_ID}}" name="valid_from" type="date" value="{{CREDENTIAL_FROM}}"></div>
<div class="field"><label for="k-u-{{CREDENTIAL_ID}}">[[owner_therapists.valid_until]]</label><input class="input" id="k-u-{{CREDENTIAL_ID}}" name="valid_until" type="date" value="{{CREDENTIAL_UNTIL}}"></div>
<button class="button quiet" type="submit">[[owner.save]]</button></form>
<form method="post" action="{{ITEM_PATH}}/credential/remove">[[> parts/token]]<button class="button quiet" type="submit" name="credential" value="{{CREDENTIAL_ID}}">[[owner.remove]]<span class="unseen"> {{CREDENTIAL_NUMBER}}</span></button></form></details></li>{{/CREDENTIALS}}</ul>
<form class="form" method="post" action="{{ITEM_PATH}}/credential" novalidate>[[> parts/token]]
[[> parts/field name="association" label="@owner_therapists.association" required="yes"]]
[[> parts/field name="number" label="@owner_therapists.number" required="yes"]]
[[> parts/field name="valid_from" label="@owner_therapists.valid_from" type="date"]]
[[> parts/field name="valid_until" label="@owner_therapists.valid_until" type="date"]]
[[> parts/button text="@owner_therapists.add_credential" kind="quiet"]]
</form></section>{{/EXISTS}}
