[[mail.series]]

{{CLINIC}}
{{#HAS_PLACE}}[[mail.where]] {{PLACE}}
{{/HAS_PLACE}}
{{#VISITS}}* {{VISIT_WHEN}}, {{VISIT_LENGTH}} ({{VISIT_ZONE}})
  [[mail.with]] {{VISIT_WITH}}
{{#VISIT_LINKED}}  [[mail.series_manage]] {{VISIT_LINK}}
{{/VISIT_LINKED}}{{#VISIT_ASKS}}  [[mail.series_questions]] {{VISIT_QUESTIONS}}
{{/VISIT_ASKS}}
{{/VISITS}}[[mail.series_secret]]

[[> mail/foot.txt]]
