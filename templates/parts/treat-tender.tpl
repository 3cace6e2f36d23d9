{{%AUTOESCAPE context="HTML"}}
<ul class="treat-worked">{{#TENDER_SPOTS}}<li><strong>{{SPOT_NAME}}</strong>[[words.colon]] {{#SPOT_BEFORE}}{{SPOT_BEFORE_DAY}} {{SPOT_BEFORE_TEXT}}{{/SPOT_BEFORE}}{{#SPOT_NOW}}{{#SPOT_BEFORE}}; {{/SPOT_BEFORE}}[[treat_tender.now]] {{SPOT_NOW_TEXT}}{{/SPOT_NOW}}{{#SPOT_CHANGED}} ({{SPOT_CHANGE}}){{/SPOT_CHANGED}}</li>{{/TENDER_SPOTS}}</ul>
{{^TENDER_SPOTS}}<p class="soft">[[treat_tender.none]]</p>{{/TENDER_SPOTS}}
