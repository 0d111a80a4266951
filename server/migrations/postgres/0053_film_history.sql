-- What a film's record said before it was changed: all fields as the desk's form has them, and who changed it when.
CREATE TABLE film_history (
    film_id BIGINT NOT NULL REFERENCES films (id),
    number INTEGER NOT NULL,
    -- All fields, JSON.
    fields TEXT NOT NULL,
    -- Unix microseconds, and by which account.
    changed_at BIGINT NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    PRIMARY KEY (film_id, number)
);
