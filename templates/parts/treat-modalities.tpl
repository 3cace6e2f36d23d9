{{%AUTOESCAPE context="HTML"}}
{{#MODALITIES}}<details class="room-more" data-keep="modality-{{MODALITY_ID}}"{{#MODALITY_OPEN}} open{{/MODALITY_OPEN}}><summary>{{MODALITY_NAME}}{{#MODALITY_PLANNED}}, [[treat_on.planned]]{{/MODALITY_PLANNED}}{{^MODALITY_OFFERED}}, [[treat_on.not_now]]{{/MODALITY_OFFERED}}</summary>
<p class="room-label">{{MODALITY_TARGET}}</p>
{{^MODALITY_OFFERED}}<p class="room-ask">{{MODALITY_REFUSAL}}</p>{{/MODALITY_OFFERED}}
{{#MODALITY_OFFERED}}<form method="post" action="{{VISIT_PATH}}/tap#tap" data-taps>[[> parts/token]]
<label class="room-label" for="where-{{MODALITY_ID}}">[[treat_on.where]]</label><select class="input" id="where-{{MODALITY_ID}}" name="place">{{#MODALITY_PLACES}}<option value="{{MODALITY_PLACE}}">{{MODALITY_PLACE_NAME}}</option>{{/MODALITY_PLACES}}</select>
<fieldset class="room-sure"><legend class="room-label">[[treat_on.sure]]</legend>{{#CHECKS}}<label class="check" for="{{CHECK_ID}}"><input type="checkbox" id="{{CHECK_ID}}" name="{{CHECK_NAME}}" value="yes" required{{#CHECK_ON}} checked{{/CHECK_ON}}><span>{{CHECK_TEXT}}</span></label>{{/CHECKS}}</fieldset>
<button class="tap" type="submit" name="put_on" value="{{MODALITY_ID}}">[[treat_on.put_on]]</button></form>{{/MODALITY_OFFERED}}</details>{{/MODALITIES}}
