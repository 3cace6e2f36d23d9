{{%AUTOESCAPE context="HTML"}}
[[< layout title="@questionnaire.title" width="narrow" private="yes"]]
<p><a href="{{VISIT_PATH}}/measures">[[questionnaire.back]]</a></p>
[[> parts/errors]]
<h1>{{QUESTIONNAIRE_TITLE}}</h1>
<p class="lead">{{CLIENT_NAME}}</p>
<section class="panel" id="scores"><h2>[[questionnaire.scores]]</h2>
{{^POINTS}}<p class="soft">[[questionnaire.no_scores]]</p>{{/POINTS}}
<ul>{{#POINTS}}<li>{{POINT_DAY}}[[words.colon]] <strong>{{POINT_VALUE}}</strong>{{#POINT_NAMED}} ({{POINT_WORDS}}){{/POINT_NAMED}}{{#POINT_CHANGED}} · {{POINT_CHANGE}}{{/POINT_CHANGED}}</li>{{/POINTS}}</ul></section>
<form class="form" method="post" action="{{VISIT_PATH}}/questionnaire/{{QUESTIONNAIRE_ID}}" novalidate>[[> parts/token]]
<div id="answers" tabindex="-1"></div>
{{#ITEMS}}<fieldset class="field choice{{#ITEM_WRONG}} wrong{{/ITEM_WRONG}}" id="{{ITEM_LINK}}"><legend>{{ITEM_TEXT}}</legend>
{{#ITEM_WRONG}}<p class="error-text"><span class="sign" aria-hidden="true">!</span> {{ITEM_ERROR}}</p>{{/ITEM_WRONG}}
{{#ITEM_NUMBER}}<label class="unseen" for="i.{{ITEM_LINK}}">{{ITEM_TEXT}}</label><input class="input" id="i.{{ITEM_LINK}}" name="item.{{ITEM_LINK}}" inputmode="decimal" value="{{ITEM_TYPED}}" autocomplete="off">{{/ITEM_NUMBER}}
{{^ITEM_NUMBER}}<div class="chips">{{#ITEM_OPTIONS}}<label class="chip"><input type="radio" name="item.{{ITEM_LINK}}" value="{{OPTION_VALUE}}"{{#OPTION_CHOSEN}} checked{{/OPTION_CHOSEN}}><span>{{OPTION_TEXT}}</span></label>{{/ITEM_OPTIONS}}</div>{{/ITEM_NUMBER}}
</fieldset>{{/ITEMS}}
[[> parts/button text="@questionnaire.keep"]]
</form>
<p class="soft">{{QUESTIONNAIRE_LICENCE}}</p>
