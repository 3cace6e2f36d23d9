{{%AUTOESCAPE context="HTML"}}
{{#MAY_WISH}}<details class="more" id="wish"{{#WISHED}} open{{/WISHED}}><summary>[[book_wish.title]]</summary><form method="post" action="/book/wish">[[> parts/token]]<input type="hidden" name="service" value="{{WISH_SERVICE}}"><input type="hidden" name="page" value="{{WISH_PAGE}}">
<p>[[book_wish.text]]</p>
<div class="chip-buttons">{{#WISHES}}<button class="chip-link" type="submit" name="gender" value="{{WISH_VALUE}}" aria-pressed="{{#WISH_NOW}}true{{/WISH_NOW}}{{^WISH_NOW}}false{{/WISH_NOW}}">{{WISH_TEXT}}</button>
{{/WISHES}}</div>
{{#WISHED}}<p class="soft">[[book_wish.only]]</p>{{/WISHED}}</form></details>{{/MAY_WISH}}
