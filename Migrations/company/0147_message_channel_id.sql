-- The list of messages narrowed to text messages or mail.
CREATE INDEX message_channel_id ON message (channel, id);
