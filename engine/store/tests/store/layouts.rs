//! The tables of objects follow their layouts.

use engine_sql::{ColumnLayout, Dialect, SqlWriter, TableLayout};
use engine_store::schema_sync::{lock_publishing, sync_layouts, violated_columns};
use engine_store::{Db, Store, StoreError};
use engine_values::{ColumnType, Id, Value, new_id};

use crate::support::databases;

fn column(name: &str, column: ColumnType, references: Option<&str>) -> ColumnLayout {
    ColumnLayout { name: name.into(), column, references: references.map(Into::into), indexed: false }
}

fn contract() -> TableLayout {
    TableLayout {
        name: "o_contract_k3f9".into(),
        columns: vec![
            column("id", ColumnType::Id, None),
            column("f_number_11aa", ColumnType::Text, None),
            column("f_year_22bb", ColumnType::Int, None),
            column("f_amount_7ad2", ColumnType::Decimal { precision: 18, scale: 2 }, None),
            column("f_customer_33cc", ColumnType::Id, Some("o_customer_a001")),
            column("f_flag_44dd", ColumnType::Bool, None),
            column("f_day_55ee", ColumnType::Date, None),
            column("f_at_66ff", ColumnType::Instant, None),
            column("f_tags_77aa", ColumnType::TextList, None),
            column("f_more_88bb", ColumnType::Json, None),
        ],
        unique: vec![vec!["f_number_11aa".into(), "f_year_22bb".into()]],
        indexes: vec![vec!["f_year_22bb".into(), "id".into()]],
        cascades: false,
    }
}

fn customer() -> TableLayout {
    TableLayout {
        name: "o_customer_a001".into(),
        columns: vec![
            column("id", ColumnType::Id, None),
            // A circle: the customer knows its main contract, the contract its customer.
            column("f_main_99cc", ColumnType::Id, Some("o_contract_k3f9")),
            column("f_parent_00dd", ColumnType::Id, Some("o_customer_a001")),
        ],
        unique: vec![],
        indexes: vec![],
        cascades: false,
    }
}

async fn sync(store: &Store, layouts: Vec<TableLayout>) -> Result<(), StoreError> {
    store
        .write(async move |db: &mut Db| {
            lock_publishing(db).await?;
            sync_layouts(db, &layouts, &|| ()).await
        })
        .await
}

/// The schema as the catalogue gives it, to compare before and after.
async fn catalogue(store: &Store) -> Vec<Vec<Value>> {
    store
        .read(async |db: &mut Db| {
            let mut writer = SqlWriter::new(db.dialect());
            writer.push(match db.dialect() {
                Dialect::Sqlite => "SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE tbl_name LIKE 'o_%' ORDER BY name",
                Dialect::Postgres => {
                    "SELECT indexname::text, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename LIKE 'o_%'
                     UNION ALL SELECT conname::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'
                     AND connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND conname LIKE 'r_%'
                     ORDER BY 1"
                }
            });
            writer.columns(&[ColumnType::Text, ColumnType::Text]);
            db.rows(&writer.finish()).await
        })
        .await
        .unwrap()
}

async fn add(db: &mut Db, id: Id, number: &str, customer: Option<Id>) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("INSERT INTO o_contract_k3f9 (id, f_number_11aa, f_year_22bb, f_customer_33cc) VALUES (");
    writer
        .bind(ColumnType::Id, id)
        .push(", ")
        .bind(ColumnType::Text, number)
        .push(", ")
        .bind(ColumnType::Int, 2026_i64);
    writer.push(", ").bind(ColumnType::Id, customer.map_or(Value::Null, Value::Id)).push(")");
    db.execute(&writer.finish()).await
}

async fn add_customer(db: &mut Db, id: Id, main: Option<Id>) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("INSERT INTO o_customer_a001 (id, f_main_99cc) VALUES (").bind(ColumnType::Id, id).push(", ");
    writer.bind(ColumnType::Id, main.map_or(Value::Null, Value::Id)).push(")");
    db.execute(&writer.finish()).await
}

#[tokio::test]
async fn syncing_twice_changes_nothing() {
    for database in databases().await {
        let store = &database.store;
        sync(store, vec![contract(), customer()]).await.unwrap();
        let first = catalogue(store).await;
        // A unique and a plain group, one index per reference, and the keys.
        assert!(first.len() >= 7, "{first:?}");
        sync(store, vec![contract(), customer()]).await.unwrap();
        assert_eq!(catalogue(store).await, first);
    }
}

