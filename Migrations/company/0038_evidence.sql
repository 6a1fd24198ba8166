-- How many photos the company asks for of a job of this kind before it ends; 0 where it asks for none.
ALTER TABLE service_type ADD COLUMN photos INTEGER NOT NULL DEFAULT 0 CHECK (photos BETWEEN 0 AND 12);
