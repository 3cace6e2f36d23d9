{{%AUTOESCAPE context="HTML"}}
<article class="panel finding finding-{{FINDING_KIND}}">
<h3>{{FINDING_TITLE}}</h3>
<p><span class="tag">{{FINDING_DECISION}}</span>{{#FINDING_UNSURE}} <span class="tag amber">[[assess.because_unsure]]</span>{{/FINDING_UNSURE}}</p>
<p>{{FINDING_REASON}}</p>
{{#FINDING_LOOSENED}}<p class="loosened">{{FINDING_LOOSENED_TEXT}}</p>{{/FINDING_LOOSENED}}
{{#FINDING_HAS_ADVICE}}<p><strong>{{FINDING_ADVICE}}</strong></p>{{/FINDING_HAS_ADVICE}}
{{#FINDING_HAS_PLACES}}<p>[[assess.finding_places]]</p>{{/FINDING_HAS_PLACES}}
{{#FINDING_HAS_DAY}}<p>[[assess.finding_day]]</p>{{/FINDING_HAS_DAY}}
<details class="more"><summary>[[assess.rule_and_source]]</summary>
<p>[[assess.rule]] <code>{{FINDING_RULE}}</code>, <code>{{PROTOCOL_VERSION}}</code></p>
<ul class="sources">{{#FINDING_SOURCES}}<li lang="en">{{#SOURCE_HAS_URL}}<a href="{{SOURCE_URL}}" rel="noreferrer">{{SOURCE_TEXT}}</a>{{/SOURCE_HAS_URL}}{{^SOURCE_HAS_URL}}{{SOURCE_TEXT}}{{/SOURCE_HAS_URL}}{{#SOURCE_HAS_YEAR}}, {{SOURCE_YEAR}}{{/SOURCE_HAS_YEAR}}</li>{{/FINDING_SOURCES}}</ul></details>
</article>
