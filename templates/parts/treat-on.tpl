{{%AUTOESCAPE context="HTML"}}
{{#ON}}<section class="room-panel room-on-one{{#ON_RUNS}}{{#ON_IS_DUE}} due{{/ON_IS_DUE}}{{#ON_IS_OVER}} over{{/ON_IS_OVER}}{{/ON_RUNS}}"{{#ON_RUNS}} data-on="{{ON_FROM}}" data-look="{{ON_LOOK}}" data-aim="{{ON_AIM}}" data-most="{{ON_MOST}}"{{/ON_RUNS}}>
<h2 class="room-label"><strong data-on-name>{{ON_NAME}}</strong></h2>
{{#ON_RUNS}}<p class="room-on-time"><strong data-on-clock>{{ON_CLOCK}}</strong> <span>{{ON_WHEN}}</span></p>
<p class="room-ask" role="status" data-on-note data-look-text="[[treat_on.due_look]]" data-aim-text="[[treat_on.due_aim]]" data-over-text="[[treat_on.due_over]]">{{ON_NOTE}}</p>{{/ON_RUNS}}
{{^ON_RUNS}}<p class="room-ask" role="status"><span aria-hidden="true">!</span> [[treat_on.is_off]]</p>{{/ON_RUNS}}
<form class="room-buttons on" method="post" action="{{VISIT_PATH}}/tap#tap" data-taps>[[> parts/token]]<input type="hidden" name="of" value="{{ON_SEQ}}">
{{#ON_RUNS}}{{#ON_MAY_LOOK}}<button class="tap" type="submit" name="look" value="fine">[[treat_on.look_fine]]</button>{{/ON_MAY_LOOK}}<button class="tap" type="submit" name="take_off" value="fine">[[treat_on.off_fine]]</button>{{/ON_RUNS}}{{^ON_RUNS}}<button class="tap" type="submit" name="take_off" value="fine">[[treat_on.skin_fine]]</button>{{/ON_RUNS}}
<button class="tap stop" type="submit" name="take_off" value="bad">{{#ON_RUNS}}[[treat_on.off_bad]]{{/ON_RUNS}}{{^ON_RUNS}}[[treat_on.skin_bad]]{{/ON_RUNS}}</button></form></section>{{/ON}}
