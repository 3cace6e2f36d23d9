{{%AUTOESCAPE context="HTML"}}
{{#HAS_SUMS}}<h3>[[policy.sums_title]]</h3><dl class="facts">{{#SUMS}}<dt>{{SUM_NAME}}</dt><dd>{{SUM_TEXT}}</dd>
{{/SUMS}}</dl>{{/HAS_SUMS}}
