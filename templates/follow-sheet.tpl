{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow.sheet_title" width="narrow" private="yes" alone="yes"]]
<p class="no-print"><a href="{{VISIT_PATH}}/chart">[[follow.to_chart]]</a></p>
<div class="no-print">[[> parts/errors]]</div>
{{#HAS_PROMPTS}}<div class="note amber no-print"><span class="sign" aria-hidden="true">!</span><div>{{#PROMPTS}}<p>{{PROMPT_TEXT}}</p>{{/PROMPTS}}</div></div>{{/HAS_PROMPTS}}
<div class="follow-paper"><p class="only-print">{{CLINIC_NAME}}, {{CLINIC_TOWN}}</p>
<h1>[[follow.sheet_title]]</h1>
<p class="lead">[[follow.sheet_lead]] {{SESSION_DAY}}.</p>
[[> parts/follow-sheet]]</div>
<section class="no-print"><h2>[[follow.change]]</h2><p>[[follow.change_lead]]</p>
<form class="form" method="post" action="{{VISIT_PATH}}/aftercare" novalidate>[[> parts/token]]
[[> parts/chips name="preference" label="@follow.wish"]]
[[> parts/scale name="tenderness" label="@follow.tenderness" low="@scale.none" high="@scale.worst"]]
[[> parts/field name="pack_minutes" label="@follow.pack_minutes" inputmode="numeric"]]
[[> parts/checkbox name="oil" label="@follow.oil"]]
{{#HAS_FLAGS}}<h3>[[follow.flags]]</h3><p class="soft">[[follow.flags_lead]]</p>{{/HAS_FLAGS}}
{{#FLAGS}}<fieldset class="field choice"><legend>{{FLAG_NAME}}</legend><input type="hidden" name="asked" value="{{FLAG_ID}}"><div class="chips"><label class="chip"><input type="radio" name="flag.{{FLAG_ID}}" value="yes"{{#FLAG_YES}} checked{{/FLAG_YES}}><span>[[follow.yes]]</span></label><label class="chip"><input type="radio" name="flag.{{FLAG_ID}}" value="no"{{#FLAG_NO}} checked{{/FLAG_NO}}><span>[[follow.no]]</span></label></div></fieldset>
{{/FLAGS}}
<fieldset class="field"><legend>[[follow.take_off]]</legend><div class="ticks">{{#ITEMS}}<label class="check"><input type="checkbox" name="off" value="{{ITEM_ID}}"{{#ITEM_OFF}} checked{{/ITEM_OFF}}><span>{{ITEM_TEXT}}</span></label>
{{/ITEMS}}</div></fieldset>
[[> parts/button text="@follow.save"]]</form></section>
