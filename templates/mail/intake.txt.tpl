{{#INTAKE_LINKED}}[[mail.intake]]
{{INTAKE_LINK}}{{/INTAKE_LINKED}}{{^INTAKE_LINKED}}[[mail.intake_call]]{{/INTAKE_LINKED}}
