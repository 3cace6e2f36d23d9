{{%AUTOESCAPE context="HTML"}}
[[< layout title="@records.one" width="narrow" private="yes"]]
<p><a href="/owner/records">[[records.title]]</a></p>
<h1>{{#STANDS}}{{RECORD_NAME}}{{/STANDS}}{{#ERASED}}[[records.erased_title]]{{/ERASED}}</h1>
{{#SAVED}}<p class="note info" role="status"><span class="sign" aria-hidden="true">✓</span> [[owner.saved]]</p>{{/SAVED}}
[[> parts/errors]]
{{#ERASED}}<p>[[records.erased_text]]</p>{{/ERASED}}
{{#STANDS}}<dl class="desk-facts"><dt>[[records.visits]]</dt><dd>{{VISITS}}</dd><dt>[[records.last_visit]]</dt><dd>{{LAST_VISIT}}</dd>{{#HAS_NEXT}}<dt>[[records.next_visit]]</dt><dd>{{NEXT_VISIT}}</dd>{{/HAS_NEXT}}<dt>[[records.kept_label]]</dt><dd>{{KEEP_UNTIL}}{{#HELD}} · [[records.on_hold]]{{/HELD}}</dd></dl>
<section><h2>[[records.asked_title]]</h2>
{{#REQUESTS}}<div class="panel"><p><strong>[[records.asked_on]]</strong>{{#REQUEST_OPEN}}<br>[[records.due_by]]{{/REQUEST_OPEN}}{{^REQUEST_OPEN}} · {{REQUEST_OUTCOME}}{{/REQUEST_OPEN}}</p><p>{{REQUEST_TEXT}}</p>
{{#REQUEST_OPEN}}<form class="desk-row" method="post" action="{{RECORD_PATH}}/request">[[> parts/token]]<input type="hidden" name="request" value="{{REQUEST_ID}}">
<button class="button quiet" type="submit" name="step" value="given">[[records.step_given]]</button>
<button class="button quiet" type="submit" name="step" value="refused">[[records.step_refused]]</button>
<button class="button quiet" type="submit" name="step" value="withdrawn">[[records.step_withdrawn]]</button>
{{#REQUEST_CAN_EXTEND}}<button class="button quiet" type="submit" name="step" value="extend">[[records.step_extend]]</button>{{/REQUEST_CAN_EXTEND}}
{{^REQUEST_ESTIMATED}}<button class="button quiet" type="submit" name="step" value="estimate">[[records.step_estimate]]</button>{{/REQUEST_ESTIMATED}}
{{#REQUEST_ESTIMATED}}<button class="button quiet" type="submit" name="step" value="accept">[[records.step_accept]]</button>{{/REQUEST_ESTIMATED}}</form>{{/REQUEST_OPEN}}</div>
{{/REQUESTS}}{{#CAN_EXPORT}}<form class="form" method="post" action="{{RECORD_PATH}}/export">[[> parts/token]]<p>[[records.export_text]]</p>[[> parts/chips name="export_language" label="@records.export_language"]][[> parts/button text="@records.export"]]</form>{{/CAN_EXPORT}}{{^CAN_EXPORT}}<p class="soft">[[records.export_later]]</p>{{/CAN_EXPORT}}
<form class="form" method="post" action="{{RECORD_PATH}}/ask" novalidate>[[> parts/token]]
[[> parts/area name="asked" label="@records.asked" rows="2"]]
[[> parts/field name="received" label="@records.received" hint="@records.received_hint" type="date"]]
[[> parts/button text="@records.asked_save" kind="quiet"]]
</form></section>
<section><h2>[[records.notes]]</h2>
{{^NOTES}}<p class="soft">[[records.notes_none]]</p>{{/NOTES}}
<ul>{{#NOTES}}<li>{{SAID_KIND}}, {{SAID_DAY}}, {{SAID_BY}}{{#SAID_IN_LETTER}} <a class="text-link" href="{{SAID_PATH}}">[[records.letter_print]]</a>{{/SAID_IN_LETTER}}</li>{{/NOTES}}</ul>
<details class="more"><summary>[[records.note_add]]</summary>
<form class="form" method="post" action="{{RECORD_PATH}}/note" novalidate>[[> parts/token]]
[[> parts/chips name="note_kind" label="@records.note_kind"]]
[[> parts/area name="note_text" label="@records.note_text" hint="@records.note_hint" rows="3"]]
[[> parts/button text="@owner.save" kind="quiet"]]
</form></details></section>
<section><h2>[[records.disclosures]]</h2>
{{^DISCLOSURES}}<p class="soft">[[records.disclosures_none]]</p>{{/DISCLOSURES}}
<ul>{{#DISCLOSURES}}<li>{{GIVEN_DAY}}[[words.colon]] {{GIVEN_WHAT}} → {{GIVEN_TO}} ({{GIVEN_GROUND}}). {{GIVEN_BY}}</li>{{/DISCLOSURES}}</ul>
<details class="more"><summary>[[records.disclosure_add]]</summary>
<form class="form" method="post" action="{{RECORD_PATH}}/disclosure" novalidate>[[> parts/token]]
[[> parts/field name="to" label="@records.to" autocomplete="off"]]
[[> parts/field name="what" label="@records.what" autocomplete="off"]]
[[> parts/field name="ground" label="@records.ground" hint="@records.ground_hint" autocomplete="off"]]
[[> parts/button text="@owner.save" kind="quiet"]]
</form></details></section>
<section><h2>[[records.joined]]</h2>
{{#MERGES}}<div class="panel"><p><strong>{{MERGE_NAME}}</strong> · {{MERGE_BORN}}<br><span class="soft">[[records.joined_on]]</span></p>{{#MERGE_HAS_WHY}}<p>{{MERGE_WHY}}</p>{{/MERGE_HAS_WHY}}
{{#MERGE_MAY}}<form method="post" action="{{RECORD_PATH}}/unmerge">[[> parts/token]]<input type="hidden" name="merge" value="{{MERGE_ID}}"><p>[[records.unmerge_text]]</p>[[> parts/button text="@records.unmerge" kind="quiet"]]</form>{{/MERGE_MAY}}{{#MERGE_MAY_NOT}}<p>{{MERGE_BAR}}</p>{{/MERGE_MAY_NOT}}</div>
{{/MERGES}}{{^MERGES}}<p class="soft">[[records.joined_none]]</p>{{/MERGES}}
<ul class="desk-list">{{#PAIRS}}<li><a class="desk-pick" href="{{PAIR_PATH}}"><strong>{{PAIR_ONE}} – {{PAIR_OTHER}}</strong><br><span class="soft">{{PAIR_WHY}}</span></a></li>
{{/PAIRS}}</ul>
<p>[[> parts/link to="{{JOIN_PATH}}" text="@records.join_other" kind="quiet"]]</p></section>
<section><h2>[[records.opened]]</h2>
{{^OPENINGS}}<p class="soft">[[records.opened_none]]</p>{{/OPENINGS}}
<ul>{{#OPENINGS}}<li>{{OPENING_DAY}}[[words.colon]] {{OPENING_BY}}, {{OPENING_WHAT}}{{OPENING_FROM}}</li>{{/OPENINGS}}</ul></section>
<section><h2>[[records.hold]]</h2>
{{#HOLDS}}<div class="panel"><p><strong>{{STANDING_SINCE}}</strong></p><p>{{STANDING_WHY}}</p></div>{{/HOLDS}}
{{#HELD}}<form method="post" action="{{RECORD_PATH}}/release">[[> parts/token]][[> parts/button text="@records.release" kind="quiet"]]</form>{{/HELD}}
{{^HELD}}<form class="form" method="post" action="{{RECORD_PATH}}/hold" novalidate>[[> parts/token]]
[[> parts/field name="hold_why" label="@records.hold_why" hint="@records.hold_hint" autocomplete="off"]]
[[> parts/button text="@records.hold_set" kind="quiet"]]
</form>{{/HELD}}</section>
<section><h2>[[records.kinds]]</h2>
<ul>{{#KINDS}}<li><strong>{{KIND_NAME}}</strong>[[words.colon]] {{KIND_WHEN}}{{#KIND_MAY}} <a href="{{KIND_PATH}}">[[records.part_look]]</a>{{/KIND_MAY}}</li>
{{/KINDS}}</ul></section>
<section><h2>[[records.end]]</h2>
{{#MAY_ERASE}}<p>[[records.end_may]]</p><p>[[> parts/link to="{{RECORD_PATH}}/erase" text="@records.end_look" kind="quiet"]]</p>{{/MAY_ERASE}}
{{^MAY_ERASE}}<p>{{MAY_NOT}}</p>{{/MAY_ERASE}}</section>{{/STANDS}}
