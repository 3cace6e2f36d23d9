{{%AUTOESCAPE context="HTML"}}
{{#HAS_SOURCES}}<details class="more" id="sources"><summary>[[treat_sources.title]]</summary>
{{#SOURCES_BARRED}}<p class="notice">{{SOURCES_BARRED_WHY}}</p>{{/SOURCES_BARRED}}
{{#UNDER_FIRST}}<p><strong>[[treat_sources.under]]</strong> {{UNDER_MARKS}}</p>{{/UNDER_FIRST}}
{{#SOURCES_LEAD}}<p class="soft">[[treat_sources.lead]]</p>
<ol class="treat-sources">{{#SOURCES}}<li><strong>{{SOURCE_MUSCLE}}</strong> <span class="treat-source-match">{{SOURCE_MATCH}}</span>{{#SOURCE_FITS}}<span class="treat-source-why">[[treat_sources.fits]] {{SOURCE_FITS_AT}}</span>{{/SOURCE_FITS}}{{#SOURCE_LEAVES}}<span class="treat-source-why">[[treat_sources.leaves]] {{SOURCE_LEAVES_AT}}</span>{{/SOURCE_LEAVES}}</li>{{/SOURCES}}</ol>{{/SOURCES_LEAD}}
{{#UNDER_LAST}}<p><strong>[[treat_sources.under]]</strong> {{UNDER_MARKS}}</p>{{/UNDER_LAST}}
</details>{{/HAS_SOURCES}}
