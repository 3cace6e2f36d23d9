{{%AUTOESCAPE context="HTML"}}
{{#WRONG}}<div class="note red errors" id="errors" tabindex="-1" role="alert"><span class="sign" aria-hidden="true">!</span><div><h2 class="note-title">[[form.wrong]]</h2>
<ul>{{#WRONGS}}<li>{{#WRONG_AT}}<a href="#{{WRONG_FIELD}}">{{WRONG_WHOSE}}{{WRONG_LABEL}}{{WRONG_TEXT}}</a>{{/WRONG_AT}}{{^WRONG_AT}}{{WRONG_WHOSE}}{{WRONG_LABEL}}{{WRONG_TEXT}}{{/WRONG_AT}}</li>{{/WRONGS}}</ul></div></div>{{/WRONG}}
