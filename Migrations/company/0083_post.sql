-- A code let somebody in, or let him choose a password; an invitation's link went to the number itself.
INSERT INTO person_event_kind (code) VALUES ('code_in'), ('code_reset'), ('invited_by_message');
