-- Sign-in: failures that slow down guessing, where sessions are, one-time tokens, and the audit trail.

CREATE TABLE sign_in_brake (
    key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
);
CREATE INDEX sign_in_brake_last_at ON sign_in_brake (last_at);

ALTER TABLE session ADD COLUMN address TEXT;
CREATE INDEX session_revoked_at ON session (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE one_time_token (
    hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    user_id BLOB REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
);
CREATE INDEX one_time_token_user ON one_time_token (user_id, purpose);

CREATE TABLE audit_entry (
    seq INTEGER PRIMARY KEY,
    logged_at INTEGER NOT NULL,
    event TEXT NOT NULL,
    actor BLOB,
    person BLOB,
    address TEXT,
    detail TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_entry_person ON audit_entry (person, seq);
CREATE INDEX audit_entry_event ON audit_entry (event, seq);

-- The newest entry; its row is the lock under which entries are added one after the other.
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');

CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;
CREATE TRIGGER audit_entry_is_never_removed BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;
