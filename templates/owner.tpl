{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner.title" width="narrow" private="yes"]]
<h1>[[owner.title]]</h1>
{{#BOOKABLE}}<div class="note info"><span class="sign" aria-hidden="true">✓</span><div><p class="note-title">[[owner.ready]]</p><p>[[owner.first_day]] {{FIRST_DAY}}.</p></div></div>{{/BOOKABLE}}
{{^BOOKABLE}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[owner.not_ready]]</p><p>{{MISSING_LINK}} [[owner.not_ready_text]]</p></div></div>{{/BOOKABLE}}
{{#MAIL_WAITS}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[owner.mail_title]]</p><p>[[owner.mail_waits]]</p></div></div>{{/MAIL_WAITS}}
{{#BACKUP_LATE}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[owner.backup_title]]</p><p>{{BACKUP_TEXT}} [[owner.backup_do]]</p></div></div>{{/BACKUP_LATE}}
{{#BACKUP_KNOWN}}<p class="soft">{{BACKUP_TEXT}}</p>{{/BACKUP_KNOWN}}
<ol class="desk-list">{{#STEPS}}<li><a class="desk-pick" href="{{STEP_PATH}}"><strong>{{#STEP_DONE}}<span aria-hidden="true">✓</span> {{/STEP_DONE}}{{STEP_NAME}}</strong><br><span class="soft">{{STEP_TEXT}}{{^STEP_DONE}} [[owner.to_do]]{{/STEP_DONE}}</span></a></li>
{{/STEPS}}</ol>
<p><a class="text-link" href="/owner/questionnaires">[[questionnaire.owner_title]]</a></p>
<p><a class="text-link" href="/owner/places">[[owner_places.title]]</a></p>
<p><a class="text-link" href="/owner/records">[[records.title]]</a></p>
<p><a class="text-link" href="/owner/figures">[[follow.figures_title]]</a></p>
<details class="more"><summary>[[owner.log_title]]</summary><p>[[owner.log_text]] <code>[[owner.log_command]]</code></p><p><code class="long">{{LOG_END}}</code></p></details>
