{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow.sheet_title" width="narrow" private="yes" alone="yes"]]
<div class="follow-paper"><p class="only-print">{{CLINIC_NAME}}, {{CLINIC_TOWN}}</p>
<h1>[[follow.sheet_title]]</h1>
<p class="lead">[[follow.sheet_lead]] {{SESSION_DAY}}.</p>
[[> parts/follow-sheet]]</div>
<form class="no-print" method="post" action="{{SHEET_PATH}}">[[> parts/token]]<button class="button quiet" type="submit" name="progress" value="yes">[[follow.see_progress]]</button></form>
