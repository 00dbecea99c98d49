-- The system tables. Types as in engine/values/src/column.rs: identities BLOB, instants INTEGER microseconds, JSON TEXT.

CREATE TABLE department (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    parent BLOB REFERENCES department (id) DEFERRABLE INITIALLY DEFERRED,
    head BLOB REFERENCES app_user (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX department_parent ON department (parent, position);
CREATE INDEX department_head ON department (head);

CREATE TABLE app_user (
    id BLOB PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    password_hash TEXT,
    language TEXT,
    department BLOB REFERENCES department (id) DEFERRABLE INITIALLY DEFERRED,
    superior BLOB REFERENCES app_user (id) DEFERRABLE INITIALLY DEFERRED,
    active INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX app_user_login ON app_user (login);
CREATE INDEX app_user_department ON app_user (department);
CREATE INDEX app_user_superior ON app_user (superior);

CREATE TABLE user_department (
    user_id BLOB NOT NULL REFERENCES app_user (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    department BLOB NOT NULL REFERENCES department (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (user_id, department)
) WITHOUT ROWID;
CREATE INDEX user_department_department ON user_department (department);

CREATE TABLE role_member (
    role TEXT NOT NULL,
    user_id BLOB NOT NULL REFERENCES app_user (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (role, user_id)
) WITHOUT ROWID;
CREATE INDEX role_member_user ON role_member (user_id);

CREATE TABLE session (
    id BLOB PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES app_user (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    revoked_at INTEGER,
    user_agent TEXT
);
CREATE INDEX session_by_user ON session (user_id, created_at);

CREATE TABLE refresh_token (
    hash TEXT PRIMARY KEY,
    session BLOB NOT NULL REFERENCES session (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) WITHOUT ROWID;
CREATE INDEX refresh_token_session ON refresh_token (session);
CREATE INDEX refresh_token_expiry ON refresh_token (expires_at);

CREATE TABLE document (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    release_number INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
);

CREATE TABLE model_release (
    number INTEGER PRIMARY KEY,
    published_at INTEGER NOT NULL,
    published_by BLOB,
    note TEXT NOT NULL,
    documents TEXT NOT NULL
);

CREATE TABLE record_history (
    id BLOB PRIMARY KEY,
    object TEXT NOT NULL,
    record BLOB NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by BLOB,
    action TEXT NOT NULL,
    changes TEXT NOT NULL
);
CREATE INDEX record_history_record ON record_history (object, record, changed_at, id);

CREATE TABLE flow_version (
    hash TEXT PRIMARY KEY,
    flow TEXT NOT NULL,
    document TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE flow_instance (
    id BLOB PRIMARY KEY,
    flow TEXT NOT NULL,
    version TEXT NOT NULL REFERENCES flow_version (hash) DEFERRABLE INITIALLY DEFERRED,
    object TEXT NOT NULL,
    record BLOB NOT NULL,
    initiator BLOB NOT NULL,
    state TEXT NOT NULL,
    revision INTEGER NOT NULL,
    previous BLOB REFERENCES flow_instance (id) DEFERRABLE INITIALLY DEFERRED,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    state_json TEXT NOT NULL
);
CREATE UNIQUE INDEX flow_instance_running ON flow_instance (object, record, flow) WHERE state = 'running';
CREATE INDEX flow_instance_record ON flow_instance (object, record, started_at);
CREATE INDEX flow_instance_initiator ON flow_instance (initiator, started_at);

CREATE TABLE flow_task (
    id BLOB PRIMARY KEY,
    instance BLOB NOT NULL REFERENCES flow_instance (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    step TEXT NOT NULL,
    assignee BLOB NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT,
    comment TEXT,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    acted_by BLOB
);
CREATE INDEX flow_task_assignee ON flow_task (assignee, state, opened_at, id);
CREATE INDEX flow_task_instance ON flow_task (instance);

CREATE TABLE flow_log (
    instance BLOB NOT NULL REFERENCES flow_instance (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    seq INTEGER NOT NULL,
    logged_at INTEGER NOT NULL,
    actor BLOB,
    command TEXT NOT NULL,
    events TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (instance, seq)
);

CREATE TABLE flow_grant (
    object TEXT NOT NULL,
    record BLOB NOT NULL,
    user_id BLOB NOT NULL,
    instance BLOB NOT NULL REFERENCES flow_instance (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (object, record, user_id, instance)
) WITHOUT ROWID;
CREATE INDEX flow_grant_user ON flow_grant (user_id, object, record);
CREATE INDEX flow_grant_instance ON flow_grant (instance);

CREATE TABLE notice (
    id BLOB PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES app_user (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    created_at INTEGER NOT NULL,
    key TEXT NOT NULL,
    template TEXT NOT NULL,
    params TEXT NOT NULL,
    object TEXT,
    record BLOB,
    read_at INTEGER
);
CREATE UNIQUE INDEX notice_key ON notice (key);
CREATE INDEX notice_user_read ON notice (user_id, read_at);
CREATE INDEX notice_user_time ON notice (user_id, created_at, id);

CREATE TABLE outbox (
    id BLOB PRIMARY KEY,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    available_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    delivered_at INTEGER,
    failed_at INTEGER,
    error TEXT
);
CREATE UNIQUE INDEX outbox_key ON outbox (key);
CREATE INDEX outbox_pending ON outbox (available_at, id) WHERE delivered_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_delivered ON outbox (delivered_at) WHERE delivered_at IS NOT NULL;

CREATE TABLE job (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    run_at INTEGER NOT NULL,
    lease_until INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    progress INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    unique_key TEXT
);
CREATE UNIQUE INDEX job_unique_key ON job (unique_key);
CREATE INDEX job_waiting ON job (run_at, id) WHERE state = 'waiting';
CREATE INDEX job_running ON job (lease_until, id) WHERE state = 'running';
CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE idempotency (
    user_id BLOB NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    etag TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_created ON idempotency (created_at);

CREATE TABLE file (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    object TEXT,
    record BLOB,
    field TEXT
);
CREATE INDEX file_record ON file (object, record);
CREATE INDEX file_sha256 ON file (sha256);
CREATE INDEX file_loose ON file (created_at) WHERE record IS NULL;

CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
