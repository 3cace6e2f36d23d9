{{%AUTOESCAPE context="HTML"}}
[[< layout title="@plan.page" width="reading" private="yes"]]
<h1>[[plan.title]]</h1>
{{#URGENT}}<p class="note {{URGENT_KIND}}"><span class="sign" aria-hidden="true">!</span><span><strong>{{URGENT_TEXT}}</strong></span></p>{{/URGENT}}
{{#HAS_SOONEST}}<form class="panel plan-soonest" method="post" action="/book/hold">[[> parts/token]]<input type="hidden" name="service" value="{{SERVICE_SLUG}}"><input type="hidden" name="practitioner" value="{{SOONEST_WHO}}"><input type="hidden" name="start" value="{{SOONEST_START}}">
<h2>[[plan.soonest]]</h2>
<p><strong>{{SOONEST_WHEN}}</strong><br>[[plan.soonest_with]]</p>
[[> parts/button text="@plan.soonest_keep"]]
<p><a class="plan-link" href="#who">[[plan.soonest_more]]</a></p></form>{{/HAS_SOONEST}}
<p class="lead">{{KNOWN_TEXT}}</p>
<nav class="plan-lengths" aria-label="[[plan.length]]"><h2>[[plan.length]]</h2>
<ul class="chip-links">{{#LENGTHS}}<li><a class="chip-link" href="{{LENGTH_PATH}}"{{#LENGTH_NOW}} aria-current="true"{{/LENGTH_NOW}}>{{LENGTH_TEXT}}{{#LENGTH_STUDIED}} · [[plan.length_studied]]{{/LENGTH_STUDIED}}</a></li>
{{/LENGTHS}}</ul>
{{#HAS_STUDIED}}<p class="soft">{{STUDIED_TEXT}} {{STUDIED_SOURCE}}</p>{{/HAS_STUDIED}}
<p class="soft">{{SERVICE_NAME}}, {{DAY_TEXT}}. <a class="plan-link" href="/assess/answer">[[plan.other_day]]</a></p></nav>
{{#NOTHING}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[plan.nothing]]</p><p>[[plan.nothing_text]] {{#CLINIC_HAS_PHONE}}<a class="tap" href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p></div></div>{{/NOTHING}}
{{#TREATS}}<section aria-labelledby="work"><h2 id="work">[[plan.work]]</h2>
<p>{{DEPTH_TEXT}}</p>
<div class="plan-body">[[> parts/body-map-shown]]</div>
<ul class="plan-places">{{#PLACES}}<li><strong>{{PLACE_NAME}}</strong><span>{{PLACE_DEPTH}}</span></li>
{{/PLACES}}</ul>
{{#HAS_ALSO}}<p>[[plan.also]] {{ALSO_PLACES}}.</p>{{/HAS_ALSO}}
</section>
<section aria-labelledby="time"><h2 id="time">[[plan.time]]</h2>
<ol class="plan-parts">{{#PARTS}}<li><span class="plan-minutes">{{PART_TIME}}</span><span>{{PART_TEXT}}</span></li>
{{/PARTS}}</ol>
{{#SHORTER}}<p class="soft">[[plan.shorter]]</p>{{/SHORTER}}
</section>
{{/TREATS}}
<section aria-labelledby="leave"><h2 id="leave">[[plan.leave]]</h2>
{{#HAS_CHANGES}}<p>[[plan.because]]</p><ul>{{#CHANGES}}<li>{{CHANGE_TEXT}}</li>{{/CHANGES}}</ul>{{/HAS_CHANGES}}
<ul class="plan-left">{{#LEFT}}<li><strong>{{LEFT_WHAT}}</strong> {{LEFT_REASON}}</li>
{{/LEFT}}</ul>
{{#HAS_NEXT_TIME}}<p>[[plan.next_time]]</p>{{/HAS_NEXT_TIME}}
{{#HAS_CONSENT}}<div class="note info"><span class="sign" aria-hidden="true">i</span><div><p>{{CONSENT_TEXT}}</p></div></div>{{/HAS_CONSENT}}
<p>{{STOP_TEXT}}</p>
<details class="more"><summary>[[plan.sources]]</summary>
<ul class="sources">{{#SOURCES}}<li><code>{{SOURCE_RULE}}</code> <span lang="en">{{SOURCE_TEXT}}</span></li>
{{/SOURCES}}</ul>
<p class="soft">[[plan.version]]</p></details>
</section>
<section aria-labelledby="studies"><h2 id="studies">[[plan.studies]]</h2>
{{#HAS_EVIDENCE}}<p>{{EVIDENCE}}</p>{{/HAS_EVIDENCE}}
[[> parts/studies]]
</section>
<section aria-labelledby="who"><h2 id="who">[[plan.who]]</h2>
<p>[[plan.who_text]]</p>
[[> parts/gender-wish]]
{{#PEOPLE}}<article class="panel plan-person">
<h3>{{PERSON_RANK}}. {{PERSON_NAME}}</h3>
<p>{{PERSON_WHY}}</p>
<details class="more"><summary>[[plan.all_reasons]]<span class="unseen">[[words.colon]] {{PERSON_NAME}}</span></summary><ul class="plan-reasons">{{#REASONS}}<li>{{REASON_TEXT}}</li>
{{/REASONS}}</ul></details>
{{#PERSON_FREE}}<p class="plan-next" id="next-{{PERSON_RANK}}">[[plan.next_times]]</p>
<ul class="plan-times" aria-labelledby="next-{{PERSON_RANK}}">{{#TIMES}}<li><a class="button quiet" href="{{TIME_PATH}}">{{TIME_TEXT}}</a></li>
{{/TIMES}}</ul>
<p><a class="plan-link" href="{{PERSON_PATH}}">[[plan.more_times]]</a></p>{{/PERSON_FREE}}
{{^PERSON_FREE}}<p>[[plan.no_times]]</p>{{/PERSON_FREE}}
</article>
{{/PEOPLE}}
{{#HAS_OTHER_LANGUAGE}}<section aria-labelledby="other-language"><h3 id="other-language">[[plan.other_language]]</h3>
<p>[[plan.other_language_text]]</p>
<ul class="links">{{#OTHER_LANGUAGE}}<li><a class="plan-link" href="{{OTHER_PATH}}">{{OTHER_TEXT}}</a></li>
{{/OTHER_LANGUAGE}}</ul></section>{{/HAS_OTHER_LANGUAGE}}
{{^PEOPLE}}<div class="note amber"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">[[plan.nobody]]</p><p>[[plan.nobody_text]] {{#CLINIC_HAS_PHONE}}<a class="tap" href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p></div></div>{{/PEOPLE}}
</section>
