{{%AUTOESCAPE context="HTML"}}
[[< layout title="@therapists.title" width="reading"]]
<h1>[[therapists.title]]</h1>
<p class="lead">[[therapists.lead]]</p>
{{#PEOPLE}}<article class="panel"><h2>{{PERSON_NAME}}</h2>
{{#HAS_ABOUT}}<p>{{ABOUT}}</p>{{/HAS_ABOUT}}
<dl class="desk-facts">
{{#IS_MEMBER}}<dt>[[therapists.member]]</dt><dd>{{ASSOCIATION}}, [[therapists.until]]</dd>{{/IS_MEMBER}}
{{#HAS_SINCE}}<dt>[[therapists.since]]</dt><dd>{{SINCE}}</dd>{{/HAS_SINCE}}
{{#HAS_LANGUAGES}}<dt>[[therapists.speaks]]</dt><dd>{{LANGUAGES}}</dd>{{/HAS_LANGUAGES}}
{{#HAS_SKILLS}}<dt>[[therapists.trained]]</dt><dd><ul class="plain-list">{{#SKILLS}}<li>{{SKILL}}</li>{{/SKILLS}}</ul></dd>{{/HAS_SKILLS}}
</dl>
{{#MAY_BOOK}}<p><a class="button quiet" href="{{BOOK_PATH}}">[[therapists.book]]</a></p>{{/MAY_BOOK}}</article>
{{/PEOPLE}}
{{^PEOPLE}}<p class="soft">[[therapists.none]]</p>{{/PEOPLE}}
