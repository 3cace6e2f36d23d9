{{%AUTOESCAPE context="HTML"}}
[[< layout title="@couple.title" width="page" private="yes"]]
<p><a href="/desk?day={{DAY}}">[[desk.back_to_day]]</a></p>
<h1>[[couple.title]]</h1>
<p class="lead">[[couple.lead]]</p>
[[> parts/errors]]
{{^TAKES_TWO}}<div class="empty"><h2>[[couple.no_room]]</h2><p>[[couple.no_room_text]]</p></div>{{/TAKES_TWO}}
<form class="form desk-form" method="get" action="/desk/book-two"><input type="hidden" name="looked" value="yes"><input type="hidden" name="client" value="{{CLIENT_ID}}"><input type="hidden" name="client2" value="{{CLIENT_ID2}}">
<div class="desk-two">
<fieldset class="field"><legend>[[couple.first]]</legend>
[[> parts/select name="service" grouped="yes" label="@desk_book.service"]]
[[> parts/select name="practitioner" label="@desk_visit.who"]]
[[> parts/select name="gender" label="@couple.wish" hint="@couple.wish_hint"]]
</fieldset>
<fieldset class="field"><legend>[[couple.second]]</legend>
[[> parts/select name="service2" grouped="yes" label="@couple.service2"]]
[[> parts/select name="practitioner2" label="@couple.who2"]]
[[> parts/select name="gender2" label="@couple.wish2" hint="@couple.wish_hint"]]
</fieldset>
</div>
<div class="desk-row end">
[[> parts/field name="day" label="@desk_visit.day" type="date"]]
[[> parts/checkbox name="two" label="@couple.tick"]]
<button class="button quiet" type="submit">[[desk_visit.show_times]]</button>
</div>
</form>
<div class="desk-two">
<section class="panel"><h2>[[couple.first]]</h2>
{{#KNOWN}}<p><strong>{{KNOWN_NAME}}</strong> <span class="soft">{{KNOWN_BORN}}</span></p>
<p><a href="{{OTHER_PATH}}">[[desk_book.somebody_else]]<span class="unseen">, [[couple.first]]</span></a></p>{{/KNOWN}}
{{^KNOWN}}<form class="desk-row end" method="get" action="/desk/book-two" role="search" aria-label="[[couple.was_here1]]">
<input type="hidden" name="service" value="{{CHOSEN_SERVICE}}"><input type="hidden" name="practitioner" value="{{CHOSEN_PRACTITIONER}}"><input type="hidden" name="service2" value="{{CHOSEN_SERVICE2}}"><input type="hidden" name="practitioner2" value="{{CHOSEN_PRACTITIONER2}}"><input type="hidden" name="gender" value="{{CHOSEN_GENDER}}"><input type="hidden" name="gender2" value="{{CHOSEN_GENDER2}}"><input type="hidden" name="day" value="{{DAY}}"><input type="hidden" name="client2" value="{{CLIENT_ID2}}">
<div class="field"><label for="q">[[couple.was_here1]]</label><input class="input" id="q" name="q" type="search" value="{{FIND_TEXT}}" autocomplete="off"></div>
<button class="button quiet" type="submit">[[desk.find]]</button></form>
{{#FOUND_NOBODY}}<p>[[desk_book.found_nobody]]</p>{{/FOUND_NOBODY}}
<ul class="desk-list">{{#FOUND}}<li><a class="desk-pick" href="{{FOUND_PATH}}"><strong>{{FOUND_NAME}}</strong> <span class="soft">{{FOUND_MORE}}</span></a></li>{{/FOUND}}</ul>{{/KNOWN}}
</section>
<section class="panel"><h2>[[couple.second]]</h2>
{{#KNOWN2}}<p><strong>{{KNOWN_NAME2}}</strong> <span class="soft">{{KNOWN_BORN2}}</span></p>
<p><a href="{{OTHER_PATH2}}">[[desk_book.somebody_else]]<span class="unseen">, [[couple.second]]</span></a></p>{{/KNOWN2}}
{{^KNOWN2}}<form class="desk-row end" method="get" action="/desk/book-two" role="search" aria-label="[[couple.was_here2]]">
<input type="hidden" name="service" value="{{CHOSEN_SERVICE}}"><input type="hidden" name="practitioner" value="{{CHOSEN_PRACTITIONER}}"><input type="hidden" name="service2" value="{{CHOSEN_SERVICE2}}"><input type="hidden" name="practitioner2" value="{{CHOSEN_PRACTITIONER2}}"><input type="hidden" name="gender" value="{{CHOSEN_GENDER}}"><input type="hidden" name="gender2" value="{{CHOSEN_GENDER2}}"><input type="hidden" name="day" value="{{DAY}}"><input type="hidden" name="client" value="{{CLIENT_ID}}">
<div class="field"><label for="q2">[[couple.was_here2]]</label><input class="input" id="q2" name="q2" type="search" value="{{FIND_TEXT2}}" autocomplete="off"></div>
<button class="button quiet" type="submit">[[desk.find]]</button></form>
{{#FOUND_NOBODY2}}<p>[[desk_book.found_nobody]]</p>{{/FOUND_NOBODY2}}
<ul class="desk-list">{{#FOUND2}}<li><a class="desk-pick" href="{{FOUND_PATH}}"><strong>{{FOUND_NAME}}</strong> <span class="soft">{{FOUND_MORE}}</span></a></li>{{/FOUND2}}</ul>{{/KNOWN2}}
</section>
</div>
<form class="form desk-form" method="post" action="/desk/book-two" novalidate>[[> parts/token]]
[[> parts/notices]]
<input type="hidden" name="service" value="{{CHOSEN_SERVICE}}"><input type="hidden" name="practitioner" value="{{CHOSEN_PRACTITIONER}}"><input type="hidden" name="service2" value="{{CHOSEN_SERVICE2}}"><input type="hidden" name="practitioner2" value="{{CHOSEN_PRACTITIONER2}}"><input type="hidden" name="gender" value="{{CHOSEN_GENDER}}"><input type="hidden" name="gender2" value="{{CHOSEN_GENDER2}}"><input type="hidden" name="day" value="{{DAY}}"><input type="hidden" name="client" value="{{CLIENT_ID}}"><input type="hidden" name="client2" value="{{CLIENT_ID2}}">
<div class="desk-two">
<fieldset class="field"><legend>[[couple.first]]{{#KNOWN}}[[words.colon]] {{KNOWN_NAME}}{{/KNOWN}}</legend>
{{^KNOWN}}[[> parts/field name="name" label="@desk_book.name" required="yes" autocomplete="off"]]
[[> parts/field name="birth_date" label="@desk_book.birth_date" hint="@desk_book.birth_date_hint" autocomplete="off"]]{{/KNOWN}}
[[> parts/field name="phone" label="@desk_visit.phone" type="tel" hint="@desk_book.one_of_two" autocomplete="off"]]
[[> parts/field name="email" label="@desk_visit.email" type="email" autocomplete="off"]]
</fieldset>
<fieldset class="field"><legend>[[couple.second]]{{#KNOWN2}}[[words.colon]] {{KNOWN_NAME2}}{{/KNOWN2}}</legend>
{{^KNOWN2}}[[> parts/field name="name2" label="@desk_book.name" required="yes" autocomplete="off"]]
[[> parts/field name="birth_date2" label="@desk_book.birth_date" hint="@desk_book.birth_date_hint" autocomplete="off"]]{{/KNOWN2}}
[[> parts/field name="phone2" label="@desk_visit.phone" type="tel" hint="@desk_book.one_of_two" autocomplete="off"]]
[[> parts/field name="email2" label="@desk_visit.email" type="email" autocomplete="off"]]
</fieldset>
</div>
<fieldset class="field{{#START_WRONG}} wrong{{/START_WRONG}}" id="start"{{#START_WRONG}} aria-describedby="start-error"{{/START_WRONG}}><legend>[[couple.times]] {{TIMES_DAY}}</legend>
{{#START_WRONG}}<p class="error-text" id="start-error"><span class="sign" aria-hidden="true">!</span> {{START_ERROR}}</p>{{/START_WRONG}}
{{#NO_TIMES}}<p>{{NONE_WHY}}</p>{{/NO_TIMES}}
{{#HAS_NEXT_DAY}}<p><a href="{{NEXT_DAY_PATH}}">[[desk_book.next_free]] {{NEXT_DAY_TEXT}}</a></p>{{/HAS_NEXT_DAY}}
<div class="desk-times">{{#TIMES}}<label class="desk-time-choice"><input type="radio" name="start" value="{{TIME_VALUE}}"{{#TIME_CHOSEN}} checked{{/TIME_CHOSEN}}{{#START_WRONG}} aria-invalid="true"{{/START_WRONG}}><span><strong>{{TIME_TEXT}}</strong> <span class="soft">{{TIME_WHO}}</span>{{#TIME_PASSES}} <span class="desk-rule">{{TIME_RULE}}</span>{{/TIME_PASSES}}</span></label>
{{/TIMES}}</div>
<details class="more"{{#RULE_OPEN}} open{{/RULE_OPEN}}><summary>[[desk_rule.more]]</summary><p class="soft">[[desk_rule.lead]]</p>
[[> parts/field name="exact" label="@desk_rule.exact" type="time" autocomplete="off"]]
[[> parts/field name="reason" label="@desk_rule.reason" hint="@desk_rule.reason_hint" autocomplete="off"]]
</details></fieldset>
<details class="more"{{#POLICY_WRONG}} open{{/POLICY_WRONG}}><summary>[[desk_visit.policy]]</summary><p>{{POLICY_TEXT}}</p></details>
<input type="hidden" name="policy_version" value="{{VERSION}}">
[[> parts/checkbox name="policy" label="@couple.policy_heard"]]
[[> parts/button text="@couple.book"]]
<p class="soft">[[couple.same_mail]]</p>
</form>
