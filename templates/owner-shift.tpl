{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_shift.title" width="narrow" private="yes"]]
<p><a href="/owner/hours">[[owner_shift.back]]</a></p>
<h1>[[owner_shift.title]]</h1>
<p class="lead"><strong>{{SHIFT_WHO}}, {{SHIFT_DAY}}</strong> {{SHIFT_TIME}}</p>
<p>[[owner_shift.text]]</p>
[[> parts/errors]]
<form class="form" method="post" action="{{SHIFT_PATH}}" novalidate>[[> parts/token]]
[[> parts/select name="weekday" label="@owner_shift.weekday"]]
[[> parts/shift-hours]]
<div class="desk-two">
[[> parts/field name="valid_from" label="@owner_shift.from_day" hint="@owner_shift.from_day_hint" type="date"]]
[[> parts/field name="valid_until" label="@owner_hours.valid_until" type="date"]]
</div>
[[> parts/button text="@owner.save"]]
</form>
