-- The list of units is narrowed by model and read from the newest on.
CREATE INDEX unit_model_newest ON unit (model_id, id);
DROP INDEX unit_model;
