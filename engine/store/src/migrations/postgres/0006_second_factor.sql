-- Second factors: one-time codes of an app, and recovery codes for when it is lost.

CREATE TABLE second_factor (
    user_id uuid PRIMARY KEY REFERENCES app_user (id),
    secret text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step bigint NOT NULL
);
CREATE TABLE recovery_code (
    hash text COLLATE "C" PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user (id),
    used_at timestamptz
);
CREATE INDEX recovery_code_user ON recovery_code (user_id);
