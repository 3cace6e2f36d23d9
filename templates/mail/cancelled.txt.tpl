[[mail.cancelled]]

[[> mail/visit.txt]]

{{#FEE_ASKED}}[[mail.fee]]

{{/FEE_ASKED}}[[mail.again]]

[[> mail/foot.txt]]
