[[mail.booked_again]]

[[> mail/visit.txt]]

{{#INTAKE_IS_DUE}}[[> mail/intake.txt]]

{{/INTAKE_IS_DUE}}[[mail.first_link]]

[[> mail/foot.txt]]
