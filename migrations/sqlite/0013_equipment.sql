-- Equipment that visits need: a kind ("Cupping set") with so many pieces, each of which is kept busy like a
-- room, and the services that need it. Which pieces a visit, a hold or a visit on a call list has stands with
-- it, as ids with a space between. And what a day is called on which the clinic is closed.
CREATE TABLE equipment (tenant INTEGER NOT NULL, id INTEGER NOT NULL, location INTEGER NOT NULL, name TEXT NOT NULL,
  pieces INTEGER NOT NULL, active INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;

CREATE TABLE equipment_piece (tenant INTEGER NOT NULL, id INTEGER NOT NULL, equipment INTEGER NOT NULL,
  number INTEGER NOT NULL, PRIMARY KEY (tenant, id)) STRICT;

CREATE TABLE service_equipment (tenant INTEGER NOT NULL, service INTEGER NOT NULL, equipment INTEGER NOT NULL,
  PRIMARY KEY (tenant, service, equipment)) STRICT;

ALTER TABLE appointment ADD COLUMN equipment TEXT NOT NULL DEFAULT '';
ALTER TABLE hold ADD COLUMN equipment TEXT NOT NULL DEFAULT '';
ALTER TABLE reseat_item ADD COLUMN was_equipment TEXT NOT NULL DEFAULT '';
ALTER TABLE time_off ADD COLUMN name TEXT NOT NULL DEFAULT '';

-- Whom the desk calls about a time that is kept for somebody who waits and has no e-mail.
ALTER TABLE wait_offer ADD COLUMN task INTEGER;
