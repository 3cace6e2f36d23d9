{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="[[layout.language]]" class="[[=theme|paper]][[?alone]] alone[[/alone]]">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>[[=title]] · {{CLINIC_NAME}}</title>
[[?private]]<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">[[/private]]
<meta name="color-scheme" content="light dark">
<link rel="preload" href="[[asset source-sans-3.woff2]]" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="[[asset fraunces.woff2]]" as="font" type="font/woff2" crossorigin>
<link rel="icon" href="[[asset favicon.svg]]" type="image/svg+xml">
<link rel="stylesheet" href="[[asset app.css]]">
{{#SIGNED_IN}}<link rel="stylesheet" href="[[asset desk.css]]">{{/SIGNED_IN}}
<script src="[[asset app.js]]" defer></script>
</head>
<body>
<a class="skip" href="#main">[[layout.skip]]</a>
<header class="top">
<a class="clinic" href="{{HOME_PATH}}">{{CLINIC_NAME}}</a>
{{#HAS_LINKS}}<nav class="ways-of-staff" aria-label="[[layout.staff_navigation]]"><ul>{{#LINKS}}<li><a href="{{LINK_PATH}}"{{#LINK_CURRENT}} aria-current="page"{{/LINK_CURRENT}}>{{LINK_TEXT}}</a></li>{{/LINKS}}</ul></nav>{{/HAS_LINKS}}
<nav class="top-links" aria-label="[[layout.navigation]]">
{{#SIGNED_IN}}<a class="person" href="/staff/password" title="[[staff_password.title]]">{{PERSON}}<span class="unseen">, [[staff_password.title]]</span></a>
<form method="post" action="/sign-out"><input type="hidden" name="token" value="{{TOKEN}}"><button class="plain" type="submit">[[layout.sign_out]]</button></form>{{/SIGNED_IN}}
<a class="plain" href="{{OTHER_LANGUAGE_PATH}}" lang="[[layout.other_language_code]]" hreflang="[[layout.other_language_code]]">[[layout.other_language]]</a>
</nav>
{{#DEMO}}<p class="demo-line">[[layout.demo]]{{#RULES_UNREVIEWED}} <span class="rules-note"><a href="/protocols">[[protocol.staff_note]]</a>.</span>{{/RULES_UNREVIEWED}}{{#FRENCH_UNREAD}} <span class="rules-note"><a href="/protocols#french">[[protocol.french_note]]</a>.</span>{{/FRENCH_UNREAD}}</p>{{/DEMO}}{{^DEMO}}{{#RULES_UNREVIEWED}}<p class="demo-line"><a href="/protocols">[[protocol.staff_note]]</a></p>{{/RULES_UNREVIEWED}}{{#FRENCH_UNREAD}}<p class="demo-line"><a href="/protocols#french">[[protocol.french_note]]</a></p>{{/FRENCH_UNREAD}}{{/DEMO}}
</header>
<main id="main" class="main [[=width|page]]" tabindex="-1">
[[content]]
</main>
<footer class="bottom">
<p><strong>{{CLINIC_NAME}}</strong>, {{CLINIC_TOWN}}</p>
<p>{{#CLINIC_HAS_PHONE}}<a href="tel:{{CLINIC_PHONE_DIGITS}}">{{CLINIC_PHONE}}</a>{{/CLINIC_HAS_PHONE}}</p>
<p>[[layout.emergency]]</p>
{{^SIGNED_IN}}<p><a href="/sign-in">[[layout.sign_in]]</a></p>{{/SIGNED_IN}}
</footer>
</body>
</html>
