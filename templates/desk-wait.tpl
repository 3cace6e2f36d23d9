{{%AUTOESCAPE context="HTML"}}
[[< layout title="@wait.desk_title" width="page" private="yes"]]
<p><a href="/desk">[[desk.back_to_day]]</a></p>
[[> parts/errors]]
<h1>[[wait.desk_title]]</h1>
<p class="lead">[[wait.desk_lead]]</p>
<p><a class="button quiet" href="/desk/wait/new">[[wait.desk_new]]</a></p>
{{#NOBODY}}<div class="empty"><h2>[[wait.nobody]]</h2><p>[[wait.nobody_text]]</p></div>{{/NOBODY}}
<ol class="desk-calls">{{#WAITING}}<li class="panel desk-call">
<div class="desk-call-head"><h2>{{WAIT_NAME}}</h2>{{#WAIT_OFFERED}}<p class="desk-chip waits"><span aria-hidden="true">!</span> [[wait.offered]]</p>{{/WAIT_OFFERED}}</div>
<p class="soft">{{WAIT_SERVICE}} · {{WAIT_WISH}}</p>
<p class="desk-call-phone">{{#WAIT_HAS_PHONE}}<a class="button quiet" href="tel:{{WAIT_PHONE_LINK}}">{{WAIT_PHONE}}<span class="unseen"> {{WAIT_NAME}}</span></a> {{/WAIT_HAS_PHONE}}{{#WAIT_HAS_EMAIL}}<a href="mailto:{{WAIT_EMAIL}}">{{WAIT_EMAIL}}</a>{{/WAIT_HAS_EMAIL}}</p>
{{#WAIT_OFFERED}}<p class="desk-offer"><strong>{{WAIT_WHEN}}</strong> <span class="soft">[[wait.desk_until]]</span></p>
<div class="desk-row"><form method="post" action="/desk/wait/offer/{{WAIT_OFFER}}/yes">[[> parts/token]]<input type="hidden" name="policy_version" value="{{VERSION}}">
<details class="more"><summary>[[desk_visit.policy]]<span class="unseen">, {{WAIT_NAME}}</span></summary><p>{{POLICY_TEXT}}</p>[[> parts/policy-sums]]</details>
<label class="check"><input type="checkbox" id="policy-{{WAIT_OFFER}}" name="policy" value="yes"><span>[[desk_book.policy_heard]]</span></label>
{{#WAIT_ASKS_WHY}}<div class="field"><label for="reason">[[desk_rule.reason]]</label><input class="input" id="reason" name="reason" autocomplete="off"></div>{{/WAIT_ASKS_WHY}}<button class="button" type="submit">[[wait.desk_yes]]<span class="unseen">, {{WAIT_NAME}}</span></button></form>
<form method="post" action="/desk/wait/offer/{{WAIT_OFFER}}/no">[[> parts/token]]<button class="button quiet" type="submit">[[wait.desk_no]]<span class="unseen">, {{WAIT_NAME}}</span></button></form></div>{{/WAIT_OFFERED}}
<form method="post" action="/desk/wait/{{WAIT_ID}}/leave">[[> parts/token]]<button class="button quiet" type="submit">[[wait.desk_leave]]<span class="unseen">, {{WAIT_NAME}}</span></button></form>
</li>
{{/WAITING}}</ol>
