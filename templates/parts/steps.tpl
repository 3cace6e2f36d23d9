{{%AUTOESCAPE context="HTML"}}
<div class="steps"><p class="steps-words">[[form.step_of]]</p><progress value="{{STEP_NOW}}" max="{{STEP_COUNT}}" aria-hidden="true"></progress></div>
