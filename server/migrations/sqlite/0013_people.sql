-- Invitations: who an account made with the link signs as, and for whom the link was made, in the words of
-- whoever made it.
ALTER TABLE links ADD COLUMN author_id BIGINT REFERENCES authors (id);
ALTER TABLE links ADD COLUMN note TEXT NOT NULL DEFAULT '';
-- The picture an author is shown with; NULL for a drawn one.
ALTER TABLE authors ADD COLUMN portrait_media_id BIGINT REFERENCES media (id);
