{{%AUTOESCAPE context="HTML"}}
[[< layout title="@follow.progress_title" width="page" private="yes"]]
<p><a href="/treat">[[treat.back]]</a></p>
<h1>{{CLIENT_NAME}}[[words.colon]] {{VERDICT_TITLE}}</h1>
{{#HAS_VISITS}}<p class="soft">{{VISITS}}</p>{{/HAS_VISITS}}
<p class="lead">{{#HAS_WENT}}{{WENT}} {{/HAS_WENT}}{{VERDICT_TEXT}}</p>
{{#FLAGS}}<p class="note amber"><span class="sign" aria-hidden="true">!</span><span>{{FLAG_TEXT}}</span></p>
{{/FLAGS}}<section class="panel"><h2>[[follow.next_plan]]</h2><p>{{VERDICT_PLAN}}</p>{{#MAY_BOOK}}<p>{{BOOK_MOST}}</p>{{/MAY_BOOK}}{{^MAY_BOOK}}<p><strong>[[follow.book_none]]</strong></p>{{/MAY_BOOK}}{{#SEE_DOCTOR}}<p>{{DOCTOR}}</p>{{/SEE_DOCTOR}}</section>
[[> parts/follow-curve]]
