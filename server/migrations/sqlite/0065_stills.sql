-- What is known of a picture besides its files: what it shows, and whose it is.
ALTER TABLE media ADD COLUMN alt TEXT NOT NULL DEFAULT '';
ALTER TABLE media ADD COLUMN credit TEXT NOT NULL DEFAULT '';
-- The point that stays to be seen where it is cut, in thousandths from the left and from the top.
ALTER TABLE media ADD COLUMN focus_x INTEGER NOT NULL DEFAULT 500;
ALTER TABLE media ADD COLUMN focus_y INTEGER NOT NULL DEFAULT 500;
-- The account that sent it in, and when; NULL where an import brought it. No reference, because in an archive
-- pictures come before accounts, and accounts are never deleted.
ALTER TABLE media ADD COLUMN uploaded_by BIGINT;
ALTER TABLE media ADD COLUMN created_at BIGINT;
