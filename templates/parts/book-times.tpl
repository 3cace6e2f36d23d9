{{%AUTOESCAPE context="HTML"}}
<nav class="days-box" aria-label="[[book.days]]">
<ol class="days">{{#DAYS}}<li><a class="day{{#DAY_FREE}} free{{/DAY_FREE}}" href="{{DAY_PATH}}"{{#DAY_NOW}} aria-current="date"{{/DAY_NOW}}><span class="day-name">{{DAY_WEEKDAY}}</span> <span class="day-date">{{DAY_DATE}}</span> <span class="day-count">{{DAY_COUNT}}</span></a></li>
{{/DAYS}}</ol>
<p class="weeks">{{#HAS_EARLIER}}<a class="plain" href="{{EARLIER_PATH}}">[[book.week_before]]</a>{{/HAS_EARLIER}}{{#HAS_LATER}}<a class="plain" href="{{LATER_PATH}}">[[book.week_after]]</a>{{/HAS_LATER}}</p>
</nav>
<h2 id="day">{{CHOSEN_DAY}}</h2>
{{^DAY_PARTS}}<div class="empty"><p>{{NONE_WHY}}</p>{{#HAS_NEXT_FREE}}<p><a class="button quiet" href="{{NEXT_FREE_PATH}}">[[book.next_free]]</a></p>{{/HAS_NEXT_FREE}}{{^HAS_NEXT_FREE}}<p>[[book.nothing_free]] {{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>{{/HAS_NEXT_FREE}}</div>{{/DAY_PARTS}}
<form method="{{TIMES_METHOD}}" action="{{TIMES_ACTION}}">
{{#TIMES_POST}}<input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="service" value="{{SERVICE_SLUG}}"><input type="hidden" name="practitioner" value="{{PRACTITIONER_VALUE}}">{{/TIMES_POST}}{{^TIMES_POST}}<input type="hidden" name="with" value="{{TIMES_WITH}}">{{/TIMES_POST}}
{{#DAY_PARTS}}<section class="day-part"><h3>{{DAY_PART_NAME}}</h3><div class="time-grid">{{#TIMES}}<button class="time" type="submit" name="start" value="{{TIME_VALUE}}">{{TIME_TEXT}}</button>
{{/TIMES}}</div></section>{{/DAY_PARTS}}
</form>
<p class="soft">{{ZONE_NOTE}}</p>
