-- Pictures, kept as files named by the digest of what was sent in.
CREATE TABLE media (
    id INTEGER PRIMARY KEY,
    -- BLAKE3 of the original, 64 hexadecimal digits.
    hash TEXT NOT NULL UNIQUE,
    -- The ending of the files, which says what they are.
    extension TEXT NOT NULL,
    -- The full size in pixels.
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    -- The widths there is a file of, in ascending order, parted by commas.
    widths TEXT NOT NULL,
    -- The name of the file it came from.
    name TEXT NOT NULL
);
