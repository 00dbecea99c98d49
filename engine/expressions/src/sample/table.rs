//! What the sample records hold.

/// How many records there are: an ordinary one, an empty one, one of extremes, one of strange signs, one that was
/// changed much, and one with many rows.
pub const RECORDS: usize = 6;

/// The kind of a name's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// Text.
    Text,
    /// TRUE or FALSE.
    Boolean,
    /// A day.
    Date,
    /// An instant.
    DateTime,
    /// A length of time in seconds.
    Duration,
    /// A record, by a number that is its identity.
    Record,
    /// A list of texts.
    Texts,
    /// Child rows, by their number.
    Rows,
}

/// The instant at which every evaluation takes place: four o'clock of the next day in China.
pub const NOW: &str = "2026-11-21T20:00:00Z";
/// The person who asks.
pub const USER: u128 = 7;
/// The only role that he has.
pub const ROLE: &str = "sales";
/// Weekdays on which nobody works.
pub const HOLIDAYS: &[&str] = &["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"];
/// Weekends on which people work.
pub const WORKED: &[&str] = &["2026-10-10"];
/// What one unit of a currency is worth in another, from a day on; the last line that fits counts.
pub const RATES: &[(&str, &str, &str, &str)] = &[
    ("USD", "CNY", "2026-01-01", "7.02"),
    ("USD", "CNY", "2026-11-01", "7.125"),
    ("EUR", "CNY", "2026-01-01", "8.2"),
    ("CNY", "USD", "2026-01-01", "0.140350877193"),
];

