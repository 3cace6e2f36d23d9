{{%AUTOESCAPE context="HTML"}}
{{#HAS_ANSWERS}}<section class="panel" id="answers"><h2>[[treat_client.answers]]</h2>
{{#HAS_NEWS}}<p><strong>[[treat_client.news]]</strong> {{NEWS_SAID}}</p>{{/HAS_NEWS}}
{{#HAS_APART}}<h3>[[treat_client.apart]]</h3>
<p>[[treat_client.apart_lead]]</p>
<ul class="told">{{#APART}}<li>{{APART_QUESTION}} [[treat_client.apart_record]] <strong>{{APART_RECORD}}</strong> <span class="soft">({{APART_RESOURCES}})</span>. [[treat_client.apart_person]] <strong>{{APART_PERSON}}</strong></li>
{{/APART}}</ul>{{/HAS_APART}}
{{#HAS_UNREAD}}<h3>[[record.unread]]</h3>
<p>[[record.unread_lead]]</p>
<ul class="told">{{#UNREAD}}<li><strong>{{UNREAD_WORDS}}</strong> <span class="soft">({{UNREAD_RESOURCE}})</span></li>
{{/UNREAD}}</ul>{{/HAS_UNREAD}}
{{#HAS_RECORD_WARNINGS}}<h3>[[record.warnings]]</h3>
<ul class="told">{{#RECORD_WARNINGS}}<li>{{WARNING_WORDS}} <span class="soft">({{WARNING_PLACE}})</span></li>
{{/RECORD_WARNINGS}}</ul>{{/HAS_RECORD_WARNINGS}}
{{#TOLD_DAYS}}<h3>{{#TOLD_NOW}}[[treat_client.told_now]]{{/TOLD_NOW}}{{#TOLD_EARLIER}}[[treat_client.told_earlier]]{{/TOLD_EARLIER}}</h3>
<ul class="told">{{#TOLD}}<li>{{TOLD_QUESTION}} <strong>{{TOLD_ANSWER}}</strong></li>
{{/TOLD}}</ul>
<p class="soft">[[treat_client.told_noes]]</p>
{{/TOLD_DAYS}}
</section>{{/HAS_ANSWERS}}
