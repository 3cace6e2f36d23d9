{{%AUTOESCAPE context="HTML"}}
{{#HAS_ANSWERS}}<section class="panel" id="answers"><h2>[[treat_client.answers]]</h2>
{{#HAS_NEWS}}<p><strong>[[treat_client.news]]</strong> {{NEWS_SAID}}</p>{{/HAS_NEWS}}
{{#HAS_APART}}<h3>[[treat_client.apart]]</h3>
<p>[[treat_client.apart_lead]]</p>
<ul class="told">{{#APART}}<li>{{APART_QUESTION}} [[treat_client.apart_record]] <strong>{{APART_RECORD}}</strong>{{#APART_KNOWN}} <span class="soft">[[record.from_record]] {{APART_RESOURCES}}</span>{{/APART_KNOWN}}. [[treat_client.apart_person]] <strong>{{APART_PERSON}}</strong></li>
{{/APART}}</ul>{{/HAS_APART}}
{{#HAS_FROM_RECORD}}<h3>[[record.answers]]</h3>
<p>[[record.answers_lead]]</p>
<ul class="told">{{#FROM_RECORD}}<li>{{TOLD_QUESTION}} <strong>{{TOLD_ANSWER}}</strong>{{#FROM_KNOWN}} <span class="soft">[[record.from_record]] {{FROM_WHAT}}</span>{{/FROM_KNOWN}}</li>
{{/FROM_RECORD}}</ul>{{/HAS_FROM_RECORD}}
{{#HAS_RECORD_NOTES}}<h3>[[record.looks]]</h3>
<p>[[record.looks_lead]]</p>
{{#RECORD_NOTES}}<h4>{{NOTE_ORIGIN}}</h4>
<ul class="told">{{#NOTE_LOOKS}}<li>{{NOTE_LOOK}}</li>
{{/NOTE_LOOKS}}</ul>{{/RECORD_NOTES}}{{/HAS_RECORD_NOTES}}
{{#TOLD_DAYS}}<h3>{{#TOLD_NOW}}[[treat_client.told_now]]{{/TOLD_NOW}}{{#TOLD_EARLIER}}[[treat_client.told_earlier]]{{/TOLD_EARLIER}}</h3>
<ul class="told">{{#TOLD}}<li>{{TOLD_QUESTION}} <strong>{{TOLD_ANSWER}}</strong></li>
{{/TOLD}}</ul>
<p class="soft">[[treat_client.told_noes]]</p>
{{/TOLD_DAYS}}
</section>{{/HAS_ANSWERS}}
