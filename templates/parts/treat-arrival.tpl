{{%AUTOESCAPE context="HTML"}}
<div class="treat-measures">{{#MEASURES}}<div class="field"><label for="arrival-{{MEASURE_ID}}">{{MEASURE_TEXT}} ({{MEASURE_UNIT}})</label><input class="input" id="arrival-{{MEASURE_ID}}" name="q-{{MEASURE_ID}}" type="text" inputmode="decimal" autocomplete="off" value="{{MEASURE_TYPED}}"></div>{{/MEASURES}}</div>
