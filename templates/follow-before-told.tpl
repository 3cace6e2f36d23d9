{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow_before.told_title" width="narrow" private="yes"]]
<h1>[[follow_before.told_title]]</h1>
<p class="lead">[[follow_before.told_lead]] {{VISIT_WHEN}}.</p>
{{#SAYS_NEW}}<div class="note info"><span class="sign" aria-hidden="true">i</span><div><p>[[follow_before.told_new]]</p></div></div>{{/SAYS_NEW}}
<form method="post" action="{{SHEET_PATH}}">[[> parts/token]]<button class="button quiet" type="submit" name="again" value="yes">[[follow_before.change]]</button></form>
