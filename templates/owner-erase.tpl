{{%AUTOESCAPE context="HTML"}}
[[< layout title="@records.erase_title" width="narrow" private="yes"]]
<p><a href="{{RECORD_PATH}}">{{RECORD_NAME}}</a></p>
<h1>[[records.erase_title]]</h1>
<div class="note red"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[records.erase_final]]</p><p>[[records.erase_final_text]]</p></div></div>
<h2>[[records.lost]]</h2>
<ul><li>[[records.lost_person]]</li><li>[[records.lost_chart]]</li><li>[[records.lost_files]]</li><li>[[records.lost_rights]]</li></ul>
<h2>[[records.stays]]</h2>
<ul><li>[[records.stays_visits]]</li><li>[[records.stays_audit]]</li><li>[[records.stays_backups]]</li></ul>
[[> parts/errors]]
<form class="form" method="post" action="{{RECORD_PATH}}/erase" novalidate>[[> parts/token]]
[[> parts/field name="name" label="@records.erase_name" hint="@records.erase_name_hint" required="yes" autocomplete="off"]]
[[> parts/field name="why" label="@records.erase_why" hint="@records.erase_why_hint" required="yes" autocomplete="off"]]
<div class="desk-row">[[> parts/button text="@records.erase_do"]][[> parts/link to="{{RECORD_PATH}}" text="@records.erase_not" kind="quiet"]]</div>
</form>
