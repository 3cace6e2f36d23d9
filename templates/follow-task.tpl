{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow.task_title" width="narrow" private="yes"]]
<p><a href="{{DESK_PATH}}">[[follow.task_back]]</a></p>
[[> parts/errors]]
<h1>{{CLIENT_NAME}}</h1>
<p class="{{#URGENT}}note red{{/URGENT}}{{^URGENT}}soft{{/URGENT}}">[[follow.task_due]] {{TASK_DUE}}</p>
{{#HAS_PHONE}}<p><a class="button" href="tel:{{CLIENT_PHONE_DIGITS}}">[[follow.call]] {{CLIENT_PHONE}}</a></p>{{/HAS_PHONE}}
{{#MAY_ASK}}<p><a class="button" href="{{TASK_PATH}}/ask">[[follow.ask_now]]</a></p>{{/MAY_ASK}}
{{#ANSWERS}}<section class="panel"><h2>{{ANSWERED_KIND}}, {{ANSWERED_AT}}</h2>
<p class="soft">[[follow.answered_by]] {{ANSWERED_BY}}</p>{{#HAS_ROW}}<p>[[follow.row]] <strong>{{ROW_ID}}</strong> {{ROW_TEXT}}</p>{{/HAS_ROW}}<dl class="facts">{{#ANSWER_LINES}}<dt>{{LINE_QUESTION}}</dt><dd>{{LINE_ANSWER}}</dd>{{/ANSWER_LINES}}</dl>
{{#HAS_NOTE}}<p><strong>[[follow.own_words]]</strong> {{ANSWER_NOTE}}</p>{{/HAS_NOTE}}
<h3>[[follow.client_read]]</h3>{{#CLIENT_READ}}<p>{{READ_TEXT}}</p>{{/CLIENT_READ}}</section>
{{/ANSWERS}}
<section><h2>[[follow.calls]]</h2>{{^HAS_CALLS}}<p class="soft">[[follow.no_calls]]</p>{{/HAS_CALLS}}{{#HAS_NEXT_TRY}}<p class="soft">[[follow.next_try]] {{NEXT_TRY}}</p>{{/HAS_NEXT_TRY}}<ul>{{#CALLS}}<li>{{CALL_AT}}[[words.colon]] {{CALL_OUTCOME}}</li>{{/CALLS}}</ul>
{{#IS_OPEN}}<form class="form" method="post" action="{{TASK_PATH}}/call" novalidate>[[> parts/token]]
<fieldset class="field choice{{#OUTCOME_WRONG}} wrong{{/OUTCOME_WRONG}}" id="outcome" tabindex="-1"><legend>[[follow.call_went]]</legend>{{#OUTCOME_WRONG}}<p class="error-text"><span class="sign" aria-hidden="true">!</span> {{OUTCOME_ERROR}}</p>{{/OUTCOME_WRONG}}
<div class="chips">{{#OUTCOMES}}<label class="chip"><input type="radio" name="outcome" value="{{OUTCOME_ID}}"><span>{{OUTCOME_TEXT}}</span></label>
{{/OUTCOMES}}</div></fieldset>
[[> parts/area name="note" label="@follow.call_note" rows="3"]]
[[> parts/button text="@follow.keep_call"]]</form>{{/IS_OPEN}}
{{^IS_OPEN}}<p>[[follow.task_done]]</p>{{/IS_OPEN}}</section>
