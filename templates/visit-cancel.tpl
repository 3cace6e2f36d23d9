{{%AUTOESCAPE context="HTML"}}
[[< layout title="@visit.cancel_title" width="narrow" private="yes"]]
[[> parts/errors]]
<h1>[[visit.cancel_title]]</h1>
<div class="panel">[[> parts/book-facts]]
<p class="soft">{{ZONE_NOTE}}</p></div>
{{#COSTS}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[fee.client_late]]</p><p>[[fee.client_text]]</p></div></div>{{/COSTS}}
{{#FREE}}<p>[[fee.client_free]]</p>{{/FREE}}
{{#LATE}}[[> parts/note kind="amber" sign="!" title="@visit.late" text="@visit.late_text"]]{{/LATE}}
<form class="form" method="post" action="{{VISIT_PATH}}/cancel"><input type="hidden" name="token" value="{{TOKEN}}">
{{#COSTS}}[[> parts/chips name="why" label="@fee.why" hint="@fee.why_hint"]]{{/COSTS}}
<p class="soft">{{POLICY}}</p>
<p class="actions"><button class="button" type="submit">[[visit.cancel_yes]]</button><a class="after-button" href="{{VISIT_PATH}}">[[visit.keep]]</a></p></form>
<p><a href="{{VISIT_PATH}}/move">[[visit.move_instead]]</a></p>
