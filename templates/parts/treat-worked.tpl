{{%AUTOESCAPE context="HTML"}}
{{^WORKED}}<p class="soft">[[treat.nothing_tapped]]</p>{{/WORKED}}
<ul class="treat-worked">{{#WORKED}}<li><strong>{{WORKED_PLACE}}</strong>[[words.colon]] {{WORKED_TIME}}, {{WORKED_TECHNIQUES}}, [[treat.depth]] {{WORKED_DEPTH}}, {{#WORKED_HAS_PACE}}{{WORKED_PACE}}, {{/WORKED_HAS_PACE}}[[treat.felt]] {{WORKED_FELT}}</li>{{/WORKED}}</ul>
<ul class="treat-worked">{{#APPLIED}}<li><strong>{{APPLIED_WHAT}}</strong>, {{APPLIED_TEXT}}</li>{{/APPLIED}}</ul>
<dl class="treat-facts"><dt>[[treat.delivered]]</dt><dd>{{DELIVERED}}</dd><dt>[[treat.deep_time]]</dt><dd>{{DEEP_TIME}}</dd><dt>[[treat.highest]]</dt><dd>{{HIGHEST}}</dd>{{#HAS_COMFORT}}<dt>[[treat_comfort.label]]</dt><dd>{{COMFORT_MEAN}}</dd>{{/HAS_COMFORT}}{{#HAS_NOT_DEEP}}<dt>[[treat_finish.not_deep_was]]</dt><dd>{{NOT_DEEP_WHY}}</dd>{{/HAS_NOT_DEEP}}</dl>
<ul class="treat-worked">{{#STOPS}}<li>{{STOP_TIME}}[[words.colon]] {{STOP_CAUSE}}. {{STOP_PLACE}}</li>{{/STOPS}}</ul>
