-- The second factor of an account: a secret shared with an app that makes codes of it (RFC 6238).
CREATE TABLE second_factors (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    -- The secret, encrypted.
    secret BLOB NOT NULL,
    -- The 30-second step of the last code that was taken: each code is taken once.
    last_step BIGINT NOT NULL DEFAULT 0,
    -- Unix microseconds; confirmed_at is NULL until a first code has shown that the app has the secret.
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT
);

-- Codes for when the app is lost, each used once.
CREATE TABLE recovery_codes (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    -- A keyed digest of the code.
    code_digest BLOB NOT NULL,
    -- Unix microseconds; NULL until it was used.
    used_at BIGINT,
    PRIMARY KEY (account_id, code_digest)
);

-- Passkeys: what an account signs in with besides its password (WebAuthn).
CREATE TABLE passkeys (
    id INTEGER PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    -- The credential's id, as the browser names it.
    credential_id BLOB NOT NULL UNIQUE,
    -- The public key and what goes with it, JSON of the library that checks it.
    data TEXT NOT NULL,
    -- What the account calls it.
    name TEXT NOT NULL,
    -- Unix microseconds; used_at is NULL until it was used.
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkeys_account ON passkeys (account_id, id);
