{{%AUTOESCAPE context="HTML"}}
<section class="panel" id="day"><h2>[[treat_client.day]]</h2>
{{^DAY_KNOWN}}<p>[[treat_client.day_unknown]]</p>{{/DAY_KNOWN}}
{{#DAY_KNOWN}}
{{#DAY_REFUSES}}<div class="note red"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[treat_client.refuses]]</p><p>[[treat_client.refuses_text]]</p></div></div>{{/DAY_REFUSES}}
{{#DAY_DONE}}<p class="treat-state"><span aria-hidden="true">✓</span> [[treat_client.day_done]]</p>{{/DAY_DONE}}
{{#DAY_FOLDED}}<details class="more"><summary>[[treat_client.day_change]]</summary>{{/DAY_FOLDED}}
<form class="form" method="post" action="{{VISIT_PATH}}/day" novalidate>[[> parts/token]]
{{#QUESTIONS}}<fieldset class="field{{#Q_WRONG}} wrong{{/Q_WRONG}}" id="q-{{Q_ID}}" tabindex="-1" aria-describedby="{{#Q_LINE}}s-{{Q_ID}}{{/Q_LINE}}{{#Q_WRONG}} q-{{Q_ID}}-error{{/Q_WRONG}}"><legend>{{#Q_LINE}}<span class="unseen">{{Q_TITLE}}</span> {{Q_STEM}}{{/Q_LINE}}{{^Q_LINE}}{{Q_TEXT}}{{/Q_LINE}}{{#Q_OPEN}} <span class="required">[[treat_client.open]]</span>{{/Q_OPEN}}</legend>
<input type="hidden" name="shown" value="{{Q_ID}}">
{{#Q_WRONG}}<p class="error-text" id="q-{{Q_ID}}-error"><span class="sign" aria-hidden="true">!</span> {{Q_ERROR}}</p>{{/Q_WRONG}}
[[> parts/signs]]
{{#Q_ONE}}<div class="chips">{{#Q_OPTIONS}}<label class="chip"><input type="radio" name="q-{{Q_ID}}" value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}><span>{{OPTION_TEXT}}</span></label>{{/Q_OPTIONS}}</div>{{/Q_ONE}}
{{#Q_MANY}}<div class="chips">{{#Q_OPTIONS}}<label class="chip"><input type="checkbox" name="q-{{Q_ID}}" value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}><span>{{OPTION_TEXT}}</span></label>{{/Q_OPTIONS}}</div>{{/Q_MANY}}
{{#Q_NUMBER}}<label class="unseen" for="n-{{Q_ID}}">{{Q_TEXT}} {{Q_UNIT}}</label><div class="number-row"><input class="input" id="n-{{Q_ID}}" name="q-{{Q_ID}}" type="text" inputmode="decimal" value="{{Q_TYPED}}" autocomplete="off"><span class="unit">{{Q_UNIT}}</span></div>{{/Q_NUMBER}}
{{#Q_DATE}}<div class="date-parts"><div class="date-part"><label for="y-{{Q_ID}}">[[assess.year]]</label><select class="input" id="y-{{Q_ID}}" name="q-{{Q_ID}}.y"><option value="">–</option>{{#Q_YEARS}}<option value="{{YEAR_VALUE}}"{{#YEAR_CHOSEN}} selected{{/YEAR_CHOSEN}}>{{YEAR_VALUE}}</option>{{/Q_YEARS}}</select></div>
<div class="date-part"><label for="m-{{Q_ID}}">[[assess.month]]</label><select class="input" id="m-{{Q_ID}}" name="q-{{Q_ID}}.m"><option value="">–</option>{{#Q_MONTHS}}<option value="{{MONTH_VALUE}}"{{#MONTH_CHOSEN}} selected{{/MONTH_CHOSEN}}>{{MONTH_TEXT}}</option>{{/Q_MONTHS}}</select></div>
<div class="date-part"><label for="d-{{Q_ID}}">[[assess.day_if_known]]</label><input class="input" id="d-{{Q_ID}}" name="q-{{Q_ID}}.d" type="text" inputmode="numeric" maxlength="2" value="{{Q_DAY}}"></div></div>{{/Q_DATE}}
{{#Q_PLACES}}{{#Q_PLACES_OF}}<div class="place-field"><label for="p-{{Q_ID}}-{{PLACE_NUMBER}}">[[assess.place]]</label><select class="input" id="p-{{Q_ID}}-{{PLACE_NUMBER}}" name="q-{{Q_ID}}"><option value="">–</option>{{#PLACE_OPTIONS}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_TEXT}}</option>{{/PLACE_OPTIONS}}</select></div>{{/Q_PLACES_OF}}{{/Q_PLACES}}
</fieldset>{{/QUESTIONS}}
{{#MUST_SPEAK}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><p>[[treat_client.must_speak]]</p></div>
<label class="check"><input type="checkbox" name="spoken" value="yes"><span>[[treat_client.spoken]]</span></label>{{/MUST_SPEAK}}
[[> parts/button text="@treat_client.keep_day"]]
</form>{{#DAY_FOLDED}}</details>{{/DAY_FOLDED}}
<details class="more" id="arrival"{{#ARRIVAL_OPEN}} open{{/ARRIVAL_OPEN}}><summary>[[treat_arrival.title]]</summary>
<form class="form" method="post" action="{{VISIT_PATH}}/measured" novalidate>[[> parts/token]]
<p>[[treat_arrival.lead]]</p>
[[> parts/treat-arrival]]
[[> parts/button text="@treat_arrival.keep" kind="quiet"]]
</form></details>{{/DAY_KNOWN}}
</section>
