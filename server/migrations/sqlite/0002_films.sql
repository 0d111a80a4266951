-- People: everybody in the credits of a film.
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    -- The permalink's word.
    slug TEXT NOT NULL UNIQUE,
    -- The name as credited.
    name TEXT NOT NULL
);

-- Films: one record for every film, whatever is written about it.
CREATE TABLE films (
    id INTEGER PRIMARY KEY,
    -- The permalink's word.
    slug TEXT NOT NULL UNIQUE,
    -- The title it is reviewed under.
    title TEXT NOT NULL,
    -- The title in its own language, when another.
    original_title TEXT,
    -- The year of release.
    year INTEGER,
    -- The running time in minutes.
    runtime_minutes INTEGER,
    -- What it cost, in whole units of budget_currency (ISO 4217).
    budget_amount BIGINT,
    budget_currency TEXT,
    -- The film's number at IMDb, such as tt0000000.
    imdb_id TEXT,
    -- A rating from elsewhere: where, how much in tenths, on which scale, read when (Unix microseconds).
    outside_source TEXT,
    outside_tenths INTEGER,
    outside_out_of INTEGER,
    outside_read_at BIGINT
);

-- Countries of production, the main one at position 1.
CREATE TABLE film_countries (
    film_id BIGINT NOT NULL REFERENCES films (id),
    position INTEGER NOT NULL,
    -- ISO 3166-1 alpha-2, when known.
    code TEXT,
    -- The name as the publication writes it.
    name TEXT NOT NULL,
    PRIMARY KEY (film_id, position)
);

-- Credits: who did what, in credits order within a role.
CREATE TABLE credits (
    film_id BIGINT NOT NULL REFERENCES films (id),
    -- director, writer or cast.
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    -- The character played.
    character_name TEXT,
    PRIMARY KEY (film_id, role, position)
);
CREATE INDEX credits_person ON credits (person_id, film_id);