#[tokio::test]
async fn rows_may_refer_to_each_other_in_a_circle() {
    for database in databases().await {
        let store = &database.store;
        sync(store, vec![contract(), customer()]).await.unwrap();
        let (a, b) = (new_id(), new_id());
        let both = async move |db: &mut Db| {
            add(db, a, "1", Some(b)).await?;
            add_customer(db, b, Some(a)).await
        };
        assert_eq!(store.write(both).await, Ok(1));
        let alone = store.write(async |db: &mut Db| add(db, new_id(), "2", Some(new_id())).await).await;
        assert!(matches!(alone, Err(StoreError::ForeignKeyViolation { .. })), "{alone:?}");
        if store.dialect() == Dialect::Postgres {
            let columns = violated_columns(&[contract(), customer()], &alone.unwrap_err());
            assert_eq!(columns, Some(("o_contract_k3f9".into(), vec!["f_customer_33cc".into()])));
        }
        let removed = store
            .write(async move |db: &mut Db| {
                let mut writer = SqlWriter::new(db.dialect());
                writer.push("DELETE FROM o_customer_a001 WHERE id = ").bind(ColumnType::Id, b);
                db.execute(&writer.finish()).await
            })
            .await;
        assert!(matches!(removed, Err(StoreError::ForeignKeyViolation { .. })), "{removed:?}");
    }
}

#[tokio::test]
async fn a_unique_group_is_named_by_its_columns() {
    for database in databases().await {
        let store = &database.store;
        sync(store, vec![contract(), customer()]).await.unwrap();
        store.write(async |db: &mut Db| add(db, new_id(), "1", None).await).await.unwrap();
        let twice = store.write(async |db: &mut Db| add(db, new_id(), "1", None).await).await.unwrap_err();
        let expected = ("o_contract_k3f9".to_owned(), vec!["f_number_11aa".to_owned(), "f_year_22bb".to_owned()]);
        assert_eq!(violated_columns(&[customer(), contract()], &twice), Some(expected));
        assert_eq!(violated_columns(&[contract()], &StoreError::Busy), None);
    }
}

#[tokio::test]
async fn columns_are_added_and_unwanted_indexes_dropped() {
    for database in databases().await {
        let store = &database.store;
        let mut small = contract();
        small.columns.truncate(3);
        sync(store, vec![small]).await.unwrap();
        store.write(async |db: &mut Db| add_plain(db).await).await.unwrap();
        let mut changed = contract();
        changed.unique.clear();
        changed.columns[1].indexed = true;
        sync(store, vec![changed.clone(), customer()]).await.unwrap();
        let after = format!("{:?}", catalogue(store).await);
        assert!(!after.contains("UNIQUE INDEX u_"), "{after}");
        // Rows from before are still there, and a removed column stays in the table.
        sync(
            store,
            vec![TableLayout {
                columns: contract().columns[..2].to_vec(),
                unique: vec![],
                indexes: vec![],
                ..contract()
            }],
        )
        .await
        .unwrap();
        let rows = store
            .read(async |db: &mut Db| {
                let mut writer = SqlWriter::new(db.dialect());
                writer.push("SELECT f_number_11aa, f_amount_7ad2, f_customer_33cc FROM o_contract_k3f9");
                writer.columns(&[ColumnType::Text, ColumnType::Decimal { precision: 18, scale: 2 }, ColumnType::Id]);
                db.rows(&writer.finish()).await
            })
            .await
            .unwrap();
        assert_eq!(rows, vec![vec![Value::from("old"), Value::Null, Value::Null]]);
        let mut other = contract();
        other.columns[3].column = ColumnType::Decimal { precision: 18, scale: 4 };
        assert!(matches!(sync(store, vec![other]).await, Err(StoreError::Other(_))), "a type never changes silently");
        let wrong = TableLayout { name: "x; DROP TABLE setting".into(), ..customer() };
        assert!(sync(store, vec![wrong]).await.is_err());
    }
}

async fn add_plain(db: &mut Db) -> Result<usize, StoreError> {
    let mut writer = SqlWriter::new(db.dialect());
    writer.push("INSERT INTO o_contract_k3f9 (id, f_number_11aa) VALUES (").bind(ColumnType::Id, new_id());
    writer.push(", ").bind(ColumnType::Text, "old").push(")");
    db.execute(&writer.finish()).await
}

#[tokio::test]
async fn a_table_in_use_does_not_stop_the_world() {
    for database in databases().await {
        let store = &database.store;
        if store.dialect() == Dialect::Sqlite {
            continue;
        }
        sync(store, vec![customer(), contract()]).await.unwrap();
        let mut wider = customer();
        wider.columns.push(column("f_new_11ee", ColumnType::Text, None));
        let waited = store
            .read_snapshot(async |db: &mut Db| {
                let mut writer = SqlWriter::new(db.dialect());
                writer.push("SELECT id FROM o_customer_a001").column(ColumnType::Id);
                db.rows(&writer.finish()).await?;
                let started = std::time::Instant::now();
                let result = sync(store, vec![wider.clone(), contract()]).await;
                assert_eq!(result, Err(StoreError::Serialization));
                Ok::<_, StoreError>(started.elapsed())
            })
            .await
            .unwrap();
        assert!(waited.as_secs() < 5, "{waited:?}");
        sync(store, vec![wider, contract()]).await.unwrap();
    }
}
