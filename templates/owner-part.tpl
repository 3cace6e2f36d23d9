{{%AUTOESCAPE context="HTML"}}
[[< layout title="@records.part_title" width="narrow" private="yes"]]
<p><a href="{{RECORD_PATH}}">{{RECORD_NAME}}</a></p>
<h1>[[records.part_title]]</h1>
<p class="lead">[[records.part_lead]]</p>
<p>{{PART_TEXT}}</p>
<p class="soft">[[records.part_backups]]</p>
[[> parts/errors]]
<form class="form" method="post" action="{{RECORD_PATH}}/part" novalidate>[[> parts/token]]<input type="hidden" name="kind" value="{{PART_KIND}}">
[[> parts/field name="why" label="@records.part_why" hint="@records.erase_why_hint" required="yes" autocomplete="off"]]
<div class="desk-row">[[> parts/button text="@records.part_do"]][[> parts/link to="{{RECORD_PATH}}" text="@records.erase_not" kind="quiet"]]</div>
</form>
