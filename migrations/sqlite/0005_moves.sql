-- Where a visit stood before it was moved, so that the desk can move it back later too (R34).
CREATE TABLE appointment_move (tenant INTEGER NOT NULL, id INTEGER NOT NULL, appointment INTEGER NOT NULL, at INTEGER NOT NULL,
  start INTEGER NOT NULL, practitioner INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX appointment_move_of ON appointment_move (tenant, appointment, at);
