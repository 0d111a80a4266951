-- Likes that an import brought as a bare number, with nobody here behind them. They are a part of like_count.
ALTER TABLE reviews ADD COLUMN brought_likes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE comments ADD COLUMN brought_likes BIGINT NOT NULL DEFAULT 0;
