{{CLINIC}}
[[mail.when]] {{WHEN}}, {{LENGTH}} ({{ZONE}})
{{#HAS_PLACE}}[[mail.where]] {{PLACE}}
{{/HAS_PLACE}}{{#IN_TURN}}[[mail.in_turn]]
{{#TURNS}}* {{TURN_AT}} {{TURN_WITH}}
{{/TURNS}}{{/IN_TURN}}{{^IN_TURN}}[[mail.with]] {{THERAPIST}}{{/IN_TURN}}
