-- Rules of free time that a clinic sets: the minutes after a visit until its room may be used again, visits
-- that are offered only where they leave no gap, and a break that lies somewhere between two times of a
-- shift. What stood before keeps the values that change nothing.
ALTER TABLE room ADD COLUMN turnover_minutes INTEGER NOT NULL DEFAULT 0;

ALTER TABLE service ADD COLUMN no_gaps INTEGER NOT NULL DEFAULT 0;

ALTER TABLE shift ADD COLUMN floating_minutes INTEGER;
ALTER TABLE shift ADD COLUMN floating_from INTEGER;
ALTER TABLE shift ADD COLUMN floating_to INTEGER;
