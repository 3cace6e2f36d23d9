{{%AUTOESCAPE context="HTML"}}
{{#RULES_SAID}}<p class="soft" id="rules">{{RULES_TEXT}}{{#RULES_PLAN}} {{RULES_PLAN_TEXT}}{{/RULES_PLAN}} <a class="text-link" href="/protocols">[[rules_then.read]]</a></p>{{/RULES_SAID}}
{{#RULES_CHANGED}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[rules_then.title]]</p><p>{{RULES_THEN}}</p><p>{{RULES_NOW}}</p>{{#RULES_HOLD}}<p><strong>[[rules_then.hold]]</strong></p>{{/RULES_HOLD}}</div></div>{{/RULES_CHANGED}}
