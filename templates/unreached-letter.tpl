{{%AUTOESCAPE context="HTML"}}
[[< layout title="@unreached.title" width="reading" private="yes" alone="yes"]]
<div class="no-print"><p><a class="text-link" href="{{BACK_PATH}}">{{#TO_KEEP}}[[unreached.back]]{{/TO_KEEP}}{{^TO_KEEP}}[[unreached.back_record]]{{/TO_KEEP}}</a></p>
[[> parts/errors]]
<p class="unreached-for"><strong>{{CLIENT_NAME}}</strong></p>
{{#TO_KEEP}}<p>[[unreached.lead]]</p>
<p><a class="text-link" href="?in=en">[[unreached.in_english]]</a> · <a class="text-link" href="?in=fr">[[unreached.in_french]]</a></p>{{/TO_KEEP}}
{{^TO_KEEP}}<p>[[unreached.kept]] [[letter.print_how]]</p>{{/TO_KEEP}}</div>
<article class="letter" lang="{{LETTER_LANGUAGE}}">
<h1>{{LETTER_TITLE}}</h1>
{{#LINES}}<p>{{LINE_TEXT}}</p>
{{/LINES}}</article>
{{#TO_KEEP}}<form class="form no-print" method="post" action="{{LETTER_PATH}}">[[> parts/token]]<input type="hidden" name="in" value="{{LETTER_LANGUAGE}}">
<p class="hint">[[unreached.keep_hint]]</p>
[[> parts/button text="@unreached.keep"]]</form>{{/TO_KEEP}}
