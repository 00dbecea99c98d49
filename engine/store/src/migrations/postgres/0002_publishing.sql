-- Change sets (drafts of releases) and the recycle area of fields and objects that a release took out.

CREATE TABLE change_set (
    id uuid PRIMARY KEY,
    title text COLLATE "C" NOT NULL,
    note text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    base_release bigint NOT NULL,
    author uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    release_number bigint
);
CREATE INDEX change_set_state ON change_set (state, updated_at);

CREATE TABLE change_set_document (
    change_set uuid NOT NULL REFERENCES change_set (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    body jsonb,
    updated_at timestamptz NOT NULL,
    updated_by uuid,
    PRIMARY KEY (change_set, kind, name)
);

CREATE TABLE recycled (
    id uuid PRIMARY KEY,
    object_uid text COLLATE "C" NOT NULL,
    object_name text COLLATE "C" NOT NULL,
    field_uid text COLLATE "C",
    field_name text COLLATE "C",
    label jsonb NOT NULL,
    definition jsonb NOT NULL,
    table_name text COLLATE "C" NOT NULL,
    column_name text COLLATE "C",
    records bigint NOT NULL,
    release_number bigint NOT NULL,
    removed_at timestamptz NOT NULL,
    removed_by uuid,
    expires_at timestamptz NOT NULL
);
CREATE INDEX recycled_expiry ON recycled (expires_at);

CREATE TABLE recycled_reference (
    recycled uuid NOT NULL REFERENCES recycled (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    column_name text COLLATE "C" NOT NULL,
    record uuid NOT NULL,
    target uuid NOT NULL,
    PRIMARY KEY (recycled, column_name, record)
);
