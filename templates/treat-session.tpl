{{%AUTOESCAPE context="HTML"}}
[[< layout title="@treat_session.title" theme="night" width="wide" private="yes"]]
<div class="room" data-room data-ends="{{ENDS_AT}}" data-now="{{SERVER_NOW}}">
<div class="room-head" data-live="head">
<h1>{{CLIENT_NAME}}</h1><p class="room-what">{{SERVICE}} · {{ROOM}}{{#HAS_BORN}} · [[treat.born]] {{BORN}}{{/HAS_BORN}}</p>
<ul class="room-alerts">{{#ALERTS}}<li><span aria-hidden="true">!</span> {{ALERT}}</li>{{/ALERTS}}</ul>
<p class="room-timer{{#TEN_LEFT}} soon{{/TEN_LEFT}}{{#FIVE_LEFT}} last{{/FIVE_LEFT}}{{#OVER_TIME}} last{{/OVER_TIME}}"><strong data-timer>{{LEFT}}</strong> <span>[[treat_session.until]]</span></p>
<a class="room-on-alarm" href="#on" data-on-alarm{{^HAS_ON_ALARM}} hidden{{/HAS_ON_ALARM}}>{{ON_ALARM}}</a>
</div>
<p class="room-time-note" role="status" data-time-note data-ten="[[treat_session.ten]]" data-five="[[treat_session.five]]" data-over="[[treat_session.over_time]]">{{#FIVE_LEFT}}[[treat_session.five]]{{/FIVE_LEFT}}{{^FIVE_LEFT}}{{#TEN_LEFT}}[[treat_session.ten]]{{/TEN_LEFT}}{{/FIVE_LEFT}}{{#OVER_TIME}}[[treat_session.over_time]]{{/OVER_TIME}}</p>
<div class="room-on" id="on" data-live="on">[[> parts/treat-on]]</div>
<form class="room-grid" method="post" action="{{VISIT_PATH}}/tap#tap" data-taps>
[[> parts/token]]
<div class="room-body" data-live="body">
<input type="hidden" name="seq" value="{{SEQ}}">
<div class="room-figures"><div class="room-figure"><p>[[body_map.back]]</p>{{FIGURE_BACK:none}}</div><div class="room-figure"><p>[[body_map.front]]</p>{{FIGURE_FRONT:none}}</div></div>
</div>
<div class="room-main" id="tap" data-live="main">
<h2 class="room-label">[[treat_session.now]] {{PLACE_NOW_NAME}}</h2>
<div class="room-buttons places">{{#PLACES}}<button class="tap{{#PLACE_CLOSED}} closed{{/PLACE_CLOSED}}" type="submit" name="place" value="{{PLACE_ID}}" aria-pressed="{{#PLACE_NOW}}true{{/PLACE_NOW}}{{^PLACE_NOW}}false{{/PLACE_NOW}}"{{#PLACE_CLOSED}} disabled{{/PLACE_CLOSED}}>{{PLACE_NAME}}</button>{{/PLACES}}</div>
{{#HAS_MORE_PLACES}}<details class="room-more" data-keep="places"><summary>[[treat_session.more_places]]</summary><div class="room-buttons places">{{#MORE_PLACES}}<button class="tap{{#PLACE_CLOSED}} closed{{/PLACE_CLOSED}}" type="submit" name="place" value="{{PLACE_ID}}" aria-pressed="{{#PLACE_NOW}}true{{/PLACE_NOW}}{{^PLACE_NOW}}false{{/PLACE_NOW}}"{{#PLACE_CLOSED}} disabled{{/PLACE_CLOSED}}>{{PLACE_NAME}}</button>{{/MORE_PLACES}}</div></details>{{/HAS_MORE_PLACES}}
<h2 class="room-label">[[treat_session.technique]]</h2>
<div class="room-buttons techniques">{{#TECHNIQUES}}<button class="tap" type="submit" name="technique" value="{{TECHNIQUE_ID}}" aria-pressed="{{#TECHNIQUE_NOW}}true{{/TECHNIQUE_NOW}}{{^TECHNIQUE_NOW}}false{{/TECHNIQUE_NOW}}"{{#TECHNIQUE_STOPPED}} disabled{{/TECHNIQUE_STOPPED}}>{{TECHNIQUE_NAME}}</button>{{/TECHNIQUES}}</div>
{{#HAS_MORE}}<details class="room-more" data-keep="techniques"><summary>[[treat_session.more_techniques]]</summary><div class="room-buttons techniques">{{#MORE_TECHNIQUES}}<button class="tap" type="submit" name="technique" value="{{TECHNIQUE_ID}}" aria-pressed="{{#TECHNIQUE_NOW}}true{{/TECHNIQUE_NOW}}{{^TECHNIQUE_NOW}}false{{/TECHNIQUE_NOW}}"{{#TECHNIQUE_STOPPED}} disabled{{/TECHNIQUE_STOPPED}}>{{TECHNIQUE_NAME}}</button>{{/MORE_TECHNIQUES}}</div></details>{{/HAS_MORE}}
<h2 class="room-label">[[treat_session.depth]]</h2>
<div class="room-buttons depths">{{#DEPTHS}}<button class="tap" type="submit" name="depth" value="{{DEPTH}}" aria-label="[[treat.depth]] {{DEPTH}}" aria-pressed="{{#DEPTH_NOW}}true{{/DEPTH_NOW}}{{^DEPTH_NOW}}false{{/DEPTH_NOW}}"{{#DEPTH_CLOSED}} disabled{{/DEPTH_CLOSED}}>{{DEPTH}}</button>{{/DEPTHS}}</div>
<h2 class="room-label">[[treat_pace.label]]</h2>
<div class="room-buttons paces">{{#PACES}}<button class="tap" type="submit" name="pace" value="{{PACE}}" aria-pressed="{{#PACE_NOW}}true{{/PACE_NOW}}{{^PACE_NOW}}false{{/PACE_NOW}}">{{PACE_NAME}}</button>{{/PACES}}</div>
<div class="room-row"><h2 class="room-label">[[treat_session.how_strong]] <strong>{{FELT}}</strong></h2><p class="room-label">[[treat_session.agreed]]</p></div>
<p class="room-ask">[[treat_session.ask]]</p>
<div class="room-buttons steps">{{#STEPS}}<button class="tap step{{#STEP_HIGH}} high{{/STEP_HIGH}}" type="submit" name="felt" value="{{STEP}}" aria-pressed="{{#STEP_NOW}}true{{/STEP_NOW}}{{^STEP_NOW}}false{{/STEP_NOW}}">{{STEP}}<span class="step-word">{{STEP_WORD}}</span></button>{{/STEPS}}<button class="tap undo" type="submit" name="undo" value="yes"{{^CAN_UNDO}} disabled{{/CAN_UNDO}}>[[treat_session.undo]]</button></div>
{{#COMFORT_DUE}}<p class="room-ask" role="status"><span aria-hidden="true">!</span> [[treat_comfort.due]]</p>{{/COMFORT_DUE}}
<details class="room-more" data-keep="comfort"{{#COMFORT_DUE}} open{{/COMFORT_DUE}}><summary>[[treat_comfort.label]]</summary><p class="room-label">[[treat_comfort.ask]]</p><div class="room-buttons steps">{{#COMFORT_STEPS}}<button class="tap step" type="submit" name="comfort" value="{{COMFORT_STEP}}" aria-label="[[treat_comfort.label]][[words.colon]] {{COMFORT_STEP}}" aria-pressed="{{#COMFORT_NOW}}true{{/COMFORT_NOW}}{{^COMFORT_NOW}}false{{/COMFORT_NOW}}">{{COMFORT_STEP}}</button>{{/COMFORT_STEPS}}</div></details>
<p class="room-last">{{#CAN_UNDO}}[[treat_session.last]] {{LAST_AT}}, {{LAST_TAP}}{{/CAN_UNDO}}{{^CAN_UNDO}}[[treat_session.nothing_yet]]{{/CAN_UNDO}}</p>
<div class="room-panel"><h2 class="room-label">[[treat_session.curve]]</h2>{{CURVE:none}}</div>
</div>
<div class="room-stop"><div class="room-said" role="status" data-live="said">
{{#REFUSED}}<div class="room-warning stop"><strong><span aria-hidden="true">!</span> {{REFUSED_TEXT}}</strong></div>{{/REFUSED}}
{{#ALL_WITHDRAWN}}<div class="room-warning stop"><strong><span aria-hidden="true">!</span> [[treat_session.all_withdrawn]]</strong></div>{{/ALL_WITHDRAWN}}
{{#WARNED}}<div class="room-warning{{#WARNED_STOP}} stop{{/WARNED_STOP}}"><strong><span aria-hidden="true">!</span> {{WARNING_TITLE}}</strong><span>{{WARNING_TEXT}}</span></div>{{/WARNED}}
</div><h2 class="room-label">[[treat_session.stop]]</h2>
<div class="room-buttons stops"><button class="tap stop" type="submit" name="stop" value="stop_word">[[treat_session.stop_word]]</button><button class="tap stop" type="submit" name="stop" value="numb">[[treat_session.numb]]</button><button class="tap stop" type="submit" name="stop" value="dizzy">[[treat_session.dizzy]]</button></div></div>
</form>
<div class="room-side">
<div data-live="plan"><h2 class="room-label">[[treat_session.plan]]</h2>[[> parts/treat-plan]][[> parts/treat-changes]]<details class="more"><summary>[[treat_plan.more]]</summary>[[> parts/treat-plan-beside]]</details></div>
<a class="tap" href="{{VISIT_PATH}}#change">[[treat_change.open]]</a>
<a class="tap finish" href="{{VISIT_PATH}}/finish">[[treat_session.finish]]</a>
<div data-live="tender"><h2 class="room-label">[[treat_tender.title]]</h2>[[> parts/treat-tender]]
{{#PRESS_REFUSED}}<p class="room-label">[[treat_tender.refused]]</p>{{/PRESS_REFUSED}}
{{#MAY_PRESS}}<details class="room-more" data-keep="tender"><summary>[[treat_tender.add]]</summary>
<form method="post" action="{{VISIT_PATH}}/tap#tap" data-taps>[[> parts/token]]<input type="hidden" name="place" value="{{REGION_NOW}}">
<p class="room-label">[[treat_tender.here]] {{PLACE_NOW_NAME}}</p>
<label class="room-label" for="tender-muscle">[[treat_tender.muscle]]</label><select class="input" id="tender-muscle" name="muscle"><option value="">[[treat_tender.no_muscle]]</option>{{#TENDER_MUSCLES}}<option value="{{MUSCLE_ID}}">{{MUSCLE_NAME}}</option>{{/TENDER_MUSCLES}}</select>
<label class="room-label" for="tender-count">[[treat_tender.count]]</label><select class="input" id="tender-count" name="count"><option>1</option><option>2</option><option>3</option><option>4</option><option>5</option></select>
<p class="room-label">[[treat_tender.how]]</p>
<div class="room-buttons steps">{{#TENDER_STEPS}}<button class="tap step" type="submit" name="tender" value="{{TENDER_STEP}}" aria-label="[[treat_tender.how]] {{TENDER_STEP}}">{{TENDER_STEP}}</button>{{/TENDER_STEPS}}</div></form></details>{{/MAY_PRESS}}</div>
<div data-live="modalities"><h2 class="room-label">[[treat_on.title]]</h2>[[> parts/treat-modalities]]</div>
<div data-live="other">
<details class="room-more" data-keep="place"><summary>[[treat_session.other_place]]</summary>
<form method="post" action="{{VISIT_PATH}}/tap#tap" data-taps>[[> parts/token]]<label class="room-label" for="any-place">[[treat_session.place]]</label><select class="input" id="any-place" name="place">{{#ALL_PLACES}}<option value="{{ANY_ID}}">{{ANY_NAME}}</option>{{/ALL_PLACES}}</select><button class="tap" type="submit">[[treat_session.work_here]]</button></form></details>
{{#SOMEWHERE}}<form method="post" action="{{VISIT_PATH}}/withdraw" data-taps>[[> parts/token]]<input type="hidden" name="in_session" value="yes"><input type="hidden" name="region" value="{{REGION_NOW}}"><button class="tap withdraw" type="submit">[[treat_session.withdraw_here]]</button></form>{{/SOMEWHERE}}
<form method="post" action="{{VISIT_PATH}}/withdraw" data-taps>[[> parts/token]]<input type="hidden" name="in_session" value="yes"><input type="hidden" name="all" value="yes"><button class="tap withdraw" type="submit">[[treat_session.withdraw_all]]</button></form>
</div>
</div>
<p class="room-offline" data-offline data-kept="[[treat_session.kept_here]]" hidden role="alert">[[treat_session.not_sent]]</p>
</div>
