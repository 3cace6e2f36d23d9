[[mail.reminder]]

[[> mail/visit.txt]]

{{#INTAKE_IS_DUE}}[[> mail/intake.txt]]

{{/INTAKE_IS_DUE}}{{#PAPER_WANTED}}[[mail.paper_still]]

{{/PAPER_WANTED}}{{#LINKED}}[[mail.before]]
{{LINK}}

[[mail.birth_date]]

{{/LINKED}}[[mail.first_link]]

[[> mail/foot.txt]]
