{{%AUTOESCAPE context="HTML"}}
[[< layout title="@owner_own.around" width="narrow" private="yes"]]
<p><a href="{{BACK_PATH}}">{{ITEM_NAME}}</a></p>
<h1>{{ITEM_NAME}}</h1>
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
[[> parts/errors]]
<section><h2>[[owner_own.around]]</h2><p>[[owner_own.around_text]]</p>
{{#NONE}}<p class="soft">[[owner_own.around_none]]</p>{{/NONE}}
<ul class="desk-list">{{#AROUND}}<li class="desk-door"><p><strong>{{AROUND_NAME}}</strong> <span class="soft">{{AROUND_TEXT}}</span></p>
<form method="post" action="{{ITEM_PATH}}/around/remove">[[> parts/token]]<button class="button quiet" type="submit" name="own_service" value="{{AROUND_SERVICE}}">[[owner.remove]]<span class="unseen"> {{AROUND_NAME}}</span></button></form></li>{{/AROUND}}</ul>
<form class="form" method="post" action="{{ITEM_PATH}}/around" novalidate>[[> parts/token]]
[[> parts/select name="own_service" label="@owner_own.service"]]
[[> parts/field name="own_before" label="@owner_own.before" hint="@owner_own.hint" inputmode="numeric"]]
[[> parts/field name="own_after" label="@owner_own.after" inputmode="numeric"]]
[[> parts/button text="@owner_own.add"]]
</form></section>
<section><h2>[[owner_own.week]]</h2><p>[[owner_own.week_text]]</p>
<form class="form" method="post" action="{{ITEM_PATH}}/week" novalidate>[[> parts/token]]
[[> parts/field name="week_minutes" label="@owner_own.week_minutes" inputmode="numeric"]]
[[> parts/field name="week_deep_minutes" label="@owner_own.week_deep" inputmode="numeric"]]
[[> parts/button text="@owner.save"]]
</form></section>
