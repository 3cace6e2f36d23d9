{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_step.rooms" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_step.rooms]]</h1>
[[> parts/owner-removed]]
[[> parts/errors]]
{{#NONE}}<div class="empty"><h2>[[owner_rooms.none]]</h2><p>[[owner_rooms.none_text]]</p></div>{{/NONE}}
<ul class="desk-list">{{#ROOMS}}<li class="desk-person"><form class="desk-row end" method="post" action="/owner/rooms">[[> parts/token]]<input type="hidden" name="room" value="{{ROOM_ID}}">
[[> parts/row-field row="room" id="room_id" name="room_name" label="@owner_rooms.name"]]
[[> parts/row-field row="kind" id="room_id" name="room_kind" label="@owner_rooms.kind" plain="yes"]]
[[> parts/row-field row="turnover" id="room_id" name="room_turnover" label="@owner_rooms.turnover" size="6"]]
[[> parts/row-field row="tables" id="room_id" name="room_tables" label="@couple.tables" size="4"]]
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