/// Every name: its path, its kind, and its value in each record. Empty is blank; values of rows and lists stand between `|`.
pub const TABLE: &[(&str, Kind, [&str; RECORDS])] = {
    use Kind::{Boolean, Date, DateTime, Duration, Number, Record, Rows, Text, Texts};
    &[
        ("record.amount", Number, ["12345.60", "", "9999999999999999.99", "0.01", "-250.5", "0"]),
        ("record.quantity", Number, ["3", "", "9223372036854775807", "-1", "7", "0"]),
        ("record.rate", Number, ["0.13", "", "0.000000000001", "1.005", "-0.5", "100"]),
        ("record.name", Text, ["华东销售合同", "", "x", "😀　Ａ１，\"引\"\n行", "HT-2026-001", "a,b,,c"]),
        ("record.level", Text, ["A", "", "Z", "é", "a", "B"]),
        ("record.phone", Text, ["13812345678", "", "+86 138", "１３８", "021-6888", "19900001111"]),
        ("record.urgent", Boolean, ["TRUE", "", "FALSE", "TRUE", "FALSE", "TRUE"]),
        ("record.done", Boolean, ["FALSE", "", "TRUE", "", "TRUE", "FALSE"]),
        ("record.signed_on", Date, ["2026-11-21", "", "1900-01-01", "2024-02-29", "2026-10-01", "2025-12-31"]),
        ("record.due_on", Date, ["2026-12-31", "", "9999-12-31", "2025-02-28", "2026-09-30", "2026-01-01"]),
        (
            "record.created_at",
            DateTime,
            [
                "2026-11-21T20:00:00Z",
                "",
                "1970-01-01T00:00:00Z",
                "2024-02-28T16:00:00.000001Z",
                "2026-12-31T15:59:59.999999Z",
                "2026-01-01T00:00:00Z",
            ],
        ),
        (
            "record.closed_at",
            DateTime,
            [
                "2026-11-22T01:30:15Z",
                "",
                "2099-12-31T23:59:59Z",
                "2024-02-29T15:59:59Z",
                "2026-12-31T16:00:00Z",
                "2025-06-30T12:34:56.5Z",
            ],
        ),
        ("record.worked", Duration, ["5400", "", "31536000000", "0.000001", "-3600", "90061.5"]),
        ("record.owner", Record, ["7", "", "8", "9", "7", "8"]),
        ("record.department", Record, ["3", "", "3", "4", "5", "3"]),
        ("record.customer", Record, ["21", "", "22", "", "23", "21"]),
        ("record.customer.level", Text, ["B", "", "", "", "A", "B"]),
        ("record.customer.credit", Number, ["50000", "", "0", "", "-1.5", "50000"]),
        ("record.customer.since", Date, ["2019-03-31", "", "2000-02-29", "", "", "2019-03-31"]),
        ("record.customer.region.name", Text, ["华东", "", "西南", "", "", "华东"]),
        ("record.tags", Texts, ["vip|east", "", "vip", "重点|紧急|😀", "", "a|b|a"]),
        ("record.lines", Rows, ["3", "0", "1", "2", "2", "12"]),
        (
            "record.lines.amount",
            Number,
            ["10.50||4", "", "9999999999999999.99", "0.1|0.2", "-5|5", "1|2|3|4|5|6|7|8|9|10|11|12"],
        ),
        (
            "record.lines.quantity",
            Number,
            ["2|1|5", "", "9223372036854775807", "|", "3|0", "1|1|2|3|5|8|13|21|34|55|89|144"],
        ),
        ("record.lines.kind", Text, ["A|B|A", "", "A", "甲|😀", "a|A", "A|A|A|B|B|C||A|B|C|C|A"]),
        ("record.lines.paid", Boolean, ["TRUE|FALSE|", "", "TRUE", "TRUE|TRUE", "FALSE|FALSE", "TRUE|||||||||||"]),
        (
            "record.lines.due",
            Date,
            ["|2026-01-31|", "", "9999-12-31", "2024-02-29|2024-03-01", "|", "|2026-05-01||||||||||2026-04-01"],
        ),
        (
            "record.lines.worked",
            Duration,
            ["3600||5400", "", "0", "0.5|0.25", "-60|60", "60|60|60|60|60|60|60|60|60|60|60|"],
        ),
        ("record.lines.product", Record, ["41||42", "", "41", "42|42", "|", "41|41|42|42|||41|41|42|42|41|41"]),
        (
            "record.lines.product.price",
            Number,
            ["5.25||0.8", "", "5.25", "0.8|0.8", "|", "5.25|5.25|0.8|0.8|||5.25|5.25|0.8|0.8|5.25|5.25"],
        ),
        (
            "record.lines.product.name",
            Text,
            ["水泵||阀门", "", "水泵", "阀门|阀门", "|", "水泵|水泵|阀门|阀门|||水泵|水泵|阀门|阀门|水泵|水泵"],
        ),
        ("record.lines.parts", Rows, ["0", "0", "0", "0", "0", "0"]),
        ("record.none_number", Number, [""; RECORDS]),
        ("record.none_text", Text, [""; RECORDS]),
        ("record.none_boolean", Boolean, [""; RECORDS]),
        ("record.none_date", Date, [""; RECORDS]),
        ("record.none_datetime", DateTime, [""; RECORDS]),
        ("record.none_duration", Duration, [""; RECORDS]),
        ("record.none_record", Record, [""; RECORDS]),
        ("old.amount", Number, ["12000", "", "9999999999999999.99", "0.01", "250.5", ""]),
        ("old.level", Text, ["B", "", "Z", "é", "A", ""]),
        ("old.signed_on", Date, ["2026-11-20", "", "1900-01-01", "2024-02-29", "", ""]),
        ("old.lines", Rows, ["2", "0", "1", "2", "0", "0"]),
        ("old.lines.amount", Number, ["10.50|", "", "9999999999999999.99", "0.1|0.2", "", ""]),
        ("user.id", Record, ["7"; RECORDS]),
        ("user.login", Text, ["wang"; RECORDS]),
        ("user.name", Text, ["王伟"; RECORDS]),
        ("user.department", Record, ["3"; RECORDS]),
    ]
};
