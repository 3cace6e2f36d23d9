-- Who goes where when a therapist or a room is lost for a day: the call list with what is offered,
-- how each call went, and where the visit stood before (R37). And whom a client asked for.
CREATE TABLE reseat (tenant INTEGER NOT NULL, id INTEGER NOT NULL, kind TEXT NOT NULL, resource INTEGER NOT NULL,
  day TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL, closed INTEGER, staff INTEGER, time_off INTEGER,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX reseat_day ON reseat (tenant, day);

CREATE TABLE reseat_item (tenant INTEGER NOT NULL, reseat INTEGER NOT NULL, appointment INTEGER NOT NULL,
  hold INTEGER, practitioner INTEGER, room INTEGER, start INTEGER, why TEXT NOT NULL,
  state TEXT NOT NULL, state_before TEXT NOT NULL, called INTEGER, staff INTEGER,
  was_status TEXT NOT NULL, was_practitioner INTEGER NOT NULL, was_room INTEGER NOT NULL, was_start INTEGER NOT NULL,
  was_busy_from INTEGER NOT NULL, was_busy_until INTEGER NOT NULL, was_room_from INTEGER NOT NULL, was_room_until INTEGER NOT NULL,
  PRIMARY KEY (tenant, reseat, appointment)) STRICT;

CREATE TABLE client_wish (tenant INTEGER NOT NULL, client INTEGER NOT NULL, gender TEXT NOT NULL,
  PRIMARY KEY (tenant, client)) STRICT;
