{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow.measure_title" width="narrow" private="yes"]]
<p><a href="{{VISIT_PATH}}">[[follow.measure_back]]</a></p>
<h1>{{CLIENT_NAME}}[[words.colon]] [[follow.measure_title]]</h1>
<p class="lead">[[follow.measure_lead]]</p>
{{#ALERTS}}<p class="note amber"><span class="sign" aria-hidden="true">!</span><span>{{ALERT_TEXT}}</span></p>
{{/ALERTS}}[[> parts/errors]]
<form class="form" method="post" action="{{VISIT_PATH}}/measures" novalidate>[[> parts/token]]
<h2>[[follow.activities]]</h2>
{{#ACTIVITIES}}<fieldset class="field scale"><legend>{{ACTIVITY}}</legend><input type="hidden" name="activity" value="{{ACTIVITY}}">[[> parts/scale-steps name="activity.{{ACTIVITY_NUMBER}}" steps="activity_steps" low="@follow.cannot" high="@follow.can"]]</fieldset>
{{/ACTIVITIES}}
[[> parts/field name="new_activity" label="@follow.new_activity" hint="@follow.new_hint"]]
[[> parts/scale name="new_rating" label="@follow.new_rating" low="@follow.cannot" high="@follow.can" kind="even"]]
<h2>[[follow.feelings]]</h2>
{{#FEELINGS}}<fieldset class="field scale"><legend>{{FEELING_TEXT}}</legend>[[> parts/scale-steps name="feeling.{{FEELING_ID}}" steps="feeling_steps" kind="even" low="{{FEELING_LOW}}" high="{{FEELING_HIGH}}"]]</fieldset>
{{/FEELINGS}}
<h2>[[follow.movement]]</h2>
{{#ASK_REACH}}[[> parts/field name="reach" label="@follow.reach" hint="@follow.reach_hint" inputmode="decimal"]]{{/ASK_REACH}}
[[> parts/select name="joint" label="@follow.joint"]]
[[> parts/field name="joint_value" label="@follow.joint_value" inputmode="decimal"]]
{{#ASK_GLOBAL}}<h2>[[follow.global]]</h2>
[[> parts/select name="global" label="@follow.global_question"]]{{/ASK_GLOBAL}}
[[> parts/button text="@follow.keep_measures"]]
</form>
{{#HAS_QUESTIONNAIRES}}<h2>[[questionnaire.of_clinic]]</h2><ul class="links">{{#QUESTIONNAIRES}}<li><a class="text-link" href="{{QUESTIONNAIRE_PATH}}">{{QUESTIONNAIRE_NAME}}</a></li>{{/QUESTIONNAIRES}}</ul>{{/HAS_QUESTIONNAIRES}}
