-- What a therapist keeps free around a session of one service, or of every one (0), in place of the service's
-- own minutes; the most of their week, where it is not the clinic's; what several lengths of one thing are
-- called together; and how often the owner's shifts, rooms and rules changed, so that a booking that was
-- decided by older ones is seen in its transaction.
CREATE TABLE practitioner_buffer (tenant INTEGER NOT NULL, practitioner INTEGER NOT NULL, service INTEGER NOT NULL,
  before_minutes INTEGER NOT NULL, after_minutes INTEGER NOT NULL,
  PRIMARY KEY (tenant, practitioner, service)) STRICT;

CREATE TABLE practitioner_week (tenant INTEGER NOT NULL, practitioner INTEGER NOT NULL, minutes INTEGER, deep_minutes INTEGER,
  PRIMARY KEY (tenant, practitioner)) STRICT;

CREATE TABLE service_group (tenant INTEGER NOT NULL, service INTEGER NOT NULL, name_en TEXT NOT NULL, name_fr TEXT NOT NULL,
  PRIMARY KEY (tenant, service)) STRICT;

ALTER TABLE location ADD COLUMN house_version INTEGER NOT NULL DEFAULT 0;
