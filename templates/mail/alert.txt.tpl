[[mail.alert]]
{{LINK}}

{{CLINIC}}
