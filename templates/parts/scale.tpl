{{%AUTOESCAPE context="HTML"}}
<fieldset class="field scale{{#[[=NAME]]_WRONG}} wrong{{/[[=NAME]]_WRONG}}" id="[[=name]]" aria-describedby="[[?hint]][[=name]]-hint [[/hint]]{{#[[=NAME]]_WRONG}}[[=name]]-error{{/[[=NAME]]_WRONG}}">
<legend>[[=label]]</legend>
[[?hint]]<p class="hint" id="[[=name]]-hint">[[=hint]]</p>[[/hint]]
{{#[[=NAME]]_WRONG}}<p class="error-text" id="[[=name]]-error"><span class="sign" aria-hidden="true">!</span> {{[[=NAME]]_ERROR}}</p>{{/[[=NAME]]_WRONG}}
[[> parts/scale-steps name="[[=name]]" steps="[[=name]]_steps" wrong="[[=name]]_wrong" kind="[[=kind|pain]]" low="[[=low]]" high="[[=high]]"]]
</fieldset>
