-- Rates of currencies to the company's own, each from its day on.

CREATE TABLE currency_rate (
    currency text COLLATE "C" NOT NULL,
    day date NOT NULL,
    rate numeric(18,8) NOT NULL,
    source text COLLATE "C",
    changed_at timestamptz NOT NULL,
    changed_by uuid REFERENCES app_user (id),
    PRIMARY KEY (currency, day)
);
