{{%AUTOESCAPE context="HTML"}}
<div class="follow-measure"><div class="follow-main">{{#MAIN}}[[> parts/curve]]{{/MAIN}}
<p class="soft">{{CURVE_NOTE}}</p></div>
<section class="panel follow-how"><h2>[[follow.how]]</h2>{{#HAS_LEAST}}<p>{{LEAST}}</p>{{/HAS_LEAST}}<p>[[follow.how_text]]</p></section></div>
{{#HAS_CARDS}}<div class="follow-lines">{{#CARDS}}<div class="follow-line">[[> parts/curve]]
<p class="follow-big">{{CARD_FIRST}}{{#CARD_CHANGED}} <span aria-hidden="true">→</span><span class="unseen">[[follow.to]]</span> {{CARD_LAST}}{{/CARD_CHANGED}}</p>{{#CARD_HAS_WORD}}<p>{{CARD_WORD}}</p>{{/CARD_HAS_WORD}}{{#CARD_HAS_LEAST}}<p class="soft">{{CARD_LEAST}}</p>{{/CARD_HAS_LEAST}}{{#CARD_HAS_ERROR}}<p class="soft">{{CARD_ERROR}}</p>{{/CARD_HAS_ERROR}}</div>
{{/CARDS}}</div>{{/HAS_CARDS}}
