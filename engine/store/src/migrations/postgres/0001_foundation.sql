-- The system tables. Types as in engine/values/src/column.rs. Text is ordered by its bytes, as SQLite does, so that
-- both databases page in the same order.

CREATE TABLE department (
    id uuid PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    parent uuid REFERENCES department (id) DEFERRABLE INITIALLY DEFERRED,
    head uuid,
    position bigint NOT NULL DEFAULT 0
);
CREATE INDEX department_parent ON department (parent, position);
CREATE INDEX department_head ON department (head);

CREATE TABLE app_user (
    id uuid PRIMARY KEY,
    login text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    email text COLLATE "C",
    phone text COLLATE "C",
    password_hash text COLLATE "C",
    language text COLLATE "C",
    department uuid REFERENCES department (id) DEFERRABLE INITIALLY DEFERRED,
    superior uuid REFERENCES app_user (id) DEFERRABLE INITIALLY DEFERRED,
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL
);
ALTER TABLE department ADD FOREIGN KEY (head) REFERENCES app_user (id) DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX app_user_login ON app_user (login);
CREATE INDEX app_user_department ON app_user (department);
CREATE INDEX app_user_superior ON app_user (superior);

CREATE TABLE user_department (
    user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    department uuid NOT NULL REFERENCES department (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (user_id, department)
);
CREATE INDEX user_department_department ON user_department (department);

CREATE TABLE role_member (
    role text COLLATE "C" NOT NULL,
    user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (role, user_id)
);
CREATE INDEX role_member_user ON role_member (user_id);

CREATE TABLE session (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    revoked_at timestamptz,
    user_agent text COLLATE "C"
);
CREATE INDEX session_by_user ON session (user_id, created_at);

CREATE TABLE refresh_token (
    hash text COLLATE "C" PRIMARY KEY,
    session uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX refresh_token_session ON refresh_token (session);
CREATE INDEX refresh_token_expiry ON refresh_token (expires_at);

CREATE TABLE document (
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    body jsonb NOT NULL,
    release_number bigint NOT NULL,
    PRIMARY KEY (kind, name)
);

CREATE TABLE model_release (
    number bigint PRIMARY KEY,
    published_at timestamptz NOT NULL,
    published_by uuid,
    note text COLLATE "C" NOT NULL,
    documents jsonb NOT NULL
);

CREATE TABLE record_history (
    id uuid PRIMARY KEY,
    object text COLLATE "C" NOT NULL,
    record uuid NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid,
    action text COLLATE "C" NOT NULL,
    changes jsonb NOT NULL
);
CREATE INDEX record_history_record ON record_history (object, record, changed_at, id);

CREATE TABLE flow_version (
    hash text COLLATE "C" PRIMARY KEY,
    flow text COLLATE "C" NOT NULL,
    document jsonb NOT NULL
);

CREATE TABLE flow_instance (
    id uuid PRIMARY KEY,
    flow text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL REFERENCES flow_version (hash) DEFERRABLE INITIALLY DEFERRED,
    object text COLLATE "C" NOT NULL,
    record uuid NOT NULL,
    initiator uuid NOT NULL,
    state text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    previous uuid REFERENCES flow_instance (id) DEFERRABLE INITIALLY DEFERRED,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    state_json jsonb NOT NULL
);
CREATE UNIQUE INDEX flow_instance_running ON flow_instance (object, record, flow) WHERE state = 'running';
CREATE INDEX flow_instance_record ON flow_instance (object, record, started_at);
CREATE INDEX flow_instance_initiator ON flow_instance (initiator, started_at);

CREATE TABLE flow_task (
    id uuid PRIMARY KEY,
    instance uuid NOT NULL REFERENCES flow_instance (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    step text COLLATE "C" NOT NULL,
    assignee uuid NOT NULL,
    kind text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    outcome text COLLATE "C",
    comment text COLLATE "C",
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    acted_by uuid
);
CREATE INDEX flow_task_assignee ON flow_task (assignee, state, opened_at, id);
CREATE INDEX flow_task_instance ON flow_task (instance);

CREATE TABLE flow_log (
    instance uuid NOT NULL REFERENCES flow_instance (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    seq bigint NOT NULL,
    logged_at timestamptz NOT NULL,
    actor uuid,
    command jsonb NOT NULL,
    events jsonb NOT NULL,
    prev_hash text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    PRIMARY KEY (instance, seq)
);

CREATE TABLE flow_grant (
    object text COLLATE "C" NOT NULL,
    record uuid NOT NULL,
    user_id uuid NOT NULL,
    instance uuid NOT NULL REFERENCES flow_instance (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (object, record, user_id, instance)
);
CREATE INDEX flow_grant_user ON flow_grant (user_id, object, record);
CREATE INDEX flow_grant_instance ON flow_grant (instance);

CREATE TABLE notice (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    created_at timestamptz NOT NULL,
    key text COLLATE "C" NOT NULL,
    template text COLLATE "C" NOT NULL,
    params jsonb NOT NULL,
    object text COLLATE "C",
    record uuid,
    read_at timestamptz
);
CREATE UNIQUE INDEX notice_key ON notice (key);
CREATE INDEX notice_user_read ON notice (user_id, read_at);
CREATE INDEX notice_user_time ON notice (user_id, created_at, id);

CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    key text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    payload jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    available_at timestamptz NOT NULL,
    attempts bigint NOT NULL DEFAULT 0,
    delivered_at timestamptz,
    failed_at timestamptz,
    error text COLLATE "C"
);
CREATE UNIQUE INDEX outbox_key ON outbox (key);
CREATE INDEX outbox_pending ON outbox (available_at, id) WHERE delivered_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_delivered ON outbox (delivered_at) WHERE delivered_at IS NOT NULL;

CREATE TABLE job (
    id uuid PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    payload jsonb NOT NULL,
    state text COLLATE "C" NOT NULL,
    run_at timestamptz NOT NULL,
    lease_until timestamptz,
    attempts bigint NOT NULL DEFAULT 0,
    progress bigint NOT NULL DEFAULT 0,
    error text COLLATE "C",
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    unique_key text COLLATE "C"
);
CREATE UNIQUE INDEX job_unique_key ON job (unique_key);
CREATE INDEX job_waiting ON job (run_at, id) WHERE state = 'waiting';
CREATE INDEX job_running ON job (lease_until, id) WHERE state = 'running';
CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE idempotency (
    user_id uuid NOT NULL,
    key text COLLATE "C" NOT NULL,
    request_hash text COLLATE "C" NOT NULL,
    status bigint NOT NULL,
    body text COLLATE "C" NOT NULL,
    etag text COLLATE "C",
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_created ON idempotency (created_at);

CREATE TABLE file (
    id uuid PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    media_type text COLLATE "C" NOT NULL,
    size bigint NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    object text COLLATE "C",
    record uuid,
    field text COLLATE "C"
);
CREATE INDEX file_record ON file (object, record);
CREATE INDEX file_sha256 ON file (sha256);
CREATE INDEX file_loose ON file (created_at) WHERE record IS NULL;

CREATE TABLE counter (
    name text COLLATE "C" PRIMARY KEY,
    value bigint NOT NULL
);

CREATE TABLE setting (
    key text COLLATE "C" PRIMARY KEY,
    value jsonb NOT NULL
);
