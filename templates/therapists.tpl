{{%AUTOESCAPE context="HTML"}}
[[< layout title="@therapists.title"]]
<h1>[[therapists.title]]</h1>
<p class="lead">[[therapists.lead]]</p>
<div class="cards">{{#PEOPLE}}<article class="panel therapist-card"><h2>{{PERSON_NAME}}</h2>
{{#IS_MEMBER}}<p class="therapist-member"><span class="sign" aria-hidden="true">✓</span> <span>[[therapists.member]] {{ASSOCIATION}}, [[therapists.until]]</span></p>{{/IS_MEMBER}}
{{#HAS_ABOUT}}<p>{{ABOUT}}</p>{{/HAS_ABOUT}}
<dl class="therapist-facts">
{{#HAS_LANGUAGES}}<div><dt>[[therapists.speaks]]</dt><dd>{{LANGUAGES}}</dd></div>{{/HAS_LANGUAGES}}
{{#HAS_HOURS}}<div><dt>[[therapists.hours]]</dt><dd>{{HOURS}}{{#HAS_DEEP_HOURS}}, [[therapists.hours_deep]]{{/HAS_DEEP_HOURS}}</dd></div>{{/HAS_HOURS}}
{{#HAS_SINCE}}<div><dt>[[therapists.since]]</dt><dd>{{SINCE}}</dd></div>{{/HAS_SINCE}}
</dl>
{{#HAS_SKILLS}}<h3>[[therapists.trained]]</h3>
<ul class="tags">{{#SKILLS}}<li>{{SKILL}}</li>{{/SKILLS}}</ul>
{{#HAS_MORE}}<details class="more"><summary>[[therapists.more]]<span class="unseen">, {{PERSON_NAME}}</span></summary><ul class="tags">{{#MORE_SKILLS}}<li>{{SKILL}}</li>{{/MORE_SKILLS}}</ul></details>{{/HAS_MORE}}{{/HAS_SKILLS}}
{{#MAY_BOOK}}<p class="therapist-book"><a class="button quiet" href="{{BOOK_PATH}}">[[therapists.book]]</a></p>{{/MAY_BOOK}}</article>
{{/PEOPLE}}</div>
{{^PEOPLE}}<p class="soft">[[therapists.none]]</p>{{/PEOPLE}}
