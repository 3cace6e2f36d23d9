{{%AUTOESCAPE context="HTML"}}
[[< layout title="@letter.title" width="narrow" private="yes"]]
<p><a href="{{VISIT_PATH}}">[[letter.to_client]]</a></p>
[[> parts/errors]]
<h1>[[letter.title]]</h1>
<p class="lead">{{CLIENT_NAME}} · {{VISIT_WHEN}} · {{SERVICE}}</p>
{{#LETTER_NONE}}<p>[[letter.none]]</p>{{/LETTER_NONE}}
<section class="panel"><h2>[[letter.way]]</h2>
<ol class="letter-steps">{{#LETTER_STEPS}}<li><strong>{{STEP_TEXT}}[[words.colon]]</strong> {{STEP_AT}}, {{STEP_WHO}}</li>{{/LETTER_STEPS}}</ol>
{{#LETTER_OPEN}}<p>[[letter.rule_of_time]]</p>{{/LETTER_OPEN}}
{{^LETTER_NONE}}<p class="letter-buttons"><a class="button quiet" href="{{LETTER_PATH}}/print">[[letter.print_en]]</a> <a class="button quiet" href="{{LETTER_PATH}}/print?in=fr" hreflang="fr">[[letter.print_fr]]</a></p>{{/LETTER_NONE}}
{{#LETTER_SENT}}<form method="post" action="{{LETTER_PATH}}/chased">[[> parts/token]][[> parts/button text="@letter.chased" kind="quiet"]]</form>{{/LETTER_SENT}}
</section>
{{#LETTER_OPEN}}
<section class="panel"><h2>[[letter.give_title]]</h2>
<p>[[letter.give_text]]</p>
<form method="post" action="{{LETTER_PATH}}/given">[[> parts/token]][[> parts/button text="@letter.given" kind="quiet"]]</form>
</section>
<section class="panel"><h2>[[letter.fax_title]]</h2>
<p>[[letter.fax_text]]</p>
<form class="form" method="post" action="{{LETTER_PATH}}/faxed" novalidate>[[> parts/token]]
[[> parts/field name="recipient" label="@letter.recipient" required="yes"]]
[[> parts/field name="fax" label="@letter.fax_number" type="tel" required="yes"]]
[[> parts/checkbox name="consent" label="@letter.consent"]]
[[> parts/button text="@letter.faxed" kind="quiet"]]
</form></section>
{{/LETTER_OPEN}}
<section class="panel" id="back"><h2>[[letter.back_title]]</h2>
{{#REPLIES}}<article class="treat-finding"><h3>{{REPLY_SIGNER}}, {{REPLY_ROLE}}, {{REPLY_DAY}}</h3>
<p class="soft">{{REPLY_WAY}}. [[letter.entered_by]] {{REPLY_BY}}{{#REPLY_HEARD}}; [[letter.heard_by]] {{REPLY_SECOND}}{{/REPLY_HEARD}}</p>
<ul>{{#ANSWERS}}<li><strong>{{ANSWER_TITLE}}[[words.colon]]</strong> {{ANSWER_TEXT}}{{#ANSWER_LIMITED}} “{{ANSWER_LIMITS}}” [[letter.depth_most]] {{ANSWER_DEPTH}}.{{/ANSWER_LIMITED}} [[letter.serves_until]] {{ANSWER_UNTIL}}</li>{{/ANSWERS}}</ul></article>{{/REPLIES}}
{{#FILES}}<p><a class="text-link" href="{{FILE_PATH}}" download>{{FILE_TEXT}}, {{FILE_SIZE}} KB</a> <span class="soft">{{FILE_AT}}</span></p>{{/FILES}}
{{^FILES}}{{^REPLIES}}<p class="soft">[[letter.nothing_back]]</p>{{/REPLIES}}{{/FILES}}
{{#LETTER_OPEN}}
<form class="form" method="post" action="{{LETTER_PATH}}/file" enctype="multipart/form-data" novalidate>[[> parts/token]]
<div class="field{{#FILE_WRONG}} wrong{{/FILE_WRONG}}"><label for="file">[[letter.file]]</label><p class="hint" id="file-hint">[[letter.file_hint]]</p>
{{#FILE_WRONG}}<p class="error-text" id="file-error"><span class="sign" aria-hidden="true">!</span> {{FILE_ERROR}}</p>{{/FILE_WRONG}}
<input class="input" id="file" name="file" type="file" accept="application/pdf,image/jpeg,image/png" aria-describedby="file-hint"></div>
[[> parts/button text="@letter.file_keep" kind="quiet"]]
</form>
{{/LETTER_OPEN}}
</section>
{{#LETTER_OPEN}}
<section class="panel" id="reply"><h2>[[letter.reply_title]]</h2>
<p>[[letter.reply_text]]</p>
<form class="form" method="post" action="{{LETTER_PATH}}/reply" novalidate>[[> parts/token]]
[[> parts/chips name="way" label="@letter.how_came"]]
[[> parts/field name="signer" label="@letter.signer" required="yes"]]
[[> parts/field name="role" label="@letter.role" hint="@letter.role_hint" required="yes"]]
[[> parts/field name="signed_on" label="@letter.signed_on" type="date" required="yes"]]
[[> parts/field name="second_name" label="@letter.second_name" hint="@letter.second_name_hint"]]
<div id="answers" tabindex="-1">{{#ANSWERS_WRONG}}<p class="error-text"><span class="sign" aria-hidden="true">!</span> {{ANSWERS_ERROR}}</p>{{/ANSWERS_WRONG}}</div>
{{#RULES}}<fieldset class="field choice letter-answer{{#RULE_WRONG}} wrong{{/RULE_WRONG}}"><legend>{{RULE_TITLE}}</legend>
<input type="hidden" name="rule" value="{{RULE_ID}}">
{{#RULE_WRONG}}<p class="error-text"><span class="sign" aria-hidden="true">!</span> {{RULE_ERROR}}</p>{{/RULE_WRONG}}
<div class="chips">
<label class="chip"><input type="radio" name="answer.{{RULE_ID}}" value="yes"{{#RULE_YES_CHOSEN}} checked{{/RULE_YES_CHOSEN}}><span>[[letter.said_yes]]</span></label>
<label class="chip"><input type="radio" name="answer.{{RULE_ID}}" value="no"{{#RULE_NO_CHOSEN}} checked{{/RULE_NO_CHOSEN}}><span>[[letter.said_no]]</span></label>
<label class="chip"><input type="radio" name="answer.{{RULE_ID}}" value="limits"{{#RULE_LIMITS_CHOSEN}} checked{{/RULE_LIMITS_CHOSEN}}><span>[[letter.said_limits]]</span></label></div>
<label for="limits.{{RULE_ID}}">[[letter.limits]]</label><input class="input" id="limits.{{RULE_ID}}" name="limits.{{RULE_ID}}" value="{{RULE_LIMITS}}" autocomplete="off">
<label for="depth.{{RULE_ID}}">[[letter.depth]]</label><select class="input" id="depth.{{RULE_ID}}" name="depth.{{RULE_ID}}"><option value="">–</option>{{#DEPTHS}}<option value="{{DEPTH_VALUE}}"{{#DEPTH_CHOSEN}} selected{{/DEPTH_CHOSEN}}>{{DEPTH_TEXT}}</option>{{/DEPTHS}}</select>
<label for="until.{{RULE_ID}}">[[letter.until]]</label><p class="hint">[[letter.until_hint]]</p><input class="input" id="until.{{RULE_ID}}" name="until.{{RULE_ID}}" type="date" value="{{RULE_UNTIL}}">
</fieldset>{{/RULES}}
[[> parts/button text="@letter.reply_keep"]]
</form></section>
{{/LETTER_OPEN}}
