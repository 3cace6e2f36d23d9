{{%AUTOESCAPE context="HTML"}}
<div class="field{{#[[=NAME]]_WRONG}} wrong{{/[[=NAME]]_WRONG}}">
{{#[[=NAME]]_WRONG}}<p class="error-text" id="[[=name]]-error"><span class="sign" aria-hidden="true">!</span> {{[[=NAME]]_ERROR}}</p>{{/[[=NAME]]_WRONG}}
<label class="check"><input type="checkbox" id="[[=name]]" name="[[=name]]" value="yes"{{#[[=NAME]]_ON}} checked{{/[[=NAME]]_ON}}{{#[[=NAME]]_WRONG}} aria-describedby="[[=name]]-error" aria-invalid="true"{{/[[=NAME]]_WRONG}}><span>[[=label]]</span></label>
</div>
