-- Two people who come at the same time: a room with two tables, and two visits with the same id of the pair.
ALTER TABLE room ADD COLUMN tables INTEGER NOT NULL DEFAULT 1;
ALTER TABLE appointment ADD COLUMN together INTEGER;
CREATE INDEX appointment_together ON appointment (tenant, together) WHERE together IS NOT NULL;
