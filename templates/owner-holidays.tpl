{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_step.holidays" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_step.holidays]]</h1>
<p class="lead">[[owner_holidays.lead]]</p>
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
[[> parts/errors]]
<section><h2>[[owner_holidays.next]]</h2>
{{#NONE_CLOSED}}<p class="soft">[[owner_holidays.none]]</p>{{/NONE_CLOSED}}
<ul class="desk-list">{{#CLOSED}}<li class="desk-person"><strong>{{CLOSED_DAY}}</strong> <span class="soft">{{CLOSED_NAME}}</span>{{#CLOSED_BOOKED}}<p class="note amber"><span class="sign" aria-hidden="true">!</span> {{CLOSED_VISITS}}</p>{{/CLOSED_BOOKED}}</li>
{{/CLOSED}}</ul></section>
<form class="form" method="post" action="/owner/holidays">[[> parts/token]]
<fieldset class="field" id="holidays"><legend>[[owner_holidays.tick]]</legend>
<p class="hint">[[owner_holidays.tick_hint]]</p>
{{#HOLIDAYS}}<label class="check"><input type="checkbox" name="holidays" value="{{HOLIDAY_ID}}"{{#HOLIDAY_ON}} checked{{/HOLIDAY_ON}}><span>{{HOLIDAY_NAME}}<br><span class="soft">{{HOLIDAY_DAY}} · {{HOLIDAY_LAW}}</span></span></label>
{{/HOLIDAYS}}</fieldset>
[[> parts/button text="@owner.save"]]
</form>
