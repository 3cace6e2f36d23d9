{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.who_title" width="narrow" private="yes"]]
[[> parts/steps]]
<h1>[[assess.who_title]]</h1>
<p class="lead">[[assess.who_lead]]</p>
[[> parts/errors]]
<form class="form" method="post" action="/assess" novalidate data-who>
[[> parts/token]]
<input type="hidden" name="service" value="{{SERVICE}}">
<input type="hidden" name="day" value="{{DAY}}">
[[> parts/chips name="for_whom" label="@assess.for_whom"]]
<fieldset class="field{{#BIRTH_MONTH_WRONG}} wrong{{/BIRTH_MONTH_WRONG}}">
<legend>[[assess.birth_date]]</legend>
<p class="hint">[[assess.birth_hint]]</p>
{{#BIRTH_MONTH_WRONG}}<p class="error-text" id="birth-error"><span class="sign" aria-hidden="true">!</span> {{BIRTH_MONTH_ERROR}}</p>{{/BIRTH_MONTH_WRONG}}
<div class="date-parts">
<div class="date-part"><label for="birth_day">[[assess.day]]</label><input class="input" id="birth_day" name="birth_day" type="text" inputmode="numeric" maxlength="2" autocomplete="bday-day" value="{{BIRTH_DAY}}"{{#BIRTH_MONTH_WRONG}} aria-invalid="true" aria-describedby="birth-error"{{/BIRTH_MONTH_WRONG}}></div>
<div class="date-part grows"><label for="birth_month">[[assess.month]]</label><select class="input" id="birth_month" name="birth_month" autocomplete="bday-month">
{{#BIRTH_MONTH_OPTIONS}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_TEXT}}</option>
{{/BIRTH_MONTH_OPTIONS}}</select></div>
<div class="date-part year"><label for="birth_year">[[assess.year]]</label><input class="input" id="birth_year" name="birth_year" type="text" inputmode="numeric" maxlength="4" autocomplete="bday-year" value="{{BIRTH_YEAR}}"></div>
</div>
</fieldset>
<div class="for-others" data-for-others>
<h2>[[assess.others_title]]</h2>
<p class="hint">[[assess.others_hint]]</p>
[[> parts/field name="guardian" label="@assess.guardian" autocomplete="name"]]
<div class="field"><label for="relation">[[assess.relation]]</label><input class="input" id="relation" name="relation" type="text" value="{{RELATION}}" maxlength="100" autocomplete="off"></div>
[[> parts/checkbox name="present" label="@assess.present"]]
</div>
<section class="panel before-asking" aria-labelledby="consent-title">
<h2 id="consent-title">[[assess.consent_title]]</h2>
<dl class="facts">
<dt>[[assess.purpose]]</dt><dd>[[assess.purpose_text]]</dd>
<dt>[[assess.who_sees]]</dt><dd>[[assess.who_sees_text]]</dd>
<dt>[[assess.how_long]]</dt><dd>[[assess.how_long_text]]</dd>
<dt>[[assess.whom_to_ask]]</dt><dd>[[assess.whom_to_ask_text]] {{#CLINIC_HAS_PHONE}}<a class="text-link" href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</dd>
</dl>
[[> parts/checkbox name="consent" label="@assess.consent"]]
</section>
[[> parts/button text="@assess.next"]]
</form>
