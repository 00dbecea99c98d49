//! The number of the published model, and how processes hear that it changed.

use engine_sql::{Dialect, SqlWriter};
use engine_values::ColumnType;

use crate::postgres::PgListener;
use crate::{Db, Store, StoreError, tables};

const CHANNEL: &str = "tenon_release";

/// The number of the newest release; 0 before the first.
pub async fn current_release(db: &mut Db) -> Result<i64, StoreError> {
    tables::releases::latest_number(db).await
}

/// Tells the other processes of a release when this transaction is committed. With SQLite there are none.
pub async fn notify_release(db: &mut Db, number: i64) -> Result<(), StoreError> {
    if db.dialect() == Dialect::Sqlite {
        return Ok(());
    }
    // A channel belongs to the whole database; the schema in front tells several of our installations in it apart.
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("SELECT pg_notify('tenon_release', current_schema() || ':' || ");
    writer.bind(ColumnType::Text, number.to_string()).push(")");
    db.execute(&writer.finish()).await.map(|_| ())
}

/// Hears of releases that any process publishes. Only a hint: the number in the table decides, and whoever connects
/// anew must read it.
pub struct ReleaseListener(Heard);

enum Heard {
    Nothing,
    Postgres { listener: PgListener, prefix: String },
}

impl ReleaseListener {
    /// The next number heard of; none when the connection was lost and a new listener is needed.
    /// On SQLite it waits for ever.
    pub async fn next(&mut self) -> Option<i64> {
        let Heard::Postgres { listener, prefix } = &mut self.0 else {
            return std::future::pending().await;
        };
        loop {
            let payload = listener.next().await?;
            if let Some(number) = payload.strip_prefix(prefix.as_str()).and_then(|number| number.parse().ok()) {
                return Some(number);
            }
        }
    }
}

impl Store {
    /// Starts listening, on a connection beyond those of the pool.
    pub async fn release_listener(&self) -> Result<ReleaseListener, StoreError> {
        let Some(pool) = self.pool() else {
            return Ok(ReleaseListener(Heard::Nothing));
        };
        let listener = PgListener::start(pool.target(), CHANNEL).await?;
        let schema = self
            .read(async |db: &mut Db| {
                let mut writer = SqlWriter::new(db.dialect());
                writer.push("SELECT current_schema()::text").column(ColumnType::Text);
                db.row(&writer.finish()).await
            })
            .await?;
        let schema = schema.and_then(|row| row.into_iter().next());
        let prefix = format!("{}:", schema.as_ref().and_then(|name| name.as_text()).unwrap_or_default());
        Ok(ReleaseListener(Heard::Postgres { listener, prefix }))
    }
}
