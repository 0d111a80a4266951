-- Where a review stands. It can be read by everybody while published_at is set, and by nobody else's list,
-- feed or page while it is not; the columns here say what it is then.
-- When the server is to publish it; NULL unless it is scheduled.
ALTER TABLE reviews ADD COLUMN publish_at BIGINT;
-- Why the server could not publish it at its time; empty when nothing went wrong.
ALTER TABLE reviews ADD COLUMN publish_problem TEXT NOT NULL DEFAULT '';
-- The day it carries, kept while it cannot be read; NULL until it was published once.
ALTER TABLE reviews ADD COLUMN first_published_at BIGINT;
-- When it was taken back; NULL unless it is unpublished.
ALTER TABLE reviews ADD COLUMN unpublished_at BIGINT;
-- When it was published for those who know its password, which is not published_at on purpose: no list, feed,
-- search or card may ever have it.
ALTER TABLE reviews ADD COLUMN locked_at BIGINT;
-- The password it is read with, as an argon2id string; NULL for everybody.
ALTER TABLE reviews ADD COLUMN access_hash TEXT;
-- When it was thrown away, and where it stood before: draft, scheduled, published or unpublished.
ALTER TABLE reviews ADD COLUMN trashed_at BIGINT;
ALTER TABLE reviews ADD COLUMN trashed_from TEXT;
-- When its published text last changed; NULL while it is as it was first published.
ALTER TABLE reviews ADD COLUMN edited_at BIGINT;
-- The address that machines are to take for the text's own, when that is elsewhere; empty when it is here.
ALTER TABLE reviews ADD COLUMN canonical TEXT NOT NULL DEFAULT '';
CREATE INDEX reviews_publish_at ON reviews (publish_at) WHERE publish_at IS NOT NULL;
