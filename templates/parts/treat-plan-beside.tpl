{{%AUTOESCAPE context="HTML"}}
{{#HAS_PLAN_BESIDE}}{{#IS_SHORTER}}<p class="note amber"><span class="sign" aria-hidden="true">!</span><span>{{SHORTER}}</span></p>{{/IS_SHORTER}}
{{#HAS_BESIDES}}<h3>[[treat_plan.besides]]</h3><ul>{{#BESIDES}}<li>{{BESIDE_TEXT}}</li>{{/BESIDES}}</ul>{{/HAS_BESIDES}}
<h3>[[treat_plan.watch]]</h3><ul>{{#WATCHES}}<li>{{WATCH_TEXT}}</li>{{/WATCHES}}{{#HAS_TENDER_POINTS}}<li>{{TENDER_POINTS}}</li>{{/HAS_TENDER_POINTS}}</ul>
{{#HAS_SPOTS}}<details class="more"><summary>[[treat_plan.spots]]</summary><ul>{{#SPOTS}}<li><strong>{{SPOT_WHERE}}</strong>[[words.colon]] {{SPOT_RULE}}</li>{{/SPOTS}}</ul></details>{{/HAS_SPOTS}}
<details class="more"><summary>[[treat_plan.positions]]</summary><ul>{{#POSITIONS}}<li><strong>{{POSITION_NAME}}</strong>[[words.colon]] {{POSITION_SETUP}}</li>{{/POSITIONS}}</ul></details>
<details class="more"><summary>[[treat_plan.why]]</summary><ul>{{#REASONS}}<li>{{REASON_TEXT}}</li>{{/REASONS}}</ul></details>
<p class="soft">{{PLAN_VISITS}}{{#HAS_EVIDENCE}} {{EVIDENCE}}{{/HAS_EVIDENCE}}</p>
{{#HAS_NEXT_TIME}}<p class="soft">[[treat_plan.next_time]] {{NEXT_TIME}}</p>{{/HAS_NEXT_TIME}}{{/HAS_PLAN_BESIDE}}
