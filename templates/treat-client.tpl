{{%AUTOESCAPE context="HTML"}}
[[< layout title="@treat_client.title" width="page" private="yes"]]
<p><a href="/treat">[[treat.back]]</a></p>
[[> parts/errors]]
<div class="treat-bar"><div><h1>{{CLIENT_NAME}}</h1><p class="soft">{{#HAS_BORN}}[[treat.born]] {{BORN}} · {{/HAS_BORN}}{{SERVICE}} · {{ROOM}} · {{BEGINS}}–{{ENDS}}</p>{{#HAS_PARTS}}<p class="soft">{{PARTS_TEXT}}</p>{{/HAS_PARTS}}</div>
{{#RUNNING}}<a class="button" href="{{VISIT_PATH}}/session">[[treat_client.to_session]]</a>{{/RUNNING}}{{#ENDED}}<a class="button" href="{{VISIT_PATH}}/chart">[[treat_client.to_chart]]</a>{{/ENDED}}</div>
<p><a class="text-link" href="{{CURVE_PATH}}">[[follow.see_curve]]</a> · <a class="text-link" href="{{VISIT_PATH}}/measures">[[follow.to_measures]]</a> · <a class="text-link" href="{{VISIT_PATH}}/progress-letter">[[progress_letter.link]]</a>{{#HAS_LETTER}} · <a class="text-link" href="{{VISIT_PATH}}/letter">[[letter.title]]</a>{{/HAS_LETTER}}</p>
<ul class="treat-alerts">{{#ALERTS}}<li><span aria-hidden="true">!</span> {{ALERT}}</li>{{/ALERTS}}</ul>
[[> parts/treat-rules]]
{{#HINDERED}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><p>{{#HINDERED_HERE}}<a href="{{HINDERED_AT}}">{{HINDERED_TEXT}}</a>{{/HINDERED_HERE}}{{^HINDERED_HERE}}{{HINDERED_TEXT}}{{/HINDERED_HERE}}</p></div>{{/HINDERED}}
<nav class="treat-jumps" aria-label="[[treat_client.jumps]]">{{#JUMPS}}<a href="{{JUMP_AT}}"><span aria-hidden="true">{{JUMP_SIGN}}</span> {{JUMP_TEXT}}</a>{{/JUMPS}}</nav>
[[> parts/follow-told]]
{{#OWN_VISIT}}<div class="treat-ways"><div>
[[> parts/treat-day]]
[[> parts/treat-consent]]
[[> parts/treat-start]]
</div><div>{{/OWN_VISIT}}{{^OWN_VISIT}}<p class="soft">[[treat_client.others]]</p>
<div class="treat-two">{{/OWN_VISIT}}
<section class="panel"><h2>[[treat_client.where]]</h2>
[[> parts/body-map-shown]]
{{#HAS_SINCE}}<p><strong>[[treat_client.since]]</strong> {{SAID_SINCE}}</p>{{/HAS_SINCE}}
{{#HAS_FUNCTION}}<p><strong>[[treat_client.function]]</strong> {{SAID_FUNCTION}}</p>{{/HAS_FUNCTION}}
<h3>[[treat_tender.title]]</h3>[[> parts/treat-tender]]
</section>
<section class="panel" id="plan"><h2>[[treat_client.plan]]</h2>
{{#NOTHING_TODAY}}<p><strong>[[treat_client.nothing_today]]</strong></p>{{/NOTHING_TODAY}}
{{^NOTHING_TODAY}}<p class="soft">[[treat_client.plan_lead]]</p>
[[> parts/treat-plan]]
[[> parts/treat-plan-beside]]{{/NOTHING_TODAY}}
[[> parts/treat-grade]]
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
{{^OWN_VISIT}}</div>{{/OWN_VISIT}}
<section class="panel" id="findings"><h2>[[treat_client.findings]]</h2>
{{^FINDINGS}}<p class="soft">[[treat_client.findings_none]]</p>{{/FINDINGS}}
[[> parts/loosened]]
{{#FINDINGS}}<article class="treat-finding{{#FINDING_STRICT}} strict{{/FINDING_STRICT}}"><h3>{{FINDING_TITLE}}</h3><p><strong>{{FINDING_DECISION}}.</strong> {{FINDING_REASON}}</p>{{#FINDING_LETTER}}<p class="treat-letter">{{FINDING_LETTER_TEXT}}</p>{{/FINDING_LETTER}}{{#FINDING_LOOSENED}}<p class="loosened">{{FINDING_LOOSENED_TEXT}}</p>{{/FINDING_LOOSENED}}{{#FINDING_HAS_ADVICE}}<p>{{FINDING_ADVICE}}</p>{{/FINDING_HAS_ADVICE}}{{#FINDING_HAS_SOURCE}}<details class="more"><summary>[[treat_client.source]]<span class="unseen">[[words.colon]] {{FINDING_TITLE}}</span></summary><p>{{FINDING_SOURCE}} ({{FINDING_RULE}})</p></details>{{/FINDING_HAS_SOURCE}}</article>{{/FINDINGS}}
</section>
{{#OWN_VISIT}}</div></div>{{/OWN_VISIT}}
[[> parts/treat-answers]]
{{#RECORD_PANEL}}<section class="panel" id="record"><h2>[[record.title]]</h2>[[> parts/record-said]]<details class="more"><summary>[[record.open]]</summary><p>[[record.for_person]]. [[record.text]]</p>[[> parts/record-form]]</details></section>{{/RECORD_PANEL}}
{{#HAS_NOTES}}<section class="panel"><h2>[[treat_client.notes]]</h2>
<ul>{{#NOTES}}<li><strong>{{NOTE_DAY}} · {{NOTE_KIND}}</strong><p>{{NOTE_TEXT}}</p></li>{{/NOTES}}</ul>
</section>{{/HAS_NOTES}}
<section class="panel" id="history"><h2>[[treat_client.history]]</h2>
{{^HISTORY}}<p class="soft">[[treat_client.history_none]]</p>{{/HISTORY}}
<ul class="treat-history">{{#HISTORY}}<li><a href="{{PAST_PATH}}">{{PAST_DAY}}</a> · {{PAST_MINUTES}}{{#PAST_HAS_PLACES}} · {{PAST_PLACES}}{{/PAST_HAS_PLACES}} · [[treat.felt]] {{PAST_HIGHEST}}
{{#PAST_SIGNED}}<p>{{PAST_ASSESSMENT}}</p><p>{{PAST_PLAN}}</p>{{/PAST_SIGNED}}{{#PAST_UNSIGNED}}<p class="soft">[[treat_client.not_signed]]</p>{{/PAST_UNSIGNED}}{{#PAST_ERROR}}<p><strong>[[treat_error.marked]]</strong></p>{{/PAST_ERROR}}{{#PAST_AMENDED}}<p class="soft">[[treat_client.amended]]</p>{{/PAST_AMENDED}}</li>{{/HISTORY}}</ul>
</section>
