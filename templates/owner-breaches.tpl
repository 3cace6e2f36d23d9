{{%AUTOESCAPE context="HTML"}}
[[< layout title="@breaches.title" width="narrow" private="yes"]]
<p><a href="/owner/records">[[records.title]]</a></p>
<h1>[[breaches.title]]</h1>
<p class="lead">[[breaches.lead]]</p>
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
[[> parts/errors]]
{{^BREACHES}}<p class="soft">[[breaches.none]]</p>{{/BREACHES}}
{{#BREACHES}}<section class="panel"><h2>[[breaches.noticed]]</h2>
<dl class="desk-facts">{{#BREACH_PARTS}}<dt>{{PART_NAME}}</dt><dd>{{PART_TEXT}}</dd>{{/BREACH_PARTS}}</dl>
<p>{{#BREACH_IS_TOLD}}[[breaches.told]]{{/BREACH_IS_TOLD}}{{^BREACH_IS_TOLD}}[[breaches.tell_by]]{{/BREACH_IS_TOLD}}{{#BREACH_ARE_TOLD}}<br>[[breaches.people_told]]{{/BREACH_ARE_TOLD}}{{#BREACH_IS_CLOSED}}<br>[[breaches.closed]]{{/BREACH_IS_CLOSED}}</p>
{{^BREACH_IS_CLOSED}}<form class="desk-row" method="post" action="/owner/records/breaches/step">[[> parts/token]]<input type="hidden" name="breach" value="{{BREACH_ID}}">
{{^BREACH_IS_TOLD}}<button class="button quiet" type="submit" name="step" value="commissioner">[[breaches.step_commissioner]]</button>{{/BREACH_IS_TOLD}}
{{^BREACH_ARE_TOLD}}<button class="button quiet" type="submit" name="step" value="people">[[breaches.step_people]]</button>{{/BREACH_ARE_TOLD}}
<button class="button quiet" type="submit" name="step" value="closed">[[breaches.step_closed]]</button></form>{{/BREACH_IS_CLOSED}}</section>
{{/BREACHES}}
<h2>[[breaches.add]]</h2>
<form class="form" method="post" action="/owner/records/breaches" novalidate>[[> parts/token]]
[[> parts/field name="noticed_day" label="@breaches.noticed_day" hint="@breaches.noticed_hint" type="date"]]
[[> parts/field name="noticed_clock" label="@breaches.noticed_clock" type="time"]]
[[> parts/area name="circumstances" label="@breaches.circumstances" rows="2"]]
[[> parts/area name="period" label="@breaches.period" rows="2"]]
[[> parts/area name="kinds" label="@breaches.kinds" rows="2"]]
[[> parts/area name="harm" label="@breaches.harm" rows="2"]]
[[> parts/area name="people" label="@breaches.people" rows="2"]]
[[> parts/area name="steps_harm" label="@breaches.steps_harm" rows="2"]]
[[> parts/area name="steps_notify" label="@breaches.steps_notify" rows="2"]]
[[> parts/area name="contact" label="@breaches.contact" rows="2"]]
[[> parts/button text="@owner.save"]]
</form>
