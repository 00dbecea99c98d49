-- Sign-in: failures that slow down guessing, where sessions are, one-time tokens, and the audit trail.

CREATE TABLE sign_in_brake (
    key text COLLATE "C" PRIMARY KEY,
    failures bigint NOT NULL,
    last_at timestamptz NOT NULL
);
CREATE INDEX sign_in_brake_last_at ON sign_in_brake (last_at);

ALTER TABLE session ADD COLUMN address text COLLATE "C";
CREATE INDEX session_revoked_at ON session (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE one_time_token (
    hash text COLLATE "C" PRIMARY KEY,
    purpose text COLLATE "C" NOT NULL,
    user_id uuid REFERENCES app_user (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX one_time_token_user ON one_time_token (user_id, purpose);

CREATE TABLE audit_entry (
    seq bigint PRIMARY KEY,
    logged_at timestamptz NOT NULL,
    event text COLLATE "C" NOT NULL,
    actor uuid,
    person uuid,
    address text COLLATE "C",
    detail text COLLATE "C" NOT NULL,
    prev_hash text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL
);
CREATE INDEX audit_entry_person ON audit_entry (person, seq);
CREATE INDEX audit_entry_event ON audit_entry (event, seq);

-- The newest entry; its row is the lock under which entries are added one after the other.
CREATE TABLE audit_head (
    id bigint PRIMARY KEY,
    seq bigint NOT NULL,
    hash text COLLATE "C" NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');

CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is only added to';
END
$$;
CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays();
