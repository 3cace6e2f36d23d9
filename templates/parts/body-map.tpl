{{%AUTOESCAPE context="HTML"}}
<div class="map" data-map data-step-name="[[body_map.step_name]]">
<div class="chips map-views" hidden>
<button type="button" class="chip-button" data-view="back" aria-pressed="true">[[body_map.back]]</button>
<button type="button" class="chip-button" data-view="front" aria-pressed="false">[[body_map.front]]</button>
<button type="button" class="chip-button" data-view="list" aria-pressed="false">[[body_map.list]]</button>
</div>
<div class="map-figures">
<div class="map-figure" data-side="back"><p class="map-title">[[body_map.back]]</p><div class="map-row"><span class="map-side">[[body_map.left]]</span>{{MAP_BACK:none}}<span class="map-side">[[body_map.right]]</span></div></div>
<div class="map-figure" data-side="front"><p class="map-title">[[body_map.front]]</p><div class="map-row"><span class="map-side">[[body_map.right]]</span>{{MAP_FRONT:none}}<span class="map-side">[[body_map.left]]</span></div></div>
</div>
<div class="map-list">
{{#BODY_PARTS}}<fieldset class="panel map-part"><legend>{{PART_NAME}}</legend>
{{#REGIONS}}<div class="map-place"><label class="check"><input type="checkbox" name="region" value="{{REGION_VALUE}}"{{#REGION_CHOSEN}} checked{{/REGION_CHOSEN}}><span>{{REGION_NAME}}</span></label><label class="map-pain"><span class="unseen">[[body_map.how_much_here]]</span><input class="input" type="number" inputmode="numeric" min="0" max="10" name="pain.{{REGION_VALUE}}" value="{{REGION_PAIN}}" autocomplete="off"></label></div>
{{/REGIONS}}</fieldset>{{/BODY_PARTS}}
</div>
<div class="sheet" data-sheet hidden role="dialog" aria-labelledby="map-sheet-name">
<div class="sheet-top"><p class="sheet-name" id="map-sheet-name"></p><button type="button" class="plain" data-remove>[[body_map.remove]]</button></div>
<fieldset class="scale"><legend>[[body_map.how_much_now]]</legend>
<div class="scale-steps pain" data-steps></div>
<p class="scale-ends"><span>[[scale.none]]</span><span>[[scale.worst]]</span></p></fieldset>
<button type="button" class="button quiet" data-close>[[body_map.done]]</button>
</div>
</div>
