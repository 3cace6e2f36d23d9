{{%AUTOESCAPE context="HTML"}}
<div class="field{{#[[=NAME]]_WRONG}} wrong{{/[[=NAME]]_WRONG}}">
<label for="[[=name]]">[[=label]]</label>
[[?hint]]<p class="hint" id="[[=name]]-hint">[[=hint]]</p>[[/hint]]
{{#[[=NAME]]_WRONG}}<p class="error-text" id="[[=name]]-error"><span class="sign" aria-hidden="true">!</span> {{[[=NAME]]_ERROR}}</p>{{/[[=NAME]]_WRONG}}
<select class="input" id="[[=name]]" name="[[=name]]" aria-describedby="[[?hint]][[=name]]-hint [[/hint]]{{#[[=NAME]]_WRONG}}[[=name]]-error{{/[[=NAME]]_WRONG}}"{{#[[=NAME]]_WRONG}} aria-invalid="true"{{/[[=NAME]]_WRONG}}>
{{#[[=NAME]]_OPTIONS}}[[?grouped]]{{#OPTION_OPENS}}<optgroup label="{{OPTION_GROUP}}">{{/OPTION_OPENS}}[[/grouped]]<option value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} selected{{/OPTION_CHOSEN}}>{{OPTION_TEXT}}</option>[[?grouped]]{{#OPTION_CLOSES}}</optgroup>{{/OPTION_CLOSES}}[[/grouped]]
{{/[[=NAME]]_OPTIONS}}</select>
</div>
