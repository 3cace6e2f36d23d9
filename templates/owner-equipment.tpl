{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_step.equipment" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_step.equipment]]</h1>
<p class="lead">[[owner_equipment.lead]]</p>
[[> parts/owner-removed]]
[[> parts/errors]]
{{#NONE}}<div class="empty"><h2>[[owner_equipment.none]]</h2><p>[[owner_equipment.none_text]]</p></div>{{/NONE}}
<ul class="desk-list">{{#KINDS}}<li class="desk-person"><form class="desk-row end" method="post" action="/owner/equipment">[[> parts/token]]<input type="hidden" name="kind" value="{{KIND_ID}}">
[[> parts/row-field row="kind" id="kind_id" name="kind_name" label="@owner_equipment.name"]]
[[> parts/row-field row="pieces" id="kind_id" name="kind_pieces" label="@owner_equipment.pieces" size="6"]]
<button class="button quiet" type="submit">[[owner.save]]<span class="unseen"> {{KIND_NAME}}</span></button>
<button class="button quiet" type="submit" name="switch" value="yes">{{#KIND_OFF}}[[owner.switch_on]]{{/KIND_OFF}}{{^KIND_OFF}}[[owner.switch_off]]{{/KIND_OFF}}<span class="unseen"> {{KIND_NAME}}</span></button>
<button class="button quiet" type="submit" name="remove" value="yes">[[owner.remove]]<span class="unseen"> {{KIND_NAME}}</span></button></form>
<p class="soft">{{#KIND_OFF}}[[owner_equipment.is_off]] {{/KIND_OFF}}{{KIND_NEEDED}}</p></li>{{/KINDS}}</ul>
<form class="form" method="post" action="/owner/equipment" novalidate>[[> parts/token]]
<h2>[[owner_equipment.add]]</h2>
[[> parts/field name="name" label="@owner_equipment.name" hint="@owner_equipment.hint"]]
[[> parts/field name="pieces" label="@owner_equipment.pieces" hint="@owner_equipment.pieces_hint" inputmode="numeric"]]
[[> parts/button text="@owner_equipment.add"]]
</form>
