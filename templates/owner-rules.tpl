{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_step.rules" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[owner_step.rules]]</h1>
<p class="lead">[[owner_rules.lead]] <a href="/protocols">[[owner_rules.read]]</a></p>
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
[[> parts/protocol-state]]
{{^REVIEWED}}{{#ACKNOWLEDGED}}<p class="note info"><span class="sign" aria-hidden="true">✓</span> <span>[[owner_rules.acknowledged]]</span></p>{{/ACKNOWLEDGED}}
{{^ACKNOWLEDGED}}<form class="form panel" method="post" action="/owner/rules/acknowledge">[[> parts/token]]
<p>[[owner_rules.acknowledge_text]]</p>
[[> parts/button text="@owner_rules.acknowledge" kind="quiet"]]
</form>{{/ACKNOWLEDGED}}{{/REVIEWED}}
<h2>[[owner_rules.sign_title]]</h2>
<p>[[owner_rules.sign_text]]</p>
[[> parts/errors]]
<form class="form" method="post" action="/owner/rules" novalidate>[[> parts/token]]
<fieldset class="protocol-points" id="points"{{#POINTS_WRONG}} aria-invalid="true"{{/POINTS_WRONG}}><legend>[[owner_rules.points]]</legend>
{{#POINTS}}<label class="protocol-point"><input type="checkbox" name="points" value="{{POINT}}"{{#POINT_ON}} checked{{/POINT_ON}}> <span>{{POINT_TITLE}}<br><span class="soft">{{#ENTRY_MARKS}}{{ENTRY_MARK}}. {{/ENTRY_MARKS}}</span></span></label> <a class="text-link" href="{{POINT_PATH}}">[[owner_rules.open]]<span class="unseen"> {{POINT_TITLE}}</span></a>
{{/POINTS}}</fieldset>
[[> parts/field name="name" label="@owner_rules.name" required="yes"]]
[[> parts/field name="credential" label="@owner_rules.credential" hint="@owner_rules.credential_hint" required="yes"]]
[[> parts/field name="day" label="@owner_rules.day" type="date" required="yes"]]
[[> parts/button text="@owner_rules.sign"]]
</form>
<h2 id="french-reader">[[owner_rules.french_title]]</h2>
[[> parts/protocol-french]]
<p>[[owner_rules.french_text]] <a class="text-link" href="/protocols/french">[[owner_rules.french_open]]</a></p>
<form class="form" method="post" action="/owner/rules/french" novalidate>[[> parts/token]]
[[> parts/field name="french_name" label="@owner_rules.french_name" required="yes"]]
[[> parts/field name="french_credential" label="@owner_rules.credential" hint="@owner_rules.french_hint" required="yes"]]
[[> parts/field name="french_day" label="@owner_rules.day" type="date" required="yes"]]
[[> parts/checkbox name="read_all" label="@owner_rules.french_all"]]
[[> parts/button text="@owner_rules.french_sign"]]
</form>
