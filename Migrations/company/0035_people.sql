-- An administrator ends somebody's sessions, takes his second step of the sign-in away, and says whose roles need one.
INSERT INTO person_event_kind (code) VALUES ('signed_out'), ('second_step_removed');
