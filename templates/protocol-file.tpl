{{%AUTOESCAPE context="HTML"}}
[[< layout title="{{TITLE}}" width="narrow"]]
<p><a href="/protocols">[[protocol.title]]</a></p>
<h1>{{TITLE}}</h1>
{{#HAS_NOTE}}<p class="lead">{{NOTE}}</p>
{{/HAS_NOTE}}[[> parts/protocol-state]]
{{#ENTRIES}}<section class="panel protocol-entry" id="{{ENTRY_ANCHOR}}">
<h2>{{ENTRY_TITLE}}</h2>
<p class="soft">{{ENTRY_KIND}} · <code>{{ENTRY_ID}}</code> · <code>{{ENTRY_PLACE}}</code>{{#ENTRY_TESTED}} · [[protocol.cases]]{{/ENTRY_TESTED}}</p>
{{#ENTRY_CHANGED}}<p class="notice">[[protocol.changed]] <a href="{{ENTRY_OWN_PATH}}">[[protocol.changed_see]]</a></p>{{/ENTRY_CHANGED}}
<ul class="protocol-marks">{{#ENTRY_MARKS}}<li>{{ENTRY_MARK}}</li>{{/ENTRY_MARKS}}{{#ENTRY_SOURCES}}<li>[[protocol.source]] {{#SOURCE_OPEN}}<a href="{{SOURCE_URL}}" rel="noopener">{{SOURCE_TITLE}}</a>{{/SOURCE_OPEN}}{{^SOURCE_OPEN}}{{SOURCE_TITLE}}{{/SOURCE_OPEN}}</li>{{/ENTRY_SOURCES}}</ul>
<details class="more"><summary>[[protocol.says]]</summary>
<div class="protocol-lines">{{#ENTRY_LINES}}<p class="at-{{LINE_DEPTH}}"><span class="soft">{{LINE_KEY}}</span> {{#LINE_CODED}}<code>{{LINE_VALUE}}</code>{{/LINE_CODED}}{{^LINE_CODED}}{{LINE_VALUE}}{{/LINE_CODED}}</p>
{{/ENTRY_LINES}}</div></details>
</section>
{{/ENTRIES}}
