{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.letter_page" width="reading" private="yes" alone="yes"]]
<div class="no-print"><p>[[assess.letter_how]]</p><p><a class="text-link" href="/assess/answer">[[assess.letter_back]]</a></p></div>
[[> parts/letter]]
