-- Likes: one per visitor and thing.
CREATE TABLE review_likes (
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    visitor_id BIGINT NOT NULL REFERENCES visitors (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (review_id, visitor_id)
);
CREATE TABLE comment_likes (
    comment_id BIGINT NOT NULL REFERENCES comments (id),
    visitor_id BIGINT NOT NULL REFERENCES visitors (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (comment_id, visitor_id)
);
CREATE INDEX comment_likes_visitor ON comment_likes (visitor_id, comment_id);
