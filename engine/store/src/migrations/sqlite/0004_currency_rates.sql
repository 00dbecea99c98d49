-- Rates of currencies to the company's own, each from its day on. A rate is an INTEGER of 1/100000000.

CREATE TABLE currency_rate (
    currency TEXT NOT NULL,
    day TEXT NOT NULL,
    rate INTEGER NOT NULL,
    source TEXT,
    changed_at INTEGER NOT NULL,
    changed_by BLOB REFERENCES app_user (id),
    PRIMARY KEY (currency, day)
);
