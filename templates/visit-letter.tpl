{{%AUTOESCAPE context="HTML"}}
[[< layout title="@assess.letter_page" width="reading" private="yes" alone="yes"]]
<div class="no-print" lang="{{STEPS_LANGUAGE}}"><p class="lead">{{STEPS_LEAD}}</p>
<ol>{{#LETTER_STEPS}}<li>{{LETTER_STEP}}</li>{{/LETTER_STEPS}}</ol>
<p><a class="text-link" href="{{BACK_PATH}}">{{STEPS_BACK}}</a></p>
<p><a class="text-link" href="{{OTHER_PATH}}">{{OTHER_TEXT}}</a></p></div>
[[> parts/letter]]
