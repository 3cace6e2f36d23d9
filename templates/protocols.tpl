{{%AUTOESCAPE context="HTML"}}
[[< layout title="@protocol.title" width="narrow"]]
<h1>[[protocol.title]]</h1>
<p class="lead">[[protocol.lead]]</p>
[[> parts/protocol-state]]
[[> parts/protocol-french]]
<p class="soft">[[protocol.versions]]</p>
<ul class="protocol-files">{{#FILES}}<li><a href="{{FILE_PATH}}">{{FILE_TITLE}}</a> <span class="soft">{{FILE_COUNT}}</span></li>
{{/FILES}}</ul>
<p class="soft">[[protocol.how]]</p>
<p><a class="text-link" href="/protocols/french">[[protocol.french_title]]</a></p>
