{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="[[layout.language]]">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>[[export.title]] {{PERSON}}</title></head>
<body>
<h1>[[export.title]] {{PERSON}}</h1>
<p>{{CLINIC}}. [[export.made]]</p>
<p>[[export.lead]]</p>
<h2>[[export.person]]</h2>
<p>[[export.born]]<br>{{PHONE}}<br>{{EMAIL}}{{#HAS_GUARDIAN}}<br>{{GUARDIAN}} ({{RELATION}}){{/HAS_GUARDIAN}}</p>
<h2>[[export.visits]]</h2>
<ul>{{#VISITS}}<li>{{VISIT_WHEN}}[[words.colon]] {{VISIT_WHAT}}, {{VISIT_WHO}}. {{VISIT_STATE}}</li>
{{/VISITS}}</ul>
<h2>[[export.measures]]</h2>
<ul>{{#MEASURES}}<li>{{MEASURE_WHEN}}[[words.colon]] {{MEASURE_NAME}}[[words.colon]] {{MEASURE_VALUE}}</li>
{{/MEASURES}}</ul>
<h2>[[export.files]]</h2>
<ul>{{#FILES}}<li><a href="{{FILE_PATH}}">{{FILE_PATH}}</a>, {{FILE_WHEN}}</li>
{{/FILES}}</ul>
<h2>[[export.documents]]</h2>
{{#DOCUMENTS}}<h3>{{DOCUMENT_TITLE}}, {{DOCUMENT_WHEN}}{{#DOCUMENT_DRAFT}} · [[export.draft]]{{/DOCUMENT_DRAFT}}</h3>
{{#DOCUMENT_HAS_WHO}}<p>{{DOCUMENT_WHO}}</p>{{/DOCUMENT_HAS_WHO}}
{{#DOCUMENT_HAS_STATE}}<p>{{DOCUMENT_STATE}}</p>{{/DOCUMENT_HAS_STATE}}
<ul>{{#LINES}}<li>{{#LINE_LABELLED}}{{LINE_LABEL}}[[words.colon]] {{/LINE_LABELLED}}{{LINE_TEXT}}</li>
{{/LINES}}{{#STEPS}}<li>{{STEP_WHEN}}[[words.colon]] {{STEP_STATE}}{{#STEP_HAS_BY}} ({{STEP_BY}}){{/STEP_HAS_BY}}</li>
{{/STEPS}}</ul>
{{/DOCUMENTS}}
</body>
</html>
