{{%AUTOESCAPE context="HTML"}}
{{#REVIEWED}}<p class="note info"><span class="sign" aria-hidden="true">✓</span> <span>[[protocol.reviewed]]</span></p>{{/REVIEWED}}
{{^REVIEWED}}<p class="note amber"><span class="sign" aria-hidden="true">!</span> <span>[[protocol.not_reviewed]]</span></p>{{/REVIEWED}}
