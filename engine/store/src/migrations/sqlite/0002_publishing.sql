-- Change sets (drafts of releases) and the recycle area of fields and objects that a release took out.

CREATE TABLE change_set (
    id BLOB PRIMARY KEY,
    title TEXT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    base_release INTEGER NOT NULL,
    author BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    release_number INTEGER
);
CREATE INDEX change_set_state ON change_set (state, updated_at);

CREATE TABLE change_set_document (
    change_set BLOB NOT NULL REFERENCES change_set (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT,
    updated_at INTEGER NOT NULL,
    updated_by BLOB,
    PRIMARY KEY (change_set, kind, name)
);

CREATE TABLE recycled (
    id BLOB PRIMARY KEY,
    object_uid TEXT NOT NULL,
    object_name TEXT NOT NULL,
    field_uid TEXT,
    field_name TEXT,
    label TEXT NOT NULL,
    definition TEXT NOT NULL,
    table_name TEXT NOT NULL,
    column_name TEXT,
    records INTEGER NOT NULL,
    release_number INTEGER NOT NULL,
    removed_at INTEGER NOT NULL,
    removed_by BLOB,
    expires_at INTEGER NOT NULL
);
CREATE INDEX recycled_expiry ON recycled (expires_at);

CREATE TABLE recycled_reference (
    recycled BLOB NOT NULL REFERENCES recycled (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    column_name TEXT NOT NULL,
    record BLOB NOT NULL,
    target BLOB NOT NULL,
    PRIMARY KEY (recycled, column_name, record)
) WITHOUT ROWID;
