{{%AUTOESCAPE context="HTML"}}
[[< layout title="@records.due_title" width="narrow" private="yes"]]
<p><a href="/owner/records">[[records.title]]</a></p>
<h1>[[records.due_title]]</h1>
<p class="lead">[[records.due_lead]]</p>
{{^RECORDS}}<p>{{^MORE}}[[records.due_none]]{{/MORE}}{{#MORE}}[[records.due_none_here]]{{/MORE}}</p>{{/RECORDS}}
<ul class="desk-list">{{#RECORDS}}<li><a class="desk-pick" href="{{RECORD_PATH}}"><strong>{{RECORD_NAME}}</strong><br><span class="soft">{{#RECORD_HAS_BORN}}[[records.born]] · {{/RECORD_HAS_BORN}}[[records.kept_until]]{{#RECORD_HELD}} · [[records.on_hold]]{{/RECORD_HELD}}</span></a></li>
{{/RECORDS}}</ul>
<section><h2>[[records.parts_title]]</h2>
<p>[[records.parts_lead]]</p>
{{^PARTS}}<p class="soft">{{^MORE}}[[records.parts_none]]{{/MORE}}{{#MORE}}[[records.due_none_here]]{{/MORE}}</p>{{/PARTS}}
<ul class="desk-list">{{#PARTS}}<li><a class="desk-pick" href="{{PART_PATH}}"><strong>{{PART_OWNER}}</strong><br><span class="soft">{{PART_DUE}}{{#PART_HELD}} · [[records.on_hold]]{{/PART_HELD}}</span></a></li>
{{/PARTS}}</ul></section>
{{#MORE}}<p><a class="button quiet" href="{{MORE_PATH}}">[[records.due_more]]</a></p>{{/MORE}}
