{{%AUTOESCAPE context="HTML"}}
[[< layout title="@desk_visit.title" width="page" private="yes"]]
<p><a href="/desk?day={{DAY}}">[[desk.back_to_day]]</a></p>
[[> parts/errors]]
{{#NOTICE}}<div class="note info" role="status"><span class="sign" aria-hidden="true">✓</span><div><p class="note-title">{{NOTICE_TEXT}}</p>
{{#MOVED}}<form method="post" action="/desk/visit/{{APPOINTMENT}}/move">[[> parts/token]]<input type="hidden" name="undo" value="yes"><button class="button quiet" type="submit" name="to" value="{{WAS_START}} {{WAS_WHO}}">[[desk_visit.move_back]] {{WAS_TEXT}}</button></form>{{/MOVED}}</div></div>{{/NOTICE}}
<h1>{{FULL_NAME}}</h1>
<p class="desk-chip {{STATE_CLASS}}"><span aria-hidden="true">{{STATE_SIGN}}</span> {{STATE_TEXT}}</p>
{{#PAIR}}<p>{{#PAIR_STANDS}}[[couple.pair]]{{/PAIR_STANDS}}{{^PAIR_STANDS}}[[couple.pair_gone]]{{/PAIR_STANDS}} <strong>{{PAIR_NAME}}</strong> ({{PAIR_STATE}}). <a href="{{PAIR_PATH}}">[[couple.pair_link]]</a></p>{{/PAIR}}
{{#IN_TURN}}<p>[[in_turn.others]]{{#TURNS}} <a href="{{TURN_PATH}}">{{TURN_TEXT}}</a>{{/TURNS}}<br><span class="soft">[[in_turn.hint]]</span></p>{{/IN_TURN}}
{{#MOVED_BEFORE}}<form method="post" action="/desk/visit/{{APPOINTMENT}}/move">[[> parts/token]]<input type="hidden" name="undo" value="yes"><button class="button quiet" type="submit" name="to" value="{{WAS_START}} {{WAS_WHO}}">[[desk_visit.move_back]] {{WAS_TEXT}}</button></form>{{/MOVED_BEFORE}}
{{#CAN_UNDO}}<form method="post" action="/desk/visit/{{APPOINTMENT}}/undo">[[> parts/token]]{{#UNDO_ASKS_WHY}}[[> parts/field name="reason" label="@desk_rule.reason" hint="@desk_rule.reason_hint" autocomplete="off"]]{{/UNDO_ASKS_WHY}}<button class="button quiet" type="submit">[[desk_visit.undo]]</button></form>{{/CAN_UNDO}}
{{#MAY_MEASURE}}<p><a class="button quiet" href="/desk/visit/{{APPOINTMENT}}/measure">[[treat_arrival.title]]</a></p>{{/MAY_MEASURE}}
{{#INTAKE_DUE}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[desk_visit.intake_due]]</p><p>[[desk_visit.intake_due_text]] {{INTAKE_BY}}.</p>
<div class="desk-row"><a class="button quiet" href="/desk/visit/{{APPOINTMENT}}/intake">[[desk_visit.intake_here]]</a>
{{#MAY_PRINT_LINK}}<form method="post" action="/desk/visit/{{APPOINTMENT}}/link">[[> parts/token]]<button class="button quiet" type="submit">[[desk_visit.print_link]]</button></form>{{/MAY_PRINT_LINK}}</div></div></div>{{/INTAKE_DUE}}
{{#HAS_LETTER}}<section class="panel" id="letter"><h2>[[letter.desk_title]]</h2><p>{{LETTER_STATUS}}</p>
{{#LETTER_SENT}}<form method="post" action="/desk/visit/{{APPOINTMENT}}/letter/chased">[[> parts/token]][[> parts/button text="@letter.chased" kind="quiet"]]</form>{{/LETTER_SENT}}
<form class="form" method="post" action="/desk/visit/{{APPOINTMENT}}/letter/file" enctype="multipart/form-data" novalidate>[[> parts/token]]
<div class="field"><label for="file">[[letter.desk_file]]</label><p class="hint" id="file-hint">[[letter.file_hint]]</p><input class="input" id="file" name="file" type="file" accept="application/pdf,image/jpeg,image/png" aria-describedby="file-hint"></div>
[[> parts/button text="@letter.desk_kept" kind="quiet"]]</form></section>{{/HAS_LETTER}}
{{#OFFERS_GENTLER}}<section class="panel" id="gentler"><h2>[[gentler.title]]</h2><p>[[gentler.desk_text]]</p>[[> parts/gentler-offer button="@gentler.desk_button"]]<p class="soft">[[gentler.desk_free]]</p></section>{{/OFFERS_GENTLER}}
{{#REFUSED}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[desk_visit.refused]]</p><p>[[desk_visit.refused_text]]</p></div></div>{{/REFUSED}}
{{#MUST_SPEAK}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[desk_visit.must_speak]]</p><p>[[desk_visit.must_speak_text]]</p></div></div>{{/MUST_SPEAK}}
{{#MAY_SPEAK}}<section class="panel" id="spoken"><h2>[[desk_visit.spoken_title]]</h2><p>[[desk_visit.spoken_text]] <a href="{{ANSWERS_PATH}}">[[desk_visit.see_answers]]</a></p>
<form class="form" method="post" action="/desk/visit/{{APPOINTMENT}}/spoken" novalidate>[[> parts/token]]
[[> parts/area name="note" label="@desk_visit.spoken_note" hint="@desk_visit.spoken_hint" rows="3" required="yes"]]
[[> parts/button text="@desk_visit.spoken_button"]]
</form></section>{{/MAY_SPEAK}}
<div class="desk-two">
<section class="panel"><h2>[[desk_visit.visit]]</h2>
<dl class="desk-facts">
<dt>[[desk_visit.when]]</dt><dd>{{WHEN}} [[desk_visit.until]] {{UNTIL}}</dd>
<dt>[[desk_visit.service]]</dt><dd>{{SERVICE}}, {{PRICE}}{{#HAS_PARTS}}<br><span class="soft">{{PARTS_TEXT}}</span>{{/HAS_PARTS}}</dd>
<dt>[[desk_visit.who]]</dt><dd>{{WHO}}</dd>
<dt>[[desk_visit.room]]</dt><dd>{{ROOM}}{{#ELSEWHERE}}, {{OTHER_PLACE}}<br><span class="soft">[[desk_visit.elsewhere]]</span>{{/ELSEWHERE}}</dd>
{{#HAS_GEAR}}<dt>[[owner_step.equipment]]</dt><dd>{{GEAR}}</dd>{{/HAS_GEAR}}
{{#FIRST_VISIT}}<dt>[[desk_visit.note]]</dt><dd>[[desk_visit.first_visit]]</dd>{{/FIRST_VISIT}}
<dt>[[desk_visit.policy]]</dt><dd>{{#AGREED}}{{POLICY_HOW}}<details class="more"><summary>[[desk_visit.policy_words]]</summary><p>{{POLICY_TEXT}}</p><p class="soft">[[desk_visit.policy_digest]] <code>{{POLICY_DIGEST}}</code></p></details>{{/AGREED}}{{^AGREED}}[[desk_visit.policy_none]]{{/AGREED}}</dd>
{{#HAS_BOOKED_BY}}<dt>[[desk_visit.booked_by]]</dt><dd>{{BOOKED_BY}}</dd>{{/HAS_BOOKED_BY}}
</dl></section>
<section class="panel"><h2>[[desk_visit.contact]]</h2>
<dl class="desk-facts">
{{#HAS_PHONE}}<dt>[[desk_visit.phone]]</dt><dd><a href="tel:{{PHONE_LINK}}">{{PHONE}}</a></dd>{{/HAS_PHONE}}
{{#HAS_EMAIL}}<dt>[[desk_visit.email]]</dt><dd><a href="mailto:{{EMAIL}}">{{EMAIL}}</a></dd>{{/HAS_EMAIL}}
{{#HAS_BORN}}<dt>[[desk_visit.born]]</dt><dd>{{BORN}}</dd>{{/HAS_BORN}}
{{#HAS_GUARDIAN}}<dt>[[desk_visit.guardian]]</dt><dd>{{GUARDIAN}}</dd>{{/HAS_GUARDIAN}}
<dt>[[desk_visit.language]]</dt><dd>{{SPEAKS}}</dd>
</dl>
{{#BOOKS_BY_PHONE}}<p><strong>[[desk_notice.not_online]]</strong></p>{{/BOOKS_BY_PHONE}}
{{#LIKE_BY_PHONE}}<p><strong>[[desk_notice.like_not_online]]</strong></p>{{/LIKE_BY_PHONE}}
{{#MAY_CHANGE_ONLINE}}<p><a href="{{ONLINE_PATH}}">[[desk_online.title]]</a></p>{{/MAY_CHANGE_ONLINE}}
<form class="desk-row end" method="post" action="/desk/visit/{{APPOINTMENT}}/wish">[[> parts/token]]
[[> parts/select name="gender" label="@desk_reseat.wish"]]
<button class="button quiet" type="submit">[[desk_reseat.wish_keep]]</button></form></section>
</div>
{{#HAS_FEE}}<section class="panel" id="fee"><h2>[[fee.title]]</h2><p><strong>{{FEE_TEXT}}</strong><br><span class="soft">{{FEE_BY}}</span></p><p class="soft">[[desk_fee.no_payment]]</p>
<form class="form" method="post" action="/desk/visit/{{APPOINTMENT}}/fee" novalidate>[[> parts/token]]
[[> parts/chips name="why" label="@desk_fee.why"]]
[[> parts/field name="fee_note" label="@desk_fee.note" hint="@desk_fee.note_hint" autocomplete="off"]]
[[> parts/button text="@desk_fee.change" kind="quiet"]]
</form></section>{{/HAS_FEE}}
{{#RECORD_PANEL}}<div id="record">[[> parts/record-said]]<details class="more"><summary>[[record.title]]</summary><p>[[record.desk_text]]</p>[[> parts/record-form]]</details></div>{{/RECORD_PANEL}}
{{#AHEAD}}
<section><h2>[[desk_visit.happened]]</h2>
<form method="post" action="/desk/visit/{{APPOINTMENT}}/status">[[> parts/token]]
{{#PAIR_STANDS}}[[> parts/chips name="which" label="@couple.which" hint="@couple.which_hint"]]{{/PAIR_STANDS}}
{{#FEE_AT_STAKE}}<div class="note info"><span class="sign" aria-hidden="true">i</span><div>{{#STAKE_LATE}}<p>{{STAKE_LATE_TEXT}}</p>{{/STAKE_LATE}}{{#STAKE_NO_SHOW}}<p>{{STAKE_NO_SHOW_TEXT}}</p>{{/STAKE_NO_SHOW}}</div></div>
{{#STAKE_LATE}}[[> parts/chips name="why" label="@desk_fee.why" hint="@desk_fee.why_hint"]]
[[> parts/field name="fee_note" label="@desk_fee.note" hint="@desk_fee.note_hint" autocomplete="off"]]{{/STAKE_LATE}}{{/FEE_AT_STAKE}}
<div class="desk-row">
{{#MAY_ARRIVE}}<button class="button" type="submit" name="to" value="arrived"><span aria-hidden="true">●</span> [[desk.arrived]]</button>
{{/MAY_ARRIVE}}{{#MAY_MISS}}<button class="button quiet" type="submit" name="to" value="no_show"><span aria-hidden="true">×</span> [[desk_visit.no_show]]</button>
{{/MAY_MISS}}<button class="button quiet" type="submit" name="to" value="late_cancelled"><span aria-hidden="true">×</span> [[desk_visit.late_cancel]]</button>
<button class="button quiet" type="submit" name="to" value="cancelled"><span aria-hidden="true">×</span> [[desk_visit.cancel]]</button>
</div></form><p class="soft">[[desk_visit.undo_hint]]</p>
<p><a class="button quiet" href="/desk/visit/{{APPOINTMENT}}/series">[[desk_series.link]]</a></p></section>
<section id="move"><h2>[[desk_visit.move]]</h2>
<form class="desk-row end" method="get" action="/desk/visit/{{APPOINTMENT}}#move">
<div class="field"><label for="day">[[desk_visit.day]]</label><input class="input" id="day" name="day" type="date" value="{{MOVE_DAY}}"></div>
{{#PAIR_STANDS}}[[> parts/select name="moves" label="@couple.move_which"]]{{/PAIR_STANDS}}
[[> parts/select name="practitioner" label="@desk_visit.who"]]
<button class="button quiet" type="submit">[[desk_visit.show_times]]</button>
</form>
{{#MOVING}}<h3>[[desk_visit.free_on]] {{MOVE_DAY_TEXT}}</h3>
{{#PAIR_STANDS}}<p>{{MOVES_HINT}}</p>{{/PAIR_STANDS}}
{{#NO_TIMES}}<p>{{NONE_WHY}}</p>{{/NO_TIMES}}
<form class="form desk-form" method="post" action="/desk/visit/{{APPOINTMENT}}/move" novalidate>[[> parts/token]]<input type="hidden" name="seen" value="{{SEEN}}"><input type="hidden" name="moves" value="{{MOVES_CHOSEN}}"><input type="hidden" name="day" value="{{MOVE_DAY}}"><input type="hidden" name="practitioner" value="{{MOVE_WHO}}">
<button class="unseen" type="submit" name="to" value="exact" tabindex="-1" aria-hidden="true">[[desk_visit.move_exact]]</button>
{{#ANY_RULE}}<p class="soft">[[desk_rule.lead]]</p>{{/ANY_RULE}}
<div class="desk-times">{{#TIMES}}<button class="desk-time-button" type="submit" name="to" value="{{TIME_VALUE}}"><strong>{{TIME_TEXT}}</strong> <span>{{TIME_WHO}}</span>{{#TIME_PASSES}} <span class="desk-rule">{{TIME_RULE}}</span>{{/TIME_PASSES}}</button>
{{/TIMES}}</div>
[[> parts/field name="reason" label="@desk_rule.reason" hint="@desk_rule.reason_hint" autocomplete="off"]]
<div class="desk-row end"><div class="field"><label for="exact">[[desk_rule.exact]]</label><input class="input" id="exact" name="exact" type="time" step="300" value="{{EXACT}}"></div>
<button class="button quiet" type="submit" name="to" value="exact">[[desk_visit.move_exact]]</button></div>
</form>{{/MOVING}}
</section>
{{/AHEAD}}
