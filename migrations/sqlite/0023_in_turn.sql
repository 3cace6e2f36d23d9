-- Services one after the other by different therapists or in different rooms: a row for each, with the first one's id.
ALTER TABLE appointment ADD COLUMN in_turn INTEGER;
CREATE INDEX appointment_in_turn ON appointment (tenant, in_turn) WHERE in_turn IS NOT NULL;
