{{%AUTOESCAPE context="HTML"}}
[[< layout title="@treat_chart.title" width="page" private="yes"]]
<p><a href="/treat">[[treat.back]]</a></p>
[[> parts/errors]]
{{#KEPT}}<div class="note info" role="status"><span class="sign" aria-hidden="true">✓</span><p>[[treat_chart.kept]]</p></div>{{/KEPT}}
{{#JUST_SIGNED}}<div class="note info" role="status"><span class="sign" aria-hidden="true">✓</span><p>[[treat_chart.just_signed]]</p></div>{{/JUST_SIGNED}}
{{#JUST_AMENDED}}<div class="note info" role="status"><span class="sign" aria-hidden="true">✓</span><p>[[treat_chart.just_amended]]</p></div>{{/JUST_AMENDED}}
{{#JUST_ANEW}}<div class="note info" role="status"><span class="sign" aria-hidden="true">✓</span><p>[[treat_error.anew]]</p></div>{{/JUST_ANEW}}
<h1>[[treat_chart.of]] {{CLIENT_NAME}}</h1>
{{#ERROR_MARK}}<div class="note red"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[treat_error.marked]]</p><p>{{MARK_REASON}}</p><p class="soft">{{MARK_BY}}, {{MARK_DAY}}. [[treat_error.hidden]]</p></div></div>{{/ERROR_MARK}}
<p class="soft">{{SESSION_DAY}} · {{SERVICE}} · {{ROOM}}{{#HAS_BORN}} · [[treat.born]] {{BORN}}{{/HAS_BORN}}</p>
<ul class="treat-alerts">{{#ALERTS}}<li><span aria-hidden="true">!</span> {{ALERT}}</li>{{/ALERTS}}</ul>
[[> parts/treat-rules]]
{{#PROMPTS}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><p>{{PROMPT_TEXT}}</p></div>{{/PROMPTS}}
<p><a class="button quiet" href="{{VISIT_PATH}}/aftercare">[[follow.to_sheet]]</a> <a class="text-link" href="{{CURVE_PATH}}">[[follow.see_curve]]</a></p>
<section class="panel"><h2>[[treat_finish.worked]]</h2>[[> parts/treat-worked]]
{{#HAS_CHANGES}}<h3>[[treat_change.title]]</h3>{{/HAS_CHANGES}}[[> parts/treat-changes]]
[[> parts/treat-movements]]
<h3>[[treat_tender.title]]</h3>[[> parts/treat-tender]]</section>
{{#IS_DRAFT}}<section><h2>[[treat_chart.draft]]</h2><p>[[treat_chart.draft_lead]]</p>
<form class="form treat-soap" method="post" action="{{VISIT_PATH}}/chart">[[> parts/token]]
[[> parts/area name="subjective" label="@treat_chart.subjective" rows="5"]]
[[> parts/area name="objective" label="@treat_chart.objective" rows="6"]]
[[> parts/area name="assessment" label="@treat_chart.assessment" rows="4"]]
[[> parts/area name="plan" label="@treat_chart.plan" rows="4"]]
{{#ASK_PACE}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[treat_pace.incomplete]]</p><p>{{PACE_PLACES}}</p></div></div>
[[> parts/chips name="pace" label="@treat_pace.question"]]{{/ASK_PACE}}
<div class="actions" id="do"><button class="button" type="submit" name="do" value="sign">[[treat_chart.sign]]</button><button class="button quiet" type="submit" name="do" value="keep">[[treat_chart.keep]]</button></div>
<p class="soft">[[treat_chart.sign_hint]]</p>
</form></section>{{/IS_DRAFT}}
{{#OTHERS_DRAFT}}<p class="soft">[[treat_chart.not_signed]]</p>{{/OTHERS_DRAFT}}
{{#SIGNED}}<section class="panel"><h2>[[treat_chart.signed]]</h2>
<p class="soft">[[treat_chart.signed_by]]</p>
<dl class="treat-soap-shown"><dt>[[treat_chart.subjective]]</dt><dd>{{ENTRY_SUBJECTIVE}}</dd><dt>[[treat_chart.objective]]</dt><dd>{{ENTRY_OBJECTIVE}}</dd>{{#ENTRY_HAS_PACE}}<dt>[[treat_pace.label]]</dt><dd>{{ENTRY_PACE}}</dd>{{/ENTRY_HAS_PACE}}<dt>[[treat_chart.assessment]]</dt><dd>{{ENTRY_ASSESSMENT}}</dd><dt>[[treat_chart.plan]]</dt><dd>{{ENTRY_PLAN}}</dd></dl>
<p class="soft">[[treat_chart.seal]] {{ENTRY_DIGEST}}</p></section>{{/SIGNED}}
{{#AMENDMENTS}}<section class="panel"><h2>[[treat_chart.amendment]]</h2>
<p class="soft">[[treat_chart.signed_by]]</p><p>{{ENTRY_SUBJECTIVE}}</p><p><strong>[[treat_chart.reason_was]]</strong> {{ENTRY_REASON}}</p></section>{{/AMENDMENTS}}
{{#CAN_AMEND}}<section><h2>[[treat_chart.amend]]</h2><p>[[treat_chart.amend_lead]]</p>
<form class="form" method="post" action="{{VISIT_PATH}}/amend">[[> parts/token]]
[[> parts/area name="text" label="@treat_chart.text" rows="3"]]
[[> parts/field name="reason" label="@treat_chart.reason"]]
[[> parts/button text="@treat_chart.add" kind="quiet"]]
</form></section>{{/CAN_AMEND}}
{{#MAY_MARK}}<details class="more" id="error"><summary>[[treat_error.open]]</summary>
<form class="form" method="post" action="{{VISIT_PATH}}/error" novalidate>[[> parts/token]]
<p>[[treat_error.lead]]</p>
[[> parts/field name="error_reason" label="@treat_error.reason" hint="@treat_error.reason_hint"]]
[[> parts/select name="right" label="@treat_error.right" hint="@treat_error.right_hint"]]
[[> parts/button text="@treat_error.mark" kind="quiet"]]
</form></details>{{/MAY_MARK}}
{{#RECEIPT}}<section class="panel treat-receipt"><h2>[[treat_chart.receipt]]</h2><dl class="treat-facts"><dt>[[treat_chart.treated]]</dt><dd>{{RECEIPT_CLIENT}}</dd><dt>[[treat_chart.therapist]]</dt><dd>{{RECEIPT_THERAPIST}}</dd><dt>[[treat_chart.number]]</dt><dd>{{#RECEIPT_HAS_NUMBER}}{{RECEIPT_NUMBER}}, [[treat_chart.valid]] {{RECEIPT_VALID}}{{/RECEIPT_HAS_NUMBER}}{{^RECEIPT_HAS_NUMBER}}[[treat_chart.no_number]]{{/RECEIPT_HAS_NUMBER}}</dd><dt>[[treat.delivered]]</dt><dd>{{RECEIPT_MINUTES}}</dd><dt>[[treat_chart.price]]</dt><dd>{{RECEIPT_PRICE}}</dd></dl></section>{{/RECEIPT}}
