-- The second lock on the door: the day masks decide, and should they ever be wrong, PostgreSQL itself
-- refuses a therapist or a room that is taken twice. Statuses are those that keep the time.
CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE appointment ADD CONSTRAINT appointment_therapist_once EXCLUDE USING gist
  (tenant WITH =, practitioner WITH =, int8range(busy_from, busy_until) WITH &&)
  WHERE (status NOT IN ('cancelled', 'late_cancelled', 'no_show'));

ALTER TABLE appointment ADD CONSTRAINT appointment_room_once EXCLUDE USING gist
  (tenant WITH =, room WITH =, int8range(room_from, room_until) WITH &&)
  WHERE (status NOT IN ('cancelled', 'late_cancelled', 'no_show'));
