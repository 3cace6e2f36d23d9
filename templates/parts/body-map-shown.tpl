{{%AUTOESCAPE context="HTML"}}
<div class="map map-shown">
<div class="map-figures">
<div class="map-figure"><p class="map-title">[[body_map.back]]</p><div class="map-row"><span class="map-side">[[body_map.left]]</span>{{SHOWN_BACK:none}}<span class="map-side">[[body_map.right]]</span></div></div>
<div class="map-figure"><p class="map-title">[[body_map.front]]</p><div class="map-row"><span class="map-side">[[body_map.right]]</span>{{SHOWN_FRONT:none}}<span class="map-side">[[body_map.left]]</span></div></div>
</div>
<ul class="marked">{{#MARKED}}<li><strong>{{MARKED_NAME}}</strong>[[words.colon]] {{MARKED_TEXT}}</li>{{/MARKED}}{{^MARKED}}<li>[[body_map.nothing_marked]]</li>{{/MARKED}}</ul>
</div>
