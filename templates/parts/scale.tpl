{{%AUTOESCAPE context="HTML"}}
<fieldset class="field scale{{#[[=NAME]]_WRONG}} wrong{{/[[=NAME]]_WRONG}}" id="[[=name]]" aria-describedby="[[?hint]][[=name]]-hint [[/hint]]{{#[[=NAME]]_WRONG}}[[=name]]-error{{/[[=NAME]]_WRONG}}">
<legend>[[=label]]</legend>
[[?hint]]<p class="hint" id="[[=name]]-hint">[[=hint]]</p>[[/hint]]
{{#[[=NAME]]_WRONG}}<p class="error-text" id="[[=name]]-error"><span class="sign" aria-hidden="true">!</span> {{[[=NAME]]_ERROR}}</p>{{/[[=NAME]]_WRONG}}
<div class="scale-steps [[=kind|pain]]">
{{#[[=NAME]]_STEPS}}<label class="scale-step step-{{STEP}}"><input type="radio" name="[[=name]]" value="{{STEP}}"{{#STEP_CHOSEN}} checked{{/STEP_CHOSEN}}{{#[[=NAME]]_WRONG}} aria-invalid="true"{{/[[=NAME]]_WRONG}}><span>{{STEP}}</span></label>
{{/[[=NAME]]_STEPS}}</div>
<p class="scale-ends"><span>[[=low]]</span><span>[[=high]]</span></p>
</fieldset>
