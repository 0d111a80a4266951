-- When a picture was deleted from the library; NULL while it is there. Its row and its files follow a day later,
-- so that it can be put back until then.
ALTER TABLE media ADD COLUMN deleted_at BIGINT;
