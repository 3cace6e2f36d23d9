{{%AUTOESCAPE context="HTML"}}
[[< layout title="@records.alike_title" width="narrow" private="yes"]]
<p><a href="/owner/records">[[records.title]]</a></p>
<h1>[[records.alike_title]]</h1>
<p class="lead">[[records.alike_lead]]</p>
<p class="soft">[[records.alike_span]]</p>
{{^PAIRS}}<p>[[records.alike_nobody]]</p>{{/PAIRS}}
<ul class="desk-list">{{#PAIRS}}<li><a class="desk-pick" href="{{PAIR_PATH}}"><strong>{{PAIR_ONE}} – {{PAIR_OTHER}}</strong><br><span class="soft">{{PAIR_WHY}}</span></a></li>
{{/PAIRS}}</ul>
<p>[[> parts/link to="{{EARLIER_PATH}}" text="@records.alike_earlier" kind="quiet"]]</p>
