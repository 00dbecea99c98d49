//! The table `currency_rate`: what one unit of a currency is worth in the company's own, from a day on.

use engine_sql::SqlWriter;
use engine_values::{ColumnType, Date, Decimal, Id, Timestamp, Value};

use super::row::table_row;
use super::statements::{all as all_rows, changed, count, insertion, select};
use crate::{Db, StoreError};

table_row! {
    /// One rate.
    CurrencyRate in "currency_rate" {
        /// ISO 4217 code.
        currency: String,
        /// The first day on which it holds.
        day: Date,
        /// Units of the company currency for one unit of this one.
        rate: Decimal,
        /// Where it was taken from.
        source: Option<String>,
        /// When it was written last.
        changed_at: Timestamp,
        /// By whom.
        changed_by: Option<Id>,
    }
}

/// Writes a rate; one of the same currency and day is replaced.
pub async fn put(db: &mut Db, rate: &CurrencyRate) -> Result<(), StoreError> {
    let mut writer = insertion(db, std::slice::from_ref(rate));
    writer.push(" ON CONFLICT (currency, day) DO UPDATE SET rate = excluded.rate, source = excluded.source, ");
    writer.push("changed_at = excluded.changed_at, changed_by = excluded.changed_by");
    count(db, writer).await.map(|_| ())
}

/// Takes a rate away; false when there was none.
pub async fn remove(db: &mut Db, currency: &str, day: Date) -> Result<bool, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("DELETE FROM currency_rate WHERE currency = ").bind(ColumnType::Text, currency);
    writer.push(" AND day = ").bind(ColumnType::Date, Value::Date(day));
    changed(db, writer).await
}

/// Every rate, by currency and day.
pub async fn all(db: &mut Db) -> Result<Vec<CurrencyRate>, StoreError> {
    let mut writer = select::<CurrencyRate>(db);
    writer.push(" ORDER BY currency, day");
    all_rows(db, writer).await
}
