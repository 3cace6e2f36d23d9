{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow.answered_title" width="narrow" private="yes"]]
<h1>{{#ALARM}}[[follow.act_now]]{{/ALARM}}{{^ALARM}}[[follow.answered_title]]{{/ALARM}}</h1>
<div class="{{#ALARM}}alarm{{/ALARM}}{{^ALARM}}panel{{/ALARM}}">{{#PARAGRAPHS}}<p class="lead">{{PARAGRAPH}}</p>
{{/PARAGRAPHS}}</div>
{{#NUMBERS}}<p><a class="button{{#ALARM}} stop call{{/ALARM}}" href="tel:{{NUMBER}}">{{NUMBER_TEXT}}</a></p>
{{/NUMBERS}}
<p class="soft">[[follow.kept]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>
{{^ALARM}}<form method="post" action="{{SHEET_PATH}}">[[> parts/token]]<button class="button quiet" type="submit" name="progress" value="yes">[[follow.see_progress]]</button></form>{{/ALARM}}
