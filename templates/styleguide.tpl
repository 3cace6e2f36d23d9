{{%AUTOESCAPE context="HTML"}}
[[< layout title="@styleguide.title"]]
[[> parts/styleguide]]
