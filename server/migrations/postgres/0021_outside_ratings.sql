-- Every outside rating that was read, so that a film's page shows how it changed. The one that counts
-- now stands in films as well.
CREATE TABLE outside_ratings (
    film_id BIGINT NOT NULL REFERENCES films (id),
    -- Where, how much in tenths, on which scale, read when (Unix microseconds).
    source TEXT NOT NULL,
    tenths INTEGER NOT NULL,
    out_of INTEGER NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (film_id, source, read_at)
);
INSERT INTO outside_ratings (film_id, source, tenths, out_of, read_at)
SELECT id, outside_source, outside_tenths, outside_out_of, outside_read_at
FROM films
WHERE outside_source IS NOT NULL
    AND outside_tenths IS NOT NULL
    AND outside_out_of IS NOT NULL
    AND outside_read_at IS NOT NULL;
