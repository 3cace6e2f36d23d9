{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_services.one" width="narrow" private="yes"]]
<p><a href="/owner/services">[[owner_services.back]]</a></p>
<h1>[[owner_services.one]]</h1>
[[> parts/errors]]
<form class="form" method="post" action="{{ITEM_PATH}}" novalidate>[[> parts/token]]
[[> parts/field name="name_en" label="@owner_services.name_en" hint="@owner_services.name_hint" required="yes"]]
[[> parts/field name="name_fr" label="@owner_services.name_fr" hint="@owner_services.name_fr_hint"]]
<fieldset class="field"><legend>[[owner_own.group]]</legend><p class="hint">[[owner_own.group_text]]</p>
[[> parts/field name="group_en" label="@owner_own.group_en"]]
[[> parts/field name="group_fr" label="@owner_own.group_fr"]]
</fieldset>
[[> parts/chips name="kind" label="@owner_services.kind" hint="@owner_services.kind_hint"]]
[[> parts/field name="minutes" label="@owner_services.minutes" hint="@owner_services.minutes_hint" inputmode="numeric"]]
[[> parts/field name="price" label="@owner_services.price" hint="@owner_services.price_hint" inputmode="decimal"]]
[[> parts/field name="before_minutes" label="@owner_services.before" inputmode="numeric"]]
[[> parts/field name="after_minutes" label="@owner_services.after" hint="@owner_services.after_hint" inputmode="numeric"]]
[[> parts/field name="grid_minutes" label="@owner_services.grid" inputmode="numeric"]]
<div class="field"><label class="check"><input type="checkbox" id="no_gaps" name="no_gaps" value="yes"{{#NO_GAPS_ON}} checked{{/NO_GAPS_ON}}><span>[[owner_services.no_gaps]]<br><span class="soft">[[owner_services.no_gaps_hint]]</span></span></label></div>
{{#NO_ROOM}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">{{NO_ROOM_TEXT}}</p></div></div>{{/NO_ROOM}}
[[> parts/field name="room_kind" label="@owner_rooms.kind" hint="@owner_rooms.kind_hint" plain="yes"]]
{{#HAS_EQUIPMENT}}[[> parts/chips name="equipment" label="@owner_services.equipment" hint="@owner_services.equipment_hint" kind="checkbox"]]{{/HAS_EQUIPMENT}}
[[> parts/chips name="techniques" label="@owner_services.techniques" kind="checkbox"]]
[[> parts/field name="visits_a_day" label="@day_full.service" hint="@day_full.hint" inputmode="numeric"]]
[[> parts/chips name="clients" label="@service_for.whom" hint="@service_for.hint"]]
[[> parts/checkbox name="online" label="@owner_services.online"]]
[[> parts/checkbox name="active" label="@owner_services.active"]]
[[> parts/button text="@owner.save"]]
</form>
{{#EXISTS}}<form class="form" method="post" action="{{ITEM_PATH}}/remove">[[> parts/token]]
<p class="soft">[[owner_removed.hint]]</p>
[[> parts/button text="@owner.remove" kind="quiet"]]
</form>{{/EXISTS}}
