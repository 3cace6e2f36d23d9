{{%AUTOESCAPE context="HTML"}}
{{#GRADES}}<div class="treat-grade{{#GRADE_WAITS}} waits{{/GRADE_WAITS}}" id="grade-{{GRADE_OF}}"><h3>[[treat_grade.title]] {{GRADE_NAME}}</h3>
{{#GRADE_SAID}}<p>[[treat_grade.said]]</p>{{/GRADE_SAID}}
{{#GRADE_CONFIRMED}}<p class="treat-state"><span aria-hidden="true">✓</span> [[treat_grade.confirmed]]</p>{{/GRADE_CONFIRMED}}
{{#GRADE_SUGGESTED}}<p><strong>[[treat_grade.suggested]]</strong></p>
<ul>{{#GRADE_REASONS}}<li>{{REASON_TEXT}}</li>{{/GRADE_REASONS}}</ul>
<details class="more"><summary>[[treat_client.source]]<span class="unseen">[[words.colon]] {{GRADE_NAME}}</span></summary><p>{{GRADE_SOURCE}}</p></details>{{/GRADE_SUGGESTED}}
{{^GRADE_SUGGESTED}}{{#GRADE_UNKNOWN}}<p class="soft">[[treat_grade.none]]</p>{{/GRADE_UNKNOWN}}{{/GRADE_SUGGESTED}}
{{#GRADE_MAY}}<form class="form" method="post" action="{{VISIT_PATH}}/change" novalidate>[[> parts/token]]<input type="hidden" name="kind" value="grade"><input type="hidden" name="rule" value="{{GRADE_OF}}">
<fieldset class="field choice{{#GRADE_WRONG}} wrong{{/GRADE_WRONG}}" id="grade-choice-{{GRADE_OF}}" tabindex="-1"><legend>[[treat_grade.found]]</legend>{{#GRADE_WRONG}}<p class="error-text"><span class="sign" aria-hidden="true">!</span> {{GRADE_ERROR}}</p>{{/GRADE_WRONG}}
<div class="chips">{{#GRADE_OPTIONS}}<label class="chip"><input type="radio" name="grade" value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}><span>{{OPTION_TEXT}}</span></label>{{/GRADE_OPTIONS}}</div></fieldset>
<div class="field{{#GRADE_REASON_WRONG}} wrong{{/GRADE_REASON_WRONG}}"><label for="grade-reason-{{GRADE_OF}}">[[treat_grade.reason]]</label><p class="hint" id="grade-reason-hint-{{GRADE_OF}}">[[treat_grade.reason_hint]]</p>{{#GRADE_REASON_WRONG}}<p class="error-text"><span class="sign" aria-hidden="true">!</span> {{GRADE_REASON_ERROR}}</p>{{/GRADE_REASON_WRONG}}
<input class="input" id="grade-reason-{{GRADE_OF}}" name="reason" autocomplete="off" value="{{GRADE_REASON}}" aria-describedby="grade-reason-hint-{{GRADE_OF}}"></div>
[[> parts/button text="@treat_grade.keep" kind="quiet"]]</form>{{/GRADE_MAY}}
</div>{{/GRADES}}
