{{%AUTOESCAPE context="HTML"}}
{{#HELD}}<div class="held{{#ENDS_SOON}} soon{{/ENDS_SOON}}" data-hold="{{SECONDS_LEFT}}">
<p data-hold-until>{{#MAY_EXTEND}}[[book.held_until]]{{/MAY_EXTEND}}{{^MAY_EXTEND}}[[book.held_last]]{{/MAY_EXTEND}} <span class="soft">[[book.typed_stays]]</span></p>
<div class="held-warning" data-hold-said aria-live="assertive">{{#ENDS_SOON}}<p><span class="sign" aria-hidden="true">!</span> [[book.ends_soon]]</p>{{/ENDS_SOON}}</div>
<div data-hold-soon hidden><p><span class="sign" aria-hidden="true">!</span> [[book.ends_soon]]</p></div>
<div data-hold-over hidden><p><span class="sign" aria-hidden="true">!</span> [[book.not_held]]</p></div>
<button class="button quiet" type="submit" name="do" value="extend" data-again="[[book.keep_again]]"{{^MAY_EXTEND}} hidden{{/MAY_EXTEND}}>[[book.extend]]</button></div>{{/HELD}}
{{^HELD}}{{^GONE}}<div class="held"><p>[[book.not_held]]</p><button class="button quiet" type="submit" name="do" value="extend">[[book.keep_again]]</button></div>{{/GONE}}{{/HELD}}
