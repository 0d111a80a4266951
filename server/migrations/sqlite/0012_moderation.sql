-- What moderators did with comments, in order; of each comment the newest row is in force.
CREATE TABLE moderation (
    id INTEGER PRIMARY KEY,
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    -- Who did it.
    account_id BIGINT REFERENCES accounts (id),
    -- hold, trash or restore.
    act TEXT NOT NULL,
    -- Why, as its writer is told: rude, off-topic, spoiler, spam or other; empty when restored.
    reason TEXT NOT NULL,
    -- Unix microseconds.
    created_at BIGINT NOT NULL
);
CREATE INDEX moderation_comment ON moderation (comment_id, id);
