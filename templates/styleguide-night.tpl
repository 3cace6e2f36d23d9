{{%AUTOESCAPE context="HTML"}}
[[< layout title="@styleguide.title" theme="night"]]
[[> parts/styleguide]]
