[[mail.clock_change]]

[[> mail/visit.txt]]

{{#INTAKE_IS_DUE}}[[> mail/intake.txt]]

{{/INTAKE_IS_DUE}}{{#PAPER_WANTED}}[[mail.paper_still]]

{{/PAPER_WANTED}}[[mail.first_link]]

[[> mail/foot.txt]]
