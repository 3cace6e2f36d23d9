{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow.answered_title" width="narrow" private="yes"]]
[[> parts/errors]]
<h1>{{#ALARM}}[[follow.act_now]]{{/ALARM}}{{^ALARM}}[[follow.answered_title]]{{/ALARM}}</h1>
<div class="{{#ALARM}}alarm{{/ALARM}}{{^ALARM}}panel{{/ALARM}}">{{#PARAGRAPHS}}<p class="lead">{{PARAGRAPH}}</p>
{{/PARAGRAPHS}}</div>
{{#NUMBERS}}<p><a class="button{{#ALARM}} stop call{{/ALARM}}" href="tel:{{NUMBER}}">{{NUMBER_TEXT}}</a></p>
{{/NUMBERS}}
<p class="soft">[[follow.kept]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>
{{^ALARM}}<form method="post" action="{{SHEET_PATH}}">[[> parts/token]]<button class="button quiet" type="submit" name="progress" value="yes">[[follow.see_progress]]</button></form>{{/ALARM}}
{{#OFFER_CHANGE}}<section class="panel" id="change"><h2>[[follow.change_title]]</h2><p>[[follow.change_text]]</p><p><a class="button" href="/book">[[follow.change_book]]</a></p></section>{{/OFFER_CHANGE}}
{{#ALLIANCE_THANKS}}<p class="soft">[[follow.alliance_thanks]]</p>{{/ALLIANCE_THANKS}}
{{#ASKS_ALLIANCE}}<section class="panel" id="alliance"><h2>[[follow.alliance_title]]</h2><p>[[follow.alliance_lead]]</p>
<form class="form" method="post" action="{{SHEET_PATH}}" novalidate autocomplete="off">[[> parts/token]]
{{#ALLIANCE}}<fieldset class="field scale{{#A_WRONG}} wrong{{/A_WRONG}}" id="{{A_ID}}" tabindex="-1"{{#A_WRONG}} aria-describedby="{{A_ID}}-error"{{/A_WRONG}}><legend>{{A_TEXT}}</legend>
{{#A_WRONG}}<p class="error-text" id="{{A_ID}}-error"><span class="sign" aria-hidden="true">!</span> {{A_ERROR}}</p>{{/A_WRONG}}
[[> parts/scale-steps name="{{A_ID}}" steps="a_steps" wrong="a_wrong" kind="even" low="@follow.not_at_all" high="@follow.fully"]]</fieldset>
{{/ALLIANCE}}<p><button class="button" type="submit" name="alliance" value="yes">[[follow.send]]</button></p></form></section>{{/ASKS_ALLIANCE}}
