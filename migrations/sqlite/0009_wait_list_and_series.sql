-- Who waits for a time, what they wish for, and what was offered to them until when. They are no
-- clients yet: how to reach them stands here and goes when they no longer wait.
CREATE TABLE wait_entry (tenant INTEGER NOT NULL, id INTEGER NOT NULL, service INTEGER NOT NULL, practitioner INTEGER,
  from_day TEXT NOT NULL, until_day TEXT NOT NULL, weekdays TEXT NOT NULL, from_minute INTEGER NOT NULL, until_minute INTEGER NOT NULL,
  name TEXT NOT NULL, birth_date TEXT, email TEXT NOT NULL, phone TEXT NOT NULL, language TEXT NOT NULL, created INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)) STRICT;

CREATE TABLE wait_offer (tenant INTEGER NOT NULL, id INTEGER NOT NULL, entry INTEGER NOT NULL, token_hash TEXT NOT NULL,
  practitioner INTEGER NOT NULL, start INTEGER NOT NULL, made INTEGER NOT NULL, expires INTEGER NOT NULL,
  state TEXT NOT NULL, appointment INTEGER,
  PRIMARY KEY (tenant, id)) STRICT;
CREATE INDEX wait_offer_of ON wait_offer (tenant, entry);

-- Visits that were booked as one series, so that the rest of them can be moved or cancelled at once.
CREATE TABLE series_visit (tenant INTEGER NOT NULL, appointment INTEGER NOT NULL, series INTEGER NOT NULL,
  PRIMARY KEY (tenant, appointment)) STRICT;
CREATE INDEX series_visit_of ON series_visit (tenant, series);
