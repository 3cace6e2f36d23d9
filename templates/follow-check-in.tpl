{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow.check_title" width="narrow" private="yes"]]
{{#IS_ALOUD}}<h1>{{ALOUD}}</h1>
<p class="lead">[[follow.check_aloud]]</p>{{/IS_ALOUD}}{{^IS_ALOUD}}<h1>[[follow.check_title]]</h1>
<p class="lead">[[follow.check_lead]]</p>{{/IS_ALOUD}}
[[> parts/errors]]
<form class="form" method="post" action="{{SHEET_PATH}}" novalidate autocomplete="off">
[[> parts/token]]
{{#QUESTIONS}}{{^Q_FREE}}<fieldset class="field{{#Q_WRONG}} wrong{{/Q_WRONG}}{{#Q_NUMBER}} scale{{/Q_NUMBER}}" id="q-{{Q_ID}}" tabindex="-1"{{#Q_WRONG}} aria-describedby="q-{{Q_ID}}-error"{{/Q_WRONG}}><legend>{{Q_TEXT}}</legend>
{{#Q_WRONG}}<p class="error-text" id="q-{{Q_ID}}-error"><span class="sign" aria-hidden="true">!</span> {{Q_ERROR}}</p>{{/Q_WRONG}}
{{#Q_MANY}}<div class="ticks">{{#Q_OPTIONS}}<label class="check"><input type="checkbox" name="{{Q_ID}}" value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}{{#Q_WRONG}} aria-invalid="true"{{/Q_WRONG}}><span>{{OPTION_TEXT}}</span></label>
{{/Q_OPTIONS}}</div>{{/Q_MANY}}
{{#Q_CHOICE}}<div class="chips">{{#Q_OPTIONS}}<label class="chip"><input type="radio" name="{{Q_ID}}" value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}{{#Q_WRONG}} aria-invalid="true"{{/Q_WRONG}}><span>{{OPTION_TEXT}}</span></label>
{{/Q_OPTIONS}}</div>{{/Q_CHOICE}}
{{#Q_NUMBER}}[[> parts/scale-steps name="{{Q_ID}}" steps="q_steps" wrong="q_wrong" kind="{{Q_RAMP}}" low="{{Q_LOW}}" high="{{Q_HIGH}}"]]{{/Q_NUMBER}}
</fieldset>{{/Q_FREE}}
{{#Q_FREE}}<div class="field"><label for="q-{{Q_ID}}">{{Q_TEXT}}</label><textarea class="input" id="q-{{Q_ID}}" name="{{Q_ID}}" rows="3" maxlength="2000">{{Q_TYPED}}</textarea></div>{{/Q_FREE}}
{{/QUESTIONS}}
[[> parts/button text="@follow.send"]]
</form>
