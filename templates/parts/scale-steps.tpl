{{%AUTOESCAPE context="HTML"}}
<div class="scale-steps[[?kind]] [[=kind]][[/kind]]">{{#[[=STEPS]]}}<label class="scale-step step-{{STEP}}"><input type="radio" name="[[=name]]" value="{{STEP}}"{{#STEP_CHOSEN}} checked{{/STEP_CHOSEN}}[[?wrong]]{{#[[=WRONG]]}} aria-invalid="true"{{/[[=WRONG]]}}[[/wrong]]><span>{{STEP}}</span></label>
{{/[[=STEPS]]}}</div>
<p class="scale-ends"><span>[[=low]]</span><span>[[=high]]</span></p>
