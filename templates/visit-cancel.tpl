{{%AUTOESCAPE context="HTML"}}
[[< layout title="@visit.cancel_title" width="narrow" private="yes"]]
<h1>[[visit.cancel_title]]</h1>
<div class="panel">[[> parts/book-facts]]
<p class="soft">{{ZONE_NOTE}}</p></div>
{{#LATE}}[[> parts/note kind="amber" sign="!" title="@visit.late" text="@visit.late_text"]]{{/LATE}}
<p>{{POLICY}}</p>
<form class="form" method="post" action="{{VISIT_PATH}}/cancel"><input type="hidden" name="token" value="{{TOKEN}}">
<p class="actions"><button class="button" type="submit">[[visit.cancel_yes]]</button><a class="after-button" href="{{VISIT_PATH}}">[[visit.keep]]</a></p></form>
<p><a href="{{VISIT_PATH}}/move">[[visit.move_instead]]</a></p>
