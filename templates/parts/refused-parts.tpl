{{%AUTOESCAPE context="HTML"}}
{{#PART_REFUSED}}<p>[[book_then.refused]]</p>{{/PART_REFUSED}}
