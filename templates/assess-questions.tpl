{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.questions_title" width="narrow" private="yes"]]
<div data-asking>
[[> parts/steps]]
<h1>{{GROUP_TITLE}}</h1>
{{#HAS_PART}}<p class="soft">[[assess.part_of]]</p>{{/HAS_PART}}
{{#FOR_OTHER}}<p class="note info"><span class="sign" aria-hidden="true">i</span><span>[[assess.for_other_note]]</span></p>{{/FOR_OTHER}}
{{#ONLY_DETAILS}}<p class="lead">[[assess.details_lead]]</p>{{/ONLY_DETAILS}}
[[> parts/errors]]
{{#HAS_LAST}}<form class="panel last-time" method="post" action="/assess/questions" aria-labelledby="last-title">
[[> parts/token]]
<input type="hidden" name="group" value="{{GROUP}}">
<h2 id="last-title">[[assess.last_time]]</h2>
<ul class="told">{{#LAST_TOLD}}<li>{{TOLD_QUESTION}} <strong>{{TOLD_ANSWER}}</strong></li>
{{/LAST_TOLD}}</ul>
<p class="actions"><button class="button quiet" type="submit" name="last" value="fill">[[assess.last_fill]]</button></p>
</form>{{/HAS_LAST}}
{{#LAST_FILLED}}<p class="note info"><span class="sign" aria-hidden="true">i</span><span>[[assess.last_filled]]</span></p>{{/LAST_FILLED}}
<form class="form questions" method="post" action="/assess/questions" novalidate data-questions autocomplete="off">
[[> parts/token]]
<input type="hidden" name="group" value="{{GROUP}}">
{{#LAST_FILLED}}<input type="hidden" name="filled" value="1">
{{/LAST_FILLED}}{{#QUESTIONS}}{{#Q_SECTION}}<h2 class="section">{{Q_SECTION_TITLE}}</h2>
{{/Q_SECTION}}<fieldset class="field ask{{#Q_DETAIL}} detail{{/Q_DETAIL}}{{#Q_WRONG}} wrong{{/Q_WRONG}}" id="q-{{Q_ID}}" tabindex="-1" data-question="{{Q_ID}}" data-parent="{{Q_PARENT}}" data-when="{{Q_WHEN}}" aria-describedby="{{#Q_LINE}}s-{{Q_ID}}{{/Q_LINE}}{{#Q_WRONG}} q-{{Q_ID}}-error{{/Q_WRONG}}"{{#Q_HIDDEN}} hidden disabled{{/Q_HIDDEN}}>
<legend>{{#Q_ABOUT}}<span class="about">{{Q_ABOUT_TEXT}}</span> {{/Q_ABOUT}}{{#Q_LINE}}<span class="unseen">{{Q_TITLE}}</span> {{Q_STEM}}{{/Q_LINE}}{{^Q_LINE}}{{Q_TEXT}}{{/Q_LINE}}</legend>
<input type="hidden" name="shown" value="{{Q_ID}}">
{{#Q_WRONG}}<p class="error-text" id="q-{{Q_ID}}-error"><span class="sign" aria-hidden="true">!</span> {{Q_ERROR}}</p>{{/Q_WRONG}}
[[> parts/signs]]
{{#Q_ONE}}<div class="chips">{{#Q_OPTIONS}}<label class="chip"><input type="radio" name="q-{{Q_ID}}" value="{{OPTION_VALUE}}" data-alarm="{{OPTION_ALARM}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}><span>{{OPTION_TEXT}}</span></label>
{{/Q_OPTIONS}}</div>{{/Q_ONE}}
{{#Q_MANY}}<div class="ticks">{{#Q_OPTIONS}}<label class="check"><input type="checkbox" name="q-{{Q_ID}}" value="{{OPTION_VALUE}}" data-alarm="{{OPTION_ALARM}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}><span>{{OPTION_TEXT}}</span></label>
{{/Q_OPTIONS}}</div>{{/Q_MANY}}
{{#Q_NUMBER}}<label class="unseen" for="n-{{Q_ID}}">{{Q_TEXT}} {{Q_UNIT}}</label><div class="number-row"><input class="input" id="n-{{Q_ID}}" name="q-{{Q_ID}}" type="text" inputmode="decimal" value="{{Q_TYPED}}"><span class="unit">{{Q_UNIT}}</span></div>
<label class="check"><input type="checkbox" name="q-{{Q_ID}}" value="not_sure"{{#Q_UNSURE}} checked{{/Q_UNSURE}}><span>[[assess.not_sure]]</span></label>
<label class="check"><input type="checkbox" name="q-{{Q_ID}}" value="rather_not_say"{{#Q_SILENT}} checked{{/Q_SILENT}}><span>[[assess.rather_not_say]]</span></label>{{/Q_NUMBER}}
{{#Q_DATE}}<p class="hint">[[assess.date_hint]]</p>
<div class="date-parts">
<div class="date-part year"><label for="y-{{Q_ID}}">[[assess.year]]</label><select class="input" id="y-{{Q_ID}}" name="q-{{Q_ID}}.y"><option value="">–</option>{{#Q_YEARS}}<option value="{{YEAR_VALUE}}"{{#YEAR_CHOSEN}} selected{{/YEAR_CHOSEN}}>{{YEAR_VALUE}}</option>{{/Q_YEARS}}</select></div>
<div class="date-part grows"><label for="m-{{Q_ID}}">[[assess.month]]</label><select class="input" id="m-{{Q_ID}}" name="q-{{Q_ID}}.m"><option value="">–</option>{{#Q_MONTHS}}<option value="{{MONTH_VALUE}}"{{#MONTH_CHOSEN}} selected{{/MONTH_CHOSEN}}>{{MONTH_TEXT}}</option>{{/Q_MONTHS}}</select></div>
<div class="date-part"><label for="d-{{Q_ID}}">[[assess.day_if_known]]</label><input class="input" id="d-{{Q_ID}}" name="q-{{Q_ID}}.d" type="text" inputmode="numeric" maxlength="2" value="{{Q_DAY}}"></div>
</div>
<div class="chips"><label class="chip"><input type="radio" name="q-{{Q_ID}}" value="long_ago"{{#Q_LONG_AGO}} checked{{/Q_LONG_AGO}}><span>[[assess.long_ago]]</span></label>
<label class="chip"><input type="radio" name="q-{{Q_ID}}" value="not_sure"{{#Q_UNSURE}} checked{{/Q_UNSURE}}><span>[[assess.not_sure]]</span></label>
<label class="chip"><input type="radio" name="q-{{Q_ID}}" value="rather_not_say"{{#Q_SILENT}} checked{{/Q_SILENT}}><span>[[assess.rather_not_say]]</span></label></div>{{/Q_DATE}}
{{#Q_PLACES}}{{#Q_PLACES_OF}}<div class="place-field"><label for="p-{{Q_ID}}-{{PLACE_NUMBER}}">[[assess.place]]</label><select class="input" id="p-{{Q_ID}}-{{PLACE_NUMBER}}" name="q-{{Q_ID}}" data-place="{{PLACE_KEPT}}"><option value="">–</option>{{#PLACE_OPTIONS}}<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_TEXT}}</option>{{/PLACE_OPTIONS}}</select></div>
{{/Q_PLACES_OF}}<label class="check"><input type="checkbox" name="q-{{Q_ID}}" value="not_sure"{{#Q_UNSURE}} checked{{/Q_UNSURE}}><span>[[assess.not_sure]]</span></label>
<label class="check"><input type="checkbox" name="q-{{Q_ID}}" value="rather_not_say"{{#Q_SILENT}} checked{{/Q_SILENT}}><span>[[assess.rather_not_say]]</span></label>{{/Q_PLACES}}
{{#Q_HAS_WHY}}<details class="more why"><summary>[[assess.why]]</summary><p>{{Q_WHY}}</p></details>{{/Q_HAS_WHY}}
</fieldset>
{{/QUESTIONS}}
<div class="question-end">
{{#CAN_BE_NONE}}<label class="check none"><input type="checkbox" name="none" value="yes"><span><strong>[[assess.none]]</strong> [[assess.none_text]]</span></label>{{/CAN_BE_NONE}}
[[> parts/button text="@assess.next"]]
</div>
</form>
<select class="unseen" data-places hidden aria-hidden="true" tabindex="-1" aria-label="[[assess.place]]">{{#ALL_PLACES}}<option value="{{PLACE_VALUE}}">{{PLACE_TEXT}}</option>{{/ALL_PLACES}}</select>
</div>
{{#HAS_ALARMS}}<div class="emergency" data-alarm-page hidden>
[[> parts/emergency hidden="yes"]]
</div>{{/HAS_ALARMS}}
