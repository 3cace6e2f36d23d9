{{%AUTOESCAPE context="HTML"}}
<div class="desk-two">
[[> parts/field name="from" label="@owner_hours.from" type="time"]]
[[> parts/field name="to" label="@owner_hours.to" hint="@owner_hours.to_hint" type="time"]]
[[> parts/field name="break_from" label="@owner_hours.break_from" type="time"]]
[[> parts/field name="break_to" label="@owner_hours.break_to" type="time"]]
</div>
<fieldset class="field"><legend>[[owner_hours.floating]]</legend>
<p class="hint">[[owner_hours.floating_hint]]</p>
<div class="desk-two">
[[> parts/field name="floating_minutes" label="@owner_hours.floating_minutes" inputmode="numeric"]]
[[> parts/field name="floating_from" label="@owner_hours.floating_from" type="time"]]
[[> parts/field name="floating_to" label="@owner_hours.floating_to" type="time"]]
</div></fieldset>
