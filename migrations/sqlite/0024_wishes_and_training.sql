-- Whom somebody who waits would rather be treated by: of a stranger it stands nowhere else.
ALTER TABLE wait_entry ADD COLUMN gender TEXT NOT NULL DEFAULT '';

-- Hours of massage training of a therapist, and how many of them were in deep tissue work; 0: not told.
ALTER TABLE practitioner ADD COLUMN training_hours INTEGER NOT NULL DEFAULT 0;
ALTER TABLE practitioner ADD COLUMN deep_training_hours INTEGER NOT NULL DEFAULT 0;
