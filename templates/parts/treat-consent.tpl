{{%AUTOESCAPE context="HTML"}}
<section class="panel" id="consent"><h2>[[treat_client.consent]]</h2>
{{#CONSENT_GIVEN}}<p class="treat-state"><span aria-hidden="true">✓</span> [[treat_client.consent_holds]]</p>
<form method="post" action="{{VISIT_PATH}}/withdraw">[[> parts/token]]<input type="hidden" name="all" value="yes">[[> parts/button text="@treat_client.withdraw_all" kind="quiet"]]</form>{{/CONSENT_GIVEN}}
{{#CONSENT_WITHDRAWN}}<div class="note red"><span class="sign" aria-hidden="true">!</span><p>[[treat_client.consent_gone]]</p></div>{{/CONSENT_WITHDRAWN}}
{{#CONSENT_FOLDED}}<details class="more"><summary>{{#CONSENT_GIVEN}}[[treat_client.consent_change]]{{/CONSENT_GIVEN}}{{^CONSENT_GIVEN}}[[treat_client.consent_later]]{{/CONSENT_GIVEN}}</summary>{{/CONSENT_FOLDED}}
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
{{#OWN_REGIONS}}<fieldset class="panel treat-own{{#OWN_WRONG}} wrong{{/OWN_WRONG}}" id="region.{{OWN_ID}}" tabindex="-1"{{#OWN_WRONG}} aria-describedby="region.{{OWN_ID}}-error"{{/OWN_WRONG}}><legend>[[treat_client.own]] {{OWN_NAME}}</legend>
<input type="hidden" name="place" value="{{OWN_ID}}">
{{#OWN_WRONG}}<p class="error-text" id="region.{{OWN_ID}}-error"><span class="sign" aria-hidden="true">!</span> {{OWN_ERROR}}</p>{{/OWN_WRONG}}
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
