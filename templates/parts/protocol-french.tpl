{{%AUTOESCAPE context="HTML"}}
{{#FRENCH_READ}}<p class="note info" id="french"><span class="sign" aria-hidden="true">✓</span> <span>[[protocol.french_read]]</span></p>{{/FRENCH_READ}}
{{^FRENCH_READ}}<p class="note amber" id="french"><span class="sign" aria-hidden="true">!</span> <span>[[protocol.french_unread]]</span></p>{{/FRENCH_READ}}
