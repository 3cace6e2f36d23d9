{{%AUTOESCAPE context="HTML"}}
{{#REMOVED}}<div class="note info" role="status"><span class="sign" aria-hidden="true">✓</span><div><p class="note-title">{{REMOVED_TEXT}}</p>{{#REMOVED_AHEAD}}<p>{{AHEAD_TEXT}}</p>{{/REMOVED_AHEAD}}</div></div>{{/REMOVED}}
