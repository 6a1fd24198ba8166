-- The list of jobs is narrowed by what the warranty said when the work was done.
CREATE INDEX job_warranty ON job (warranty, received_on, id) WHERE warranty IS NOT NULL;
