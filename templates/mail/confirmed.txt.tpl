[[mail.confirmed]]

[[> mail/visit.txt]]

[[> mail/foot.txt]]
