{{%AUTOESCAPE context="HTML"}}
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
{{#TO_READ}}<div class="field" id="finding.{{READ_RULE}}" tabindex="-1"><label class="check"><input type="checkbox" name="read" value="{{READ_RULE}}"{{#READ_ON}} checked{{/READ_ON}}><span>[[treat_client.read]] {{READ_TITLE}}</span></label></div>{{/TO_READ}}
[[> parts/scale name="pain_now" label="@treat_client.pain_now" low="@scale.none" high="@scale.worst"]]
[[> parts/scale name="pain_average" label="@treat_client.pain_average" low="@scale.none" high="@scale.worst"]]
[[> parts/scale name="pain_worst" label="@treat_client.pain_worst" low="@scale.none" high="@scale.worst"]]
[[> parts/button text="@treat_client.begin"]]
</form>{{/CAN_START}}
{{#NOT_YET}}<p class="soft">[[treat_client.not_yet]]</p>{{/NOT_YET}}
</section>
