{{%AUTOESCAPE context="HTML"}}
<fieldset class="field choice{{#[[=NAME]]_WRONG}} wrong{{/[[=NAME]]_WRONG}}" id="[[=name]]">
<legend>[[=label]]</legend>
[[?hint]]<p class="hint">[[=hint]]</p>[[/hint]]
{{#[[=NAME]]_WRONG}}<p class="error-text"><span class="sign" aria-hidden="true">!</span> {{[[=NAME]]_ERROR}}</p>{{/[[=NAME]]_WRONG}}
<div class="chips">
{{#[[=NAME]]_OPTIONS}}<label class="chip"><input type="[[=kind|radio]]" name="[[=name]]" value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}><span>{{OPTION_TEXT}}</span></label>
{{/[[=NAME]]_OPTIONS}}</div>
</fieldset>
