{{%AUTOESCAPE context="HTML"}}
[[< layout title="@treat_client.title" width="page" private="yes"]]
<p><a href="/treat">[[treat.back]]</a></p>
[[> parts/errors]]
<div class="treat-bar"><div><h1>{{CLIENT_NAME}}</h1><p class="soft">{{#HAS_BORN}}[[treat.born]] {{BORN}} · {{/HAS_BORN}}{{SERVICE}} · {{ROOM}} · {{BEGINS}}–{{ENDS}}</p>{{#HAS_PARTS}}<p class="soft">{{PARTS_TEXT}}</p>{{/HAS_PARTS}}</div>
{{#RUNNING}}<a class="button" href="{{VISIT_PATH}}/session">[[treat_client.to_session]]</a>{{/RUNNING}}{{#ENDED}}<a class="button" href="{{VISIT_PATH}}/chart">[[treat_client.to_chart]]</a>{{/ENDED}}</div>
<p><a class="text-link" href="{{CURVE_PATH}}">[[follow.see_curve]]</a> · <a class="text-link" href="{{VISIT_PATH}}/measures">[[follow.to_measures]]</a> · <a class="text-link" href="{{VISIT_PATH}}/progress-letter">[[progress_letter.link]]</a>{{#HAS_LETTER}} · <a class="text-link" href="{{VISIT_PATH}}/letter">[[letter.title]]</a>{{/HAS_LETTER}}</p>
<ul class="treat-alerts">{{#ALERTS}}<li><span aria-hidden="true">!</span> {{ALERT}}</li>{{/ALERTS}}</ul>
{{#HINDERED}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><p>{{HINDERED_TEXT}}</p></div>{{/HINDERED}}
[[> parts/follow-told]]
<div class="treat-two">
<section class="panel"><h2>[[treat_client.where]]</h2>
[[> parts/body-map-shown]]
{{#HAS_SINCE}}<p><strong>[[treat_client.since]]</strong> {{SAID_SINCE}}</p>{{/HAS_SINCE}}
{{#HAS_FUNCTION}}<p><strong>[[treat_client.function]]</strong> {{SAID_FUNCTION}}</p>{{/HAS_FUNCTION}}
<h3>[[treat_tender.title]]</h3>[[> parts/treat-tender]]
</section>
<section class="panel" id="plan"><h2>[[treat_client.plan]]</h2>
{{#NOTHING_TODAY}}<p><strong>[[treat_client.nothing_today]]</strong></p>{{/NOTHING_TODAY}}
{{^NOTHING_TODAY}}<p class="soft">[[treat_client.plan_lead]]</p>
[[> parts/treat-plan]]{{/NOTHING_TODAY}}
[[> parts/treat-sources]]
{{#HAS_CHANGES}}<h3>[[treat_change.title]]</h3>{{/HAS_CHANGES}}
[[> parts/treat-changes]]
{{#MAY_CHANGE}}<details class="more" id="change"{{#CHANGE_OPEN}} open{{/CHANGE_OPEN}}><summary>[[treat_change.open]]</summary>
<form class="form" method="post" action="{{VISIT_PATH}}/change" novalidate>[[> parts/token]]
<p>[[treat_change.lead]]</p>
[[> parts/select name="kind" label="@treat_change.kind"]]
[[> parts/field name="to" label="@treat_change.to" hint="@treat_change.to_hint" inputmode="numeric"]]
[[> parts/select name="region" label="@treat_change.region"]]
[[> parts/select name="technique" label="@treat_change.technique"]]
[[> parts/field name="reason" label="@treat_change.reason" hint="@treat_change.reason_hint"]]
[[> parts/button text="@treat_change.keep"]]
</form>
{{#CHANGES}}{{#CHANGE_STANDS}}<form class="treat-line" method="post" action="{{VISIT_PATH}}/change" novalidate>[[> parts/token]]<input type="hidden" name="kind" value="back"><input type="hidden" name="of" value="{{CHANGE_ID}}"><label for="back-{{CHANGE_ID}}">[[treat_change.back]]</label><input class="input" id="back-{{CHANGE_ID}}" name="reason" autocomplete="off" placeholder="[[treat_change.reason_short]]"><button class="button quiet" type="submit">[[treat_change.back_button]]</button></form>{{/CHANGE_STANDS}}{{/CHANGES}}
</details>
{{#RAISABLE}}<details class="more"><summary>[[treat_change.raise]] {{RAISE_TITLE}}</summary>
<form class="form" method="post" action="{{VISIT_PATH}}/change" novalidate>[[> parts/token]]<input type="hidden" name="kind" value="raise"><input type="hidden" name="rule" value="{{RAISE_RULE}}">
<p>[[treat_change.raise_lead]]</p>
<div class="field"><label for="raise-{{RAISE_RULE}}">[[treat_change.raise_reason]]</label><input class="input" id="raise-{{RAISE_RULE}}" name="reason" autocomplete="off"></div>
[[> parts/button text="@treat_change.raise_button" kind="quiet"]]
</form></details>{{/RAISABLE}}{{/MAY_CHANGE}}
</section>
</div>
<section class="panel"><h2>[[treat_client.findings]]</h2>
{{^FINDINGS}}<p class="soft">[[treat_client.findings_none]]</p>{{/FINDINGS}}
[[> parts/loosened]]
{{#FINDINGS}}<article class="treat-finding{{#FINDING_STRICT}} strict{{/FINDING_STRICT}}"><h3>{{FINDING_TITLE}}</h3><p><strong>{{FINDING_DECISION}}.</strong> {{FINDING_REASON}}</p>{{#FINDING_LETTER}}<p class="treat-letter">{{FINDING_LETTER_TEXT}}</p>{{/FINDING_LETTER}}{{#FINDING_LOOSENED}}<p class="loosened">{{FINDING_LOOSENED_TEXT}}</p>{{/FINDING_LOOSENED}}{{#FINDING_HAS_ADVICE}}<p>{{FINDING_ADVICE}}</p>{{/FINDING_HAS_ADVICE}}{{#FINDING_HAS_SOURCE}}<details class="more"><summary>[[treat_client.source]]<span class="unseen">: {{FINDING_TITLE}}</span></summary><p>{{FINDING_SOURCE}} ({{FINDING_RULE}})</p></details>{{/FINDING_HAS_SOURCE}}</article>{{/FINDINGS}}
</section>
[[> parts/treat-answers]]
{{#MAY_LAY_RECORD}}<section class="panel" id="record"><h2>[[record.title]]</h2><p>[[record.text]]</p>[[> parts/record-form]]</section>{{/MAY_LAY_RECORD}}
{{#HAS_NOTES}}<section class="panel"><h2>[[treat_client.notes]]</h2>
<ul>{{#NOTES}}<li><strong>{{NOTE_DAY}} · {{NOTE_KIND}}</strong><p>{{NOTE_TEXT}}</p></li>{{/NOTES}}</ul>
</section>{{/HAS_NOTES}}
<section class="panel"><h2>[[treat_client.history]]</h2>
{{^HISTORY}}<p class="soft">[[treat_client.history_none]]</p>{{/HISTORY}}
<ul class="treat-history">{{#HISTORY}}<li><a href="{{PAST_PATH}}">{{PAST_DAY}}</a> · {{PAST_MINUTES}}{{#PAST_HAS_PLACES}} · {{PAST_PLACES}}{{/PAST_HAS_PLACES}} · [[treat.felt]] {{PAST_HIGHEST}}
{{#PAST_SIGNED}}<p>{{PAST_ASSESSMENT}}</p><p>{{PAST_PLAN}}</p>{{/PAST_SIGNED}}{{#PAST_UNSIGNED}}<p class="soft">[[treat_client.not_signed]]</p>{{/PAST_UNSIGNED}}{{#PAST_ERROR}}<p><strong>[[treat_error.marked]]</strong></p>{{/PAST_ERROR}}{{#PAST_AMENDED}}<p class="soft">[[treat_client.amended]]</p>{{/PAST_AMENDED}}</li>{{/HISTORY}}</ul>
</section>
{{#OWN_VISIT}}
<section class="panel" id="day"><h2>[[treat_client.day]]</h2>
{{^DAY_KNOWN}}<p>[[treat_client.day_unknown]]</p>{{/DAY_KNOWN}}
{{#DAY_KNOWN}}
{{#DAY_REFUSES}}<div class="note red"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[treat_client.refuses]]</p><p>[[treat_client.refuses_text]]</p></div></div>{{/DAY_REFUSES}}
{{#DAY_DONE}}<p class="treat-state"><span aria-hidden="true">✓</span> [[treat_client.day_done]]</p>{{/DAY_DONE}}
<form class="form" method="post" action="{{VISIT_PATH}}/day" novalidate>[[> parts/token]]
{{#QUESTIONS}}<fieldset class="field{{#Q_WRONG}} wrong{{/Q_WRONG}}" id="q-{{Q_ID}}" tabindex="-1"><legend>{{Q_TEXT}}{{#Q_OPEN}} <span class="required">[[treat_client.open]]</span>{{/Q_OPEN}}</legend>
<input type="hidden" name="shown" value="{{Q_ID}}">
{{#Q_WRONG}}<p class="error-text"><span class="sign" aria-hidden="true">!</span> {{Q_ERROR}}</p>{{/Q_WRONG}}
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
</form>
<details class="more" id="arrival"{{#ARRIVAL_OPEN}} open{{/ARRIVAL_OPEN}}><summary>[[treat_arrival.title]]</summary>
<form class="form" method="post" action="{{VISIT_PATH}}/measured" novalidate>[[> parts/token]]
<p>[[treat_arrival.lead]]</p>
[[> parts/treat-arrival]]
[[> parts/button text="@treat_arrival.keep" kind="quiet"]]
</form></details>{{/DAY_KNOWN}}
</section>
<section class="panel" id="consent"><h2>[[treat_client.consent]]</h2>
{{#CONSENT_GIVEN}}<p class="treat-state"><span aria-hidden="true">✓</span> [[treat_client.consent_holds]]</p>
<form method="post" action="{{VISIT_PATH}}/withdraw">[[> parts/token]]<input type="hidden" name="all" value="yes">[[> parts/button text="@treat_client.withdraw_all" kind="quiet"]]</form>{{/CONSENT_GIVEN}}
{{#CONSENT_WITHDRAWN}}<div class="note red"><span class="sign" aria-hidden="true">!</span><p>[[treat_client.consent_gone]]</p></div>{{/CONSENT_WITHDRAWN}}
{{#CONSENT_FOLDED}}<details class="more"><summary>[[treat_client.consent_change]]</summary>{{/CONSENT_FOLDED}}
<p>[[treat_client.consent_lead]]</p>
<form class="form" method="post" action="{{VISIT_PATH}}/consent" novalidate>[[> parts/token]]
[[> parts/checkbox name="treatment" label="@treat_client.item_treatment"]]
[[> parts/checkbox name="draping" label="@treat_client.item_draping"]]
[[> parts/chips name="clothing" label="@treat_client.clothes" hint="@treat_client.clothes_hint"]]
[[> parts/checkbox name="pressure" label="@treat_client.item_pressure"]]
[[> parts/chips name="depth" label="@treat_client.depth"]]
[[> parts/select name="ceiling" label="@treat_client.ceiling" hint="@treat_client.ceiling_hint"]]
[[> parts/checkbox name="tender" label="@treat_client.item_tender"]]
[[> parts/checkbox name="stop_word" label="@treat_client.item_stop"]]
[[> parts/field name="word" label="@treat_client.word"]]
[[> parts/checkbox name="support" label="@treat_client.item_support"]]
[[> parts/field name="support_person" label="@treat_client.support_person"]]
{{#OWN_REGIONS}}<fieldset class="panel treat-own{{#OWN_WRONG}} wrong{{/OWN_WRONG}}" id="region.{{OWN_ID}}" tabindex="-1"><legend>[[treat_client.own]] {{OWN_NAME}}</legend>
<input type="hidden" name="place" value="{{OWN_ID}}">
{{#OWN_WRONG}}<p class="error-text"><span class="sign" aria-hidden="true">!</span> {{OWN_ERROR}}</p>{{/OWN_WRONG}}
<div class="chips"><label class="chip"><input type="radio" name="says.{{OWN_ID}}" value="yes"{{#OWN_YES}} checked{{/OWN_YES}}><span>[[treat_client.own_yes]]</span></label><label class="chip"><input type="radio" name="says.{{OWN_ID}}" value="no"{{#OWN_NO}} checked{{/OWN_NO}}><span>[[treat_client.own_no]]</span></label></div>
<label for="reason-{{OWN_ID}}">[[treat_client.own_reason]]</label><textarea class="input" id="reason-{{OWN_ID}}" name="reason.{{OWN_ID}}" rows="2">{{OWN_REASON}}</textarea>
<label for="alternative-{{OWN_ID}}">[[treat_client.own_alternative]]</label><textarea class="input" id="alternative-{{OWN_ID}}" name="alternative.{{OWN_ID}}" rows="2">{{OWN_ALTERNATIVE}}</textarea>
<label for="signed-{{OWN_ID}}">[[treat_client.own_signed]]</label><input class="input" id="signed-{{OWN_ID}}" name="signed.{{OWN_ID}}" value="{{OWN_SIGNED}}" autocomplete="off">
</fieldset>{{/OWN_REGIONS}}
{{#GUARDIAN_NEEDED}}<div class="note info"><span class="sign" aria-hidden="true">i</span><p>[[treat_client.guardian_lead]]</p></div>
[[> parts/field name="guardian" label="@treat_client.guardian"]]
[[> parts/field name="guardian_relation" label="@treat_client.guardian_relation"]]
{{#GUARDIAN_THERE}}[[> parts/checkbox name="guardian_present" label="@treat_client.guardian_present"]]{{/GUARDIAN_THERE}}{{/GUARDIAN_NEEDED}}
[[> parts/field name="signed_by" label="@treat_client.signed_by" hint="@treat_client.signed_hint"]]
[[> parts/button text="@treat_client.give"]]
</form>{{#CONSENT_FOLDED}}</details>{{/CONSENT_FOLDED}}
</section>
<section class="panel" id="start"><h2>[[treat_client.start]]</h2>
{{#ALIKE}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><p>[[treat_client.alike]]</p></div>{{/ALIKE}}
<details class="more" id="movement"{{#MOVEMENT_OPEN}} open{{/MOVEMENT_OPEN}}><summary>[[treat_move.title]]</summary>
[[> parts/treat-movements]]
<form class="form" method="post" action="{{VISIT_PATH}}/movement" novalidate>[[> parts/token]]
[[> parts/select name="movement" label="@treat_move.what"]]
[[> parts/field name="movement_value" label="@treat_move.value" inputmode="decimal"]]
[[> parts/button text="@treat_move.keep_before" kind="quiet"]]
</form></details>
{{#CAN_START}}<form class="form" method="post" action="{{VISIT_PATH}}/start" novalidate>[[> parts/token]]
<p>[[treat_client.confirm]]</p>
[[> parts/checkbox name="identity" label="@treat_client.identity"]]
{{#TO_READ}}<div class="field" id="finding.{{READ_RULE}}" tabindex="-1"><label class="check"><input type="checkbox" name="read" value="{{READ_RULE}}"><span>[[treat_client.read]] {{READ_TITLE}}</span></label></div>{{/TO_READ}}
[[> parts/scale name="pain_now" label="@treat_client.pain_now" low="@scale.none" high="@scale.worst"]]
[[> parts/scale name="pain_average" label="@treat_client.pain_average" low="@scale.none" high="@scale.worst"]]
[[> parts/scale name="pain_worst" label="@treat_client.pain_worst" low="@scale.none" high="@scale.worst"]]
[[> parts/button text="@treat_client.begin"]]
</form>{{/CAN_START}}
{{^CAN_START}}<p class="soft">[[treat_client.not_yet]]</p>{{/CAN_START}}
</section>
{{/OWN_VISIT}}
{{^OWN_VISIT}}<p class="soft">[[treat_client.others]]</p>{{/OWN_VISIT}}
