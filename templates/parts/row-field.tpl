{{%AUTOESCAPE context="HTML"}}
<div class="field{{#ROW_[[=ROW]]_WRONG}} wrong{{/ROW_[[=ROW]]_WRONG}}"><label for="[[=row]]-{{[[=ID]]}}">[[=label]]</label>
{{#ROW_[[=ROW]]_WRONG}}<p class="error-text" id="[[=row]]-{{[[=ID]]}}-error"><span class="sign" aria-hidden="true">!</span> {{ROW_[[=ROW]]_ERROR}}</p>{{/ROW_[[=ROW]]_WRONG}}
<input class="input" id="[[=row]]-{{[[=ID]]}}" name="[[=name]]" value="{{[[=NAME]]}}"[[?size]] size="[[=size]]" inputmode="numeric"[[/size]][[?plain]] autocapitalize="none" spellcheck="false"[[/plain]]{{#ROW_[[=ROW]]_WRONG}} aria-describedby="[[=row]]-{{[[=ID]]}}-error" aria-invalid="true"{{/ROW_[[=ROW]]_WRONG}}></div>
