{{%AUTOESCAPE context="HTML"}}
[[< layout title="@records.title" width="narrow" private="yes"]]
<p><a href="/owner">[[owner.back]]</a></p>
<h1>[[records.title]]</h1>
<p class="lead">[[records.lead]]</p>
<form class="desk-find wide" method="get" action="/owner/records" role="search">
<label for="q">[[records.find_label]]</label>
{{#JOINING}}<input type="hidden" name="join" value="{{JOIN_ID}}">{{/JOINING}}<div class="desk-row"><input class="input" id="q" name="q" type="search" value="{{FIND_TEXT}}" autocomplete="off"><button class="button" type="submit">[[records.find]]</button></div>
</form>
{{#JOINING}}<p class="note info" role="status"><span class="sign" aria-hidden="true">i</span> [[records.joining]]</p>{{/JOINING}}
{{#NOTHING}}<p role="status">[[records.nothing]]</p>{{/NOTHING}}
<ul class="desk-list">{{#RECORDS}}<li><a class="desk-pick" href="{{RECORD_PATH}}"><strong>{{RECORD_NAME}}</strong><br><span class="soft">{{#RECORD_HAS_BORN}}[[records.born]] · {{/RECORD_HAS_BORN}}[[records.kept_until]]{{#RECORD_HELD}} · [[records.on_hold]]{{/RECORD_HELD}}</span></a></li>
{{/RECORDS}}</ul>
<section><h2>[[records.requests]]</h2>
{{^REQUESTS}}<p class="soft">[[records.requests_none]]</p>{{/REQUESTS}}
<ul class="desk-list">{{#REQUESTS}}<li><a class="desk-pick" href="{{REQUEST_PATH}}"><strong>{{#REQUEST_LATE}}<span aria-hidden="true">!</span> {{/REQUEST_LATE}}{{REQUEST_NAME}}</strong><br><span class="soft">[[records.due_by]] · {{REQUEST_STATE}}</span></a></li>
{{/REQUESTS}}</ul></section>
<section><h2>[[records.holds]]</h2>
{{^HOLDS}}<p class="soft">[[records.holds_none]]</p>{{/HOLDS}}
<ul class="desk-list">{{#HOLDS}}<li><a class="desk-pick" href="{{HOLD_PATH}}"><strong>{{HOLD_NAME}}</strong><br><span class="soft">{{HOLD_SINCE}} · {{HOLD_WHY}}</span></a></li>
{{/HOLDS}}</ul></section>
<section><h2>[[records.more]]</h2>
<ul class="desk-list"><li><a class="desk-pick" href="/owner/records/alike"><strong>[[records.alike_title]]</strong><br><span class="soft">[[records.alike_text]]</span></a></li>
<li><a class="desk-pick" href="/owner/records/due"><strong>[[records.due_title]]</strong><br><span class="soft">[[records.due_text]]</span></a></li>
<li><a class="desk-pick" href="/owner/records/years"><strong>[[records.years_title]]</strong><br><span class="soft">[[records.years_text]]</span></a></li>
<li><a class="desk-pick" href="/owner/records/breaches"><strong>[[breaches.title]]</strong><br><span class="soft">[[breaches.text]]</span></a></li></ul></section>
