-- Second factors: one-time codes of an app, and recovery codes for when it is lost.

CREATE TABLE second_factor (
    user_id BLOB PRIMARY KEY REFERENCES app_user (id),
    secret TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    last_step INTEGER NOT NULL
);
CREATE TABLE recovery_code (
    hash TEXT PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES app_user (id),
    used_at INTEGER
);
CREATE INDEX recovery_code_user ON recovery_code (user_id);
