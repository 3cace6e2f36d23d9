[[mail.cancelled]]

[[> mail/visit.txt]]

[[mail.again]]

[[> mail/foot.txt]]
