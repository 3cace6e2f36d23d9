{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk_book.title" width="page" private="yes"]]
<p><a href="/desk?day={{CHOSEN_DAY}}">[[desk.back_to_day]]</a></p>
<h1>[[desk_book.title]]</h1>
[[> parts/errors]]
{{#NO_SERVICES}}<div class="empty"><h2>[[desk_book.nothing]]</h2><p>[[desk_book.nothing_text]]</p></div>{{/NO_SERVICES}}
<form class="desk-row end" method="get" action="/desk/book">
<input type="hidden" name="client" value="{{CLIENT_ID}}"><input type="hidden" name="q" value="{{FIND_TEXT}}">
[[> parts/select name="service" grouped="yes" label="@desk_book.service"]]
[[> parts/select name="then" grouped="yes" label="@desk_book.then"]]
{{#HAS_THEN}}[[> parts/select name="then2" grouped="yes" label="@desk_book.then"]]{{/HAS_THEN}}
[[> parts/select name="practitioner" label="@desk_visit.who"]]
{{#HAS_THEN}}[[> parts/select name="practitioner2" label="@in_turn.who_next"]]{{/HAS_THEN}}
[[> parts/field name="day" label="@desk_visit.day" type="date"]]
{{#TAKES_TWO}}[[> parts/checkbox name="two" label="@couple.tick"]]{{/TAKES_TWO}}
<button class="button quiet" type="submit">[[desk_visit.show_times]]</button>
</form>
{{#HAS_SERVICE}}
<section class="panel"><h2>[[desk_book.whom]]</h2>
{{#KNOWN}}<p><strong>{{KNOWN_NAME}}</strong> <span class="soft">{{KNOWN_BORN}}</span></p>
<p><a href="/desk/book?service={{CHOSEN_SERVICE}}&amp;practitioner={{CHOSEN_PRACTITIONER}}&amp;practitioner2={{CHOSEN_PRACTITIONER2}}&amp;day={{CHOSEN_DAY}}">[[desk_book.somebody_else]]</a>{{#MAY_CHANGE_ONLINE}} · <a href="{{ONLINE_PATH}}">[[desk_online.title]]</a>{{/MAY_CHANGE_ONLINE}}</p>{{/KNOWN}}
{{^KNOWN}}<form class="desk-row end" method="get" action="/desk/book" role="search">
<input type="hidden" name="service" value="{{CHOSEN_SERVICE}}"><input type="hidden" name="practitioner" value="{{CHOSEN_PRACTITIONER}}"><input type="hidden" name="practitioner2" value="{{CHOSEN_PRACTITIONER2}}"><input type="hidden" name="day" value="{{CHOSEN_DAY}}"><input type="hidden" name="at" value="{{CHOSEN_AT}}">
<div class="field"><label for="q">[[desk_book.was_here]]</label><input class="input" id="q" name="q" type="search" value="{{FIND_TEXT}}" autocomplete="off"></div>
<button class="button quiet" type="submit">[[desk.find]]</button></form>
{{#FOUND_NOBODY}}<p>[[desk_book.found_nobody]]</p>{{/FOUND_NOBODY}}
<ul class="desk-list">{{#FOUND}}<li><a class="desk-pick" href="{{FOUND_PATH}}"><strong>{{FOUND_NAME}}</strong> <span class="soft">{{FOUND_MORE}}</span></a></li>{{/FOUND}}</ul>{{/KNOWN}}
</section>
<form class="form desk-form" method="post" action="/desk/book" novalidate>[[> parts/token]]
[[> parts/notices]]
<input type="hidden" name="service" value="{{CHOSEN_SERVICE}}"><input type="hidden" name="practitioner" value="{{CHOSEN_PRACTITIONER}}"><input type="hidden" name="practitioner2" value="{{CHOSEN_PRACTITIONER2}}"><input type="hidden" name="day" value="{{CHOSEN_DAY}}"><input type="hidden" name="client" value="{{CLIENT_ID}}">
{{^KNOWN}}<div class="desk-two">
[[> parts/field name="name" label="@desk_book.name" required="yes" autocomplete="off"]]
[[> parts/field name="birth_date" label="@desk_book.birth_date" hint="@desk_book.birth_date_hint" autocomplete="off"]]
</div>{{/KNOWN}}
<div class="desk-two">
[[> parts/field name="phone" label="@desk_visit.phone" type="tel" hint="@desk_book.one_of_two" autocomplete="off"]]
[[> parts/field name="email" label="@desk_visit.email" type="email" autocomplete="off"]]
</div>
<fieldset class="field{{#START_WRONG}} wrong{{/START_WRONG}}" id="start"{{#START_WRONG}} aria-describedby="start-error"{{/START_WRONG}}><legend>[[desk_visit.free_on]] {{TIMES_DAY}}</legend>
{{#START_WRONG}}<p class="error-text" id="start-error"><span class="sign" aria-hidden="true">!</span> {{START_ERROR}}</p>{{/START_WRONG}}
{{#NO_TIMES}}<p>{{NONE_WHY}}</p>{{/NO_TIMES}}
{{#HAS_NEXT_DAY}}<p><a href="/desk/book?service={{CHOSEN_SERVICE}}&amp;practitioner={{CHOSEN_PRACTITIONER}}&amp;practitioner2={{CHOSEN_PRACTITIONER2}}&amp;day={{NEXT_DAY}}&amp;client={{CLIENT_ID}}">[[desk_book.next_free]] {{NEXT_DAY_TEXT}}</a></p>{{/HAS_NEXT_DAY}}
<div class="desk-times">{{#TIMES}}<label class="desk-time-choice"><input type="radio" name="start" value="{{TIME_VALUE}}"{{#TIME_CHOSEN}} checked{{/TIME_CHOSEN}}{{#START_WRONG}} aria-invalid="true"{{/START_WRONG}}><span><strong>{{TIME_TEXT}}</strong> <span class="soft">{{TIME_WHO}}</span>{{#TIME_PASSES}} <span class="desk-rule">{{TIME_RULE}}</span>{{/TIME_PASSES}}</span></label>
{{/TIMES}}</div>
<details class="more"{{#RULE_OPEN}} open{{/RULE_OPEN}}><summary>[[desk_rule.more]]</summary><p class="soft">[[desk_rule.lead]]</p>
[[> parts/field name="exact" label="@desk_rule.exact" type="time" autocomplete="off"]]
[[> parts/field name="reason" label="@desk_rule.reason" hint="@desk_rule.reason_hint" autocomplete="off"]]
</details></fieldset>
<details class="more"{{#POLICY_WRONG}} open{{/POLICY_WRONG}}><summary>[[desk_visit.policy]]</summary><p>{{POLICY_TEXT}}</p></details>
<input type="hidden" name="policy_version" value="{{VERSION}}">
[[> parts/checkbox name="policy" label="@desk_book.policy_heard"]]
[[> parts/button text="@desk_book.book"]]
<p class="soft">[[desk_book.after]]</p>
</form>
{{/HAS_SERVICE}}
