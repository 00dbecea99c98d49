//! List records.

use std::collections::HashMap;

use engine_access::Actor;
use engine_query::{count, list as plan_list};
use engine_store::RowReader;
use engine_values::ColumnType;

use super::cursor;
use super::json::{Labels, write_columns};
use super::request::{ListQuery, resolve};
use crate::{Answer, Failure, Tenon};

/// A page as JSON text.
pub type ListBody = Vec<u8>;

/// What a list answers.
#[derive(Debug)]
pub struct Page {
    /// `{"data": […], "next": …, "count": …}`.
    pub body: ListBody,
}

/// Lists the records of an object that the actor may read.
///
/// # Errors
/// `object_not_found`; every problem of the request.
pub async fn list(tenon: &Tenon, actor: &Actor, object: &str, query: &ListQuery) -> Answer<Page> {
    let world = tenon.world();
    let object = world.object(actor, object)?;
    let reader = world.reader(actor);
    let scope = reader.reading(object);
    let mut resolved = resolve(&world, reader, object, &scope, query, tenon.clock.now())?;
    let fingerprint = fingerprint(actor, &object.name, query);
    if let Some(after) = &query.after {
        let columns: Vec<ColumnType> = resolved
            .request
            .sort
            .iter()
            .filter_map(|sort| object.field(sort.field).column.as_ref().map(|(_, column)| *column))
            .chain(std::iter::once(ColumnType::Id))
            .collect();
        resolved.request.after = Some(cursor::open(&tenon.keys, &fingerprint, &columns, after)?);
    }
    let dialect = tenon.store.dialect();
    let plan = plan_list(dialect, reader, object, &scope, &resolved.request)?;
    let limit = resolved.request.limit;
    let files = HashMap::new();
    let labels = Labels { directory: &world.directory, files: &files };
    let (mut body, next) = tenon
        .store
        .read(async |db| {
            let mut body: Vec<u8> = Vec::with_capacity(limit * 256);
            let mut next = None;
            let mut rows = 0;
            body.extend_from_slice(b"{\"data\":[");
            db.visit(&plan.statement, &mut |row: &mut dyn RowReader| {
                rows += 1;
                if rows > limit {
                    return Ok(());
                }
                body.extend_from_slice(if rows > 1 { b",{" } else { b"{" });
                write_columns(&mut body, row, &plan.columns, &labels)?;
                body.push(b'}');
                // Sealed for every last record of a full page; used only when one more follows.
                if rows == limit {
                    next = cursor::seal(&tenon.keys, &fingerprint, &plan.cursor, row)?;
                }
                Ok(())
            })
            .await?;
            Ok::<_, Failure>((body, if rows > limit { next } else { None }))
        })
        .await?;
    body.extend_from_slice(b"],\"next\":");
    match next {
        Some(cursor) => {
            body.push(b'"');
            body.extend_from_slice(cursor.as_bytes());
            body.push(b'"');
        }
        None => body.extend_from_slice(b"null"),
    }
    if resolved.count {
        let statement = count(dialect, reader, object, &scope, &resolved.request);
        let found = tenon
            .store
            .scan(async move |db: &mut engine_store::Db| {
                let row = db.row(&statement).await?;
                Ok::<_, Failure>(row.and_then(|row| row.first().and_then(engine_values::Value::as_int)).unwrap_or(0))
            })
            .await?;
        body.extend_from_slice(format!(",\"count\":{found}").as_bytes());
    }
    body.push(b'}');
    Ok(Page { body })
}

/// Tells this query and reader from others, so that a cursor cannot be carried over.
fn fingerprint(actor: &Actor, object: &str, query: &ListQuery) -> String {
    let sort = format!("{:?}", query.sort);
    let filter = query.filter.as_ref().map(ToString::to_string).unwrap_or_default();
    let view = query.view.as_deref().unwrap_or_default();
    let search = query.search.as_deref().unwrap_or_default();
    format!("{}|{object}|{sort}|{filter}|{view}|{search}", actor.user)
}
