[[mail.call]] {{PHONE}}
{{CLINIC}}
