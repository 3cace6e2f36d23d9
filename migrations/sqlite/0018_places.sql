-- Several places of one owner on one database, each served by programs of its own (docs/scale.md): whose
-- work, message, task and waiting this is. None: whoever comes first. And which visit a message is about.
ALTER TABLE due_work ADD COLUMN location INTEGER;
ALTER TABLE outbox ADD COLUMN location INTEGER;
ALTER TABLE outbox ADD COLUMN appointment INTEGER;
ALTER TABLE task ADD COLUMN location INTEGER;
ALTER TABLE wait_entry ADD COLUMN location INTEGER;
ALTER TABLE hold ADD COLUMN location INTEGER;

-- A place's days and a therapist's, whatever else the group has.
CREATE INDEX appointment_place ON appointment (tenant, location, start);
CREATE INDEX appointment_therapist ON appointment (tenant, practitioner, start);
