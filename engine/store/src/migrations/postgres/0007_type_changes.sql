-- Changes of the type of a field: the column before waits in the recycle area with what was done about the values that
-- did not convert; a change is worked through beside the running application, and records that are written meanwhile
-- are noted.

ALTER TABLE recycled ADD COLUMN choices jsonb;

CREATE TABLE type_change (
    id uuid PRIMARY KEY,
    object_uid text COLLATE "C" NOT NULL,
    table_name text COLLATE "C" NOT NULL,
    columns jsonb NOT NULL,
    state text COLLATE "C" NOT NULL,
    base_release bigint NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    started_at timestamptz NOT NULL
);

-- Records whose value was written after they were converted, and the fields of a record whose values did not convert.
CREATE TABLE type_change_record (
    type_change uuid NOT NULL,
    record uuid NOT NULL,
    is_written boolean NOT NULL,
    failing text[] NOT NULL,
    PRIMARY KEY (type_change, record)
);
CREATE INDEX type_change_record_written ON type_change_record (type_change) WHERE is_written;

-- While a change is worked through, notes whoever writes the column before; once it is done, refuses to, since nobody
-- reads that column any more: it is a process or a request that still has the model before.
CREATE FUNCTION tenon_type_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM type_change WHERE id = TG_ARGV[0]::uuid AND state = 'done') THEN
        RAISE EXCEPTION 'tenon: the model has changed' USING ERRCODE = '40001';
    END IF;
    INSERT INTO type_change_record (type_change, record, is_written, failing)
    VALUES (TG_ARGV[0]::uuid, NEW.id, true, '{}')
    ON CONFLICT (type_change, record) DO UPDATE SET is_written = true;
    RETURN NULL;
END $$;
