{{%AUTOESCAPE context="HTML"}}
[[< layout title="@visit.move_title" width="reading" private="yes"]]
<h1>[[visit.move_title]]</h1>
<p class="lead">[[visit.now_at]]</p>
{{#GONE}}<div class="note amber" role="alert"><span class="sign" aria-hidden="true">!</span><div><p class="note-title">{{GONE_TEXT}}</p><p>[[visit.still_yours]]</p></div></div>{{/GONE}}
<nav class="people" aria-label="[[book.therapist]]"><ul class="chip-links"><li><a class="chip-link" href="{{VISIT_PATH}}/move?with=same"{{^WITH_ANYONE}} aria-current="true"{{/WITH_ANYONE}}>{{TIME_WHO}}</a></li><li><a class="chip-link" href="{{VISIT_PATH}}/move?with=anyone"{{#WITH_ANYONE}} aria-current="true"{{/WITH_ANYONE}}>[[book.anyone]]</a></li></ul></nav>
[[> parts/book-times]]
<p><a href="{{VISIT_PATH}}">[[visit.keep]]</a></p>
