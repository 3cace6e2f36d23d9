{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.letter_page" width="reading" private="yes" alone="yes"]]
<div class="no-print" lang="{{STEPS_LANGUAGE}}"><p>{{LETTER_HOW}}</p><p><a class="text-link" href="/assess/answer">{{LETTER_BACK}}</a></p></div>
[[> parts/letter]]
