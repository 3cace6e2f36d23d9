{{%AUTOESCAPE context="HTML"}}
{{#HAS_NOTICES}}<div class="note amber" id="notice" tabindex="-1"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[desk_notice.title]]</p>{{#NOTICES}}<p>{{NOTICE_SAID}}</p>
{{/NOTICES}}</div></div>{{/HAS_NOTICES}}<input type="hidden" name="noticed" value="{{NOTICED}}">
