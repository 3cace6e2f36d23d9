{{CLINIC}}
[[mail.when]] {{WHEN}}, {{LENGTH}} ({{ZONE}})
{{#HAS_PLACE}}[[mail.where]] {{PLACE}}
{{/HAS_PLACE}}[[mail.with]] {{THERAPIST}}
