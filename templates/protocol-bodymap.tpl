{{%AUTOESCAPE context="HTML"}}
[[< layout title="@protocol_file.bodymap" width="narrow"]]
<p><a href="/protocols">[[protocol.title]]</a></p>
<h1>[[protocol_file.bodymap]]</h1>
<p class="lead">[[protocol_note.bodymap]]</p>
[[> parts/protocol-state]]
[[> parts/body-map-shown]]
<h2>[[protocol.drawn]]</h2>
<ul class="protocol-files">{{#DRAWN}}<li>{{DRAWN_NAME}} <code>{{DRAWN_ID}}</code></li>
{{/DRAWN}}</ul>
<p class="soft"><code>protocols/bodymap.json</code></p>
