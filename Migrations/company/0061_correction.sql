-- A job that has a history may be put right: what its warranty says is frozen anew then, and the old verdict is kept beside it.
VOCABULARY cover_occasion ('intake', 'visit', 'end', 'decision', 'correction');
KEY job_cover.occasion TO cover_occasion (code);
-- Few jobs are ever corrected; whom one was taken from must be found where his data are taken out.
CREATE INDEX job_event_corrected ON job_event (job_id) WHERE kind = 'corrected';
