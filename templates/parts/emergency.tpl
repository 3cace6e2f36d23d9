{{%AUTOESCAPE context="HTML"}}
<h1 tabindex="-1" data-alarm-title>[[assess.emergency_title]]</h1>
{{#ALARMS}}<div class="alarm" id="{{ALARM_ID}}"[[?hidden]] hidden[[/hidden]]><p class="alarm-advice">{{ADVICE_TEXT}}</p><p>{{ADVICE_REASON}}</p></div>
{{/ALARMS}}
<p><a class="button stop call" href="tel:{{EMERGENCY_DIGITS}}">[[assess.emergency_call]]</a></p>
<p>[[assess.emergency_more]]</p>
<p>[[assess.emergency_no_booking]]</p>
<section class="panel" id="number" aria-labelledby="number-title">
<h2 id="number-title">[[assess.number_title]]</h2>
{{#NUMBER_SENT}}<p role="status">[[assess.number_sent]]</p>{{/NUMBER_SENT}}
{{#NUMBER_WANTED}}<p>[[assess.number_text]]</p>
<form method="post" action="/assess/number" novalidate>
[[> parts/token]]
[[> parts/field name="phone" label="@assess.number_label" type="tel" autocomplete="tel" inputmode="tel"]]
[[> parts/button text="@assess.number_button" kind="quiet"]]
</form>{{/NUMBER_WANTED}}
</section>
<form method="post" action="/assess/mistake" class="mistake">
[[> parts/token]]
<button class="plain" type="submit">[[assess.mistake]]</button>
</form>
