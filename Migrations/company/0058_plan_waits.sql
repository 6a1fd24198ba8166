-- Whom to call of one plan, in order.
CREATE INDEX plan_service_template_call ON plan_service (template_id, call_on, id) WHERE state IN ('due', 'called');
-- What of a machine waits, for a job of it that somebody made by hand.
CREATE INDEX plan_service_unit_waits ON plan_service (unit_id, planned_on) WHERE state IN ('planned', 'due', 'called');
