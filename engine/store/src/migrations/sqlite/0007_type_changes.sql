-- Changes of the type of a field: the column before waits in the recycle area with what was done about the values that
-- did not convert; on PostgreSQL a change is worked through beside the running application.

ALTER TABLE recycled ADD COLUMN choices TEXT;

CREATE TABLE type_change (
    id BLOB PRIMARY KEY,
    object_uid TEXT NOT NULL,
    table_name TEXT NOT NULL,
    columns TEXT NOT NULL,
    state TEXT NOT NULL,
    base_release INTEGER NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    started_at INTEGER NOT NULL
);
