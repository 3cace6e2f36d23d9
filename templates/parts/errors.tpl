{{%AUTOESCAPE context="HTML"}}
{{#WRONG}}<div class="note red errors" id="errors" tabindex="-1" role="alert"><span class="sign" aria-hidden="true">!</span><div><h2 class="note-title">[[form.wrong]]</h2>
<ul>{{#WRONGS}}<li><a href="#{{WRONG_FIELD}}">{{WRONG_TEXT}}</a></li>{{/WRONGS}}</ul></div></div>{{/WRONG}}
