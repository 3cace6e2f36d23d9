{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_step.rooms" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_step.rooms]]</h1>
[[> parts/owner-removed]]
[[> parts/errors]]
{{#NONE}}<div class="empty"><h2>[[owner_rooms.none]]</h2><p>[[owner_rooms.none_text]]</p></div>{{/NONE}}
<ul class="desk-list">{{#ROOMS}}<li class="desk-person"><form class="desk-row end" method="post" action="/owner/rooms">[[> parts/token]]<input type="hidden" name="room" value="{{ROOM_ID}}">
{{#ROOM_WRONG}}<p class="error-text"><span class="sign" aria-hidden="true">!</span> {{ROOM_ERROR}}</p>{{/ROOM_WRONG}}
<div class="field"><label for="room-{{ROOM_ID}}">[[owner_rooms.name]]</label><input class="input" id="room-{{ROOM_ID}}" name="room_name" value="{{ROOM_NAME}}"></div>
<div class="field"><label for="kind-{{ROOM_ID}}">[[owner_rooms.kind]]</label><input class="input" id="kind-{{ROOM_ID}}" name="room_kind" value="{{ROOM_KIND}}" autocapitalize="none" spellcheck="false"></div>
<div class="field"><label for="turnover-{{ROOM_ID}}">[[owner_rooms.turnover]]</label><input class="input" id="turnover-{{ROOM_ID}}" name="room_turnover" value="{{ROOM_TURNOVER}}" size="6" inputmode="numeric"></div>
<div class="field"><label for="tables-{{ROOM_ID}}">[[couple.tables]]</label><input class="input" id="tables-{{ROOM_ID}}" name="room_tables" value="{{ROOM_TABLES}}" size="4" inputmode="numeric"></div>
<button class="button quiet" type="submit">[[owner.save]]</button>
<button class="button quiet" type="submit" name="switch" value="yes">{{#ROOM_OFF}}[[owner.switch_on]]{{/ROOM_OFF}}{{^ROOM_OFF}}[[owner.switch_off]]{{/ROOM_OFF}}<span class="unseen"> {{ROOM_NAME}}</span></button>
<button class="button quiet" type="submit" name="remove" value="yes">[[owner.remove]]<span class="unseen"> {{ROOM_NAME}}</span></button></form></li>{{/ROOMS}}</ul>
{{#HAS_TWO}}<form class="form" method="post" action="/owner/rooms">[[> parts/token]]<input type="hidden" name="couples_asked" value="yes">
[[> parts/checkbox name="couples" label="@couple.online"]]<p class="hint">[[couple.online_hint]]</p>
<button class="button quiet" type="submit">[[owner.save]]</button></form>{{/HAS_TWO}}
<form class="form" method="post" action="/owner/rooms" novalidate>[[> parts/token]]
<h2>[[owner_rooms.add]]</h2>
[[> parts/field name="name" label="@owner_rooms.name" hint="@owner_rooms.hint"]]
[[> parts/field name="kind" label="@owner_rooms.kind" hint="@owner_rooms.kind_hint" plain="yes"]]
[[> parts/field name="turnover_minutes" label="@owner_rooms.turnover" hint="@owner_rooms.turnover_hint" inputmode="numeric"]]
[[> parts/field name="tables" label="@couple.tables" hint="@couple.tables_hint" inputmode="numeric"]]
[[> parts/button text="@owner_rooms.add"]]
</form>
