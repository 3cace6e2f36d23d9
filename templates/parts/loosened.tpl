{{%AUTOESCAPE context="HTML"}}
{{#HAS_LOOSENED}}<div class="note amber" id="loosened"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[letter.loosened_title]]</p>
<ul>{{#LOOSENED}}<li>{{LOOSENED_TITLE}}[[words.colon]] {{LOOSENED_BY}}, {{LOOSENED_CREDENTIAL}}, {{LOOSENED_DAY}}. {{LOOSENED_REASON}}</li>{{/LOOSENED}}</ul><p><a href="/protocols">[[protocol.title]]</a></p></div></div>{{/HAS_LOOSENED}}
