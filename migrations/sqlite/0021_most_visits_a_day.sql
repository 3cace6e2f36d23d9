-- How many visits a day of a service at each place, and of a therapist at all places: 0 is no limit.
ALTER TABLE service ADD COLUMN visits_a_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE practitioner ADD COLUMN visits_a_day INTEGER NOT NULL DEFAULT 0;
