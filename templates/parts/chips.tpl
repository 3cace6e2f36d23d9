{{%AUTOESCAPE context="HTML"}}
<fieldset class="field choice{{#[[=NAME]]_WRONG}} wrong{{/[[=NAME]]_WRONG}}" id="[[=name]]" aria-describedby="[[?hint]][[=name]]-hint [[/hint]]{{#[[=NAME]]_WRONG}}[[=name]]-error{{/[[=NAME]]_WRONG}}">
<legend>[[=label]]</legend>
[[?hint]]<p class="hint" id="[[=name]]-hint">[[=hint]]</p>[[/hint]]
{{#[[=NAME]]_WRONG}}<p class="error-text" id="[[=name]]-error"><span class="sign" aria-hidden="true">!</span> {{[[=NAME]]_ERROR}}</p>{{/[[=NAME]]_WRONG}}
<div class="chips">
{{#[[=NAME]]_OPTIONS}}<label class="chip"><input type="[[=kind|radio]]" name="[[=name]]" value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}{{#[[=NAME]]_WRONG}} aria-invalid="true"{{/[[=NAME]]_WRONG}}><span>{{OPTION_TEXT}}</span></label>
{{/[[=NAME]]_OPTIONS}}</div>
</fieldset>
