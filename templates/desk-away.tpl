{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk_away.title" width="page" private="yes"]]
<p><a href="/desk">[[desk.back_to_day]]</a></p>
[[> parts/errors]]
<h1>[[desk_away.title]]</h1>
{{#DONE}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> {{DONE_TEXT}}</p>{{/DONE}}
{{#HAS_OUTSIDE}}<section id="outside"><h2>[[desk_away.outside_title]]</h2>
<p>[[desk_away.outside_lead]]</p>
{{#DAYS}}<div class="panel">
<h3>{{DAY_TEXT}}</h3>
<ul class="desk-list">{{#VISITS}}<li><a href="{{OUTSIDE_PATH}}"><strong>{{OUTSIDE_TIME}} {{OUTSIDE_CLIENT}}</strong></a> <span class="soft">{{OUTSIDE_SERVICE}}</span></li>{{/VISITS}}</ul>
{{#DAY_RESEATS}}<form method="post" action="/desk/reseat">[[> parts/token]]<input type="hidden" name="day" value="{{DAY_DATE}}"><input type="hidden" name="hours" value="yes"><button class="button" type="submit" name="lost" value="{{DAY_LOST}}">[[desk_reseat.find]]<span class="unseen">, {{DAY_TEXT}}</span></button></form>{{/DAY_RESEATS}}
</div>{{/DAYS}}</section>{{/HAS_OUTSIDE}}
{{#NOBODY_WORKS_HERE}}<div class="empty"><h2>[[desk.nobody]]</h2><p>[[desk_away.nobody_text]]</p></div>{{/NOBODY_WORKS_HERE}}
{{^NOBODY_WORKS_HERE}}<section><h2>[[desk_away.enter]]</h2><p>[[desk_away.lead]]</p>
<form class="form desk-form" method="post" action="/desk/away" novalidate>[[> parts/token]]
[[> parts/select name="away_practitioner" label="@desk_visit.who"]]
<div class="desk-two">
[[> parts/field name="away_from" label="@owner_hours.away_from" type="datetime-local"]]
[[> parts/field name="away_until" label="@owner_hours.away_until" type="datetime-local"]]
</div>
[[> parts/button text="@desk_away.add"]]
</form></section>{{/NOBODY_WORKS_HERE}}
<section><h2>[[desk_away.ahead]]</h2>
{{#NOBODY_AWAY}}<p class="soft">[[desk_away.none]]</p>{{/NOBODY_AWAY}}
<ul class="desk-list">{{#AWAY}}<li class="desk-door"><p><strong>{{AWAY_WHO}}</strong> <span class="soft">{{AWAY_TIME}}</span></p>
{{#AWAY_THEIRS}}<form method="post" action="/desk/away/remove">[[> parts/token]]<button class="button quiet" type="submit" name="away" value="{{AWAY_ID}}">[[owner.remove]]<span class="unseen"> {{AWAY_WHO}}, {{AWAY_TIME}}</span></button></form>{{/AWAY_THEIRS}}</li>{{/AWAY}}</ul></section>
