{{%AUTOESCAPE context="HTML"}}
{{#HAS_TOLD}}<section class="panel follow-told"><h2>[[follow_before.for_therapist]]</h2><p class="soft">{{TOLD_DAY}}, {{TOLD_AT}}</p>
<dl class="facts">{{#TOLD_LINES}}<dt>{{TOLD_NAME}}</dt><dd>{{TOLD_VALUE}}</dd>{{/TOLD_LINES}}<dt>[[follow_before.anything]]</dt><dd>{{#TOLD_NEW}}<strong>{{/TOLD_NEW}}{{TOLD_ANYTHING}}{{#TOLD_NEW}}</strong>{{/TOLD_NEW}}</dd></dl>
{{#TOLD_HAS_WORDS}}<p>“{{TOLD_WORDS}}”</p>{{/TOLD_HAS_WORDS}}</section>{{/HAS_TOLD}}
