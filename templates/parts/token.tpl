{{%AUTOESCAPE context="HTML"}}
<input type="hidden" name="token" value="{{TOKEN}}">
