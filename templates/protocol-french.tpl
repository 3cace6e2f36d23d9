{{%AUTOESCAPE context="HTML"}}
[[< layout title="@protocol.french_title" width="narrow"]]
<p><a href="/protocols">[[protocol.title]]</a></p>
<h1>[[protocol.french_title]]</h1>
<p class="lead">[[protocol.french_lead]]</p>
[[> parts/protocol-french]]
<dl class="protocol-french">{{#FRENCH_TEXTS}}<dt class="soft">{{FRENCH_WHERE}}</dt><dd><span lang="fr">{{FRENCH_FR}}</span><br><span class="soft" lang="en">{{FRENCH_EN}}</span></dd>
{{/FRENCH_TEXTS}}</dl>
