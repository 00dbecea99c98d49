//! List records.

use std::collections::HashMap;
use std::sync::Arc;

use engine_access::Actor;
use engine_query::{ListPlan, OutputColumn, count, list as plan_list};
use engine_store::{Cell, Db, RowReader, StoreError};
use engine_values::{ColumnType, Id};

use super::json::{Labels, write_columns};
use super::live_json::LiveFields;
use super::request::{ListQuery, resolve};
use super::{cursor, later};
use crate::{Answer, Failure, Tenon, former};

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
            .filter_map(|sort| object.field(sort.field).sql_column().map(|(_, column)| *column))
            .chain(std::iter::once(ColumnType::Id))
            .collect();
        resolved.request.after = Some(cursor::open(&tenon.keys, &fingerprint, &columns, after)?);
    }
    let dialect = tenon.store.dialect();
    let mut plan = plan_list(dialect, reader, object, &scope, &resolved.request)?;
    if query.fields.is_none() && query.view.is_none() {
        let today = former::day(tenon.clock.now());
        plan.columns = former::with_former(world.model(), object, &plan.columns, today).unwrap_or(plan.columns);
    }
    show_as_asked(&mut plan.columns, query);
    let limit = resolved.request.limit;
    let files = HashMap::new();
    let now = tenon.clock.now();
    let (mut body, next) = tenon
        .store
        .read(async |db: &mut Db| {
            let live = LiveFields::new(reader, object, resolved.live.clone(), &resolved.request.expand);
            let labels = Labels::new(&world.directory, &files, &live);
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
                live.mark(key(row, &plan)?, body.len());
                body.push(b'}');
                // Sealed for every last record of a full page; used only when one more follows.
                if rows == limit {
                    next = cursor::seal(&tenon.keys, &fingerprint, &plan.cursor, row)?;
                }
                Ok(())
            })
            .await?;
            live.shift(&later::fill(db, reader, &mut body, labels.take_later()).await?);
            let body = live.complete(db, &world, actor, now, body).await?;
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
            .scan(async move |db: &mut Db| {
                let row = db.row(&statement).await?;
                Ok::<_, Failure>(row.and_then(|row| row.first().and_then(engine_values::Value::as_int)).unwrap_or(0))
            })
            .await?;
        body.extend_from_slice(format!(",\"count\":{found}").as_bytes());
    }
    body.push(b'}');
    Ok(Page { body })
}

/// The key of a row of a list: the last of the values for the cursor.
pub(super) fn key(row: &mut dyn RowReader, plan: &ListPlan) -> Result<Option<Id>, StoreError> {
    let Some((place, _)) = plan.cursor.last() else { return Ok(None) };
    Ok(match row.cell(*place)? {
        Cell::Id(id) => Some(id),
        _ => None,
    })
}

/// Gives fields that were asked for by a former name that name in the answer.
fn show_as_asked(columns: &mut Vec<OutputColumn>, query: &ListQuery) {
    for (present, asked) in &query.shown_as {
        let of_field = |name: &&String| *name == present;
        let wanted = query.fields.iter().flatten().filter(of_field).count();
        let by_former = query.shown_as.iter().map(|(present, _)| present).filter(of_field).count();
        let Some(place) = columns.iter().position(|column| *column.name == **present) else { continue };
        let Some(column) = columns.get_mut(place) else { continue };
        let name = Arc::from(asked.as_str());
        if wanted > by_former || columns_asked_more(query, present) {
            let copy = OutputColumn { name, ..column.clone() };
            columns.push(copy);
        } else {
            column.name = name;
        }
    }
}

/// Whether a field was asked for by several former names at once.
fn columns_asked_more(query: &ListQuery, present: &str) -> bool {
    query.shown_as.iter().filter(|(name, _)| name == present).count() > 1
}

/// Tells this query and reader from others, so that a cursor cannot be carried over.
fn fingerprint(actor: &Actor, object: &str, query: &ListQuery) -> String {
    let sort = format!("{:?}", query.sort);
    let filter = query.filter.as_ref().map(ToString::to_string).unwrap_or_default();
    let view = query.view.as_deref().unwrap_or_default();
    let search = query.search.as_deref().unwrap_or_default();
    format!("{}|{object}|{sort}|{filter}|{view}|{search}", actor.user)
}
