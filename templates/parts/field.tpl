{{%AUTOESCAPE context="HTML"}}
<div class="field{{#[[=NAME]]_WRONG}} wrong{{/[[=NAME]]_WRONG}}">
<label for="[[=name]]">[[=label]][[?required]] <span class="required">[[form.required]]</span>[[/required]]</label>
[[?hint]]<p class="hint" id="[[=name]]-hint">[[=hint]]</p>[[/hint]]
{{#[[=NAME]]_WRONG}}<p class="error-text" id="[[=name]]-error"><span class="sign" aria-hidden="true">!</span> {{[[=NAME]]_ERROR}}</p>{{/[[=NAME]]_WRONG}}
<input class="input" id="[[=name]]" name="[[=name]]" type="[[=type|text]]" value="{{[[=NAME]]}}"[[?autocomplete]] autocomplete="[[=autocomplete]]"[[/autocomplete]][[?plain]] autocapitalize="none" autocorrect="off" spellcheck="false"[[/plain]][[?inputmode]] inputmode="[[=inputmode]]"[[/inputmode]][[?required]] aria-required="true"[[/required]] aria-describedby="[[?hint]][[=name]]-hint [[/hint]]{{#[[=NAME]]_WRONG}}[[=name]]-error{{/[[=NAME]]_WRONG}}"{{#[[=NAME]]_WRONG}} aria-invalid="true"{{/[[=NAME]]_WRONG}}>
</div>
