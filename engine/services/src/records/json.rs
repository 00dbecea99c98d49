//! Result rows to JSON text, value by value, without a tree in between: lists are the hot path.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use engine_query::{Output, OutputColumn};
use engine_store::{Cell, RowReader, StoreError, tables::files::FileRow};
use engine_values::Id;

use super::later::{Later, What};
use super::live_json::LiveFields;
use crate::directory::Directory;

/// What labels are taken from while writing.
pub(crate) struct Labels<'a> {
    pub(crate) directory: &'a Directory,
    /// Names of files; empty in lists, which show ids only.
    pub(crate) files: &'a HashMap<Id, FileRow>,
    /// Live fields, whose places are marked on the way.
    pub(crate) live: &'a LiveFields,
    /// Values that must be looked up when all rows are known.
    later: Mutex<Vec<Later>>,
}

impl<'a> Labels<'a> {
    pub(crate) fn new(directory: &'a Directory, files: &'a HashMap<Id, FileRow>, live: &'a LiveFields) -> Self {
        Self { directory, files, live, later: Mutex::default() }
    }

    fn note(&self, later: Later) {
        self.later.lock().unwrap_or_else(PoisonError::into_inner).push(later);
    }

    /// What was noted since this was last asked.
    pub(crate) fn take_later(&self) -> Vec<Later> {
        std::mem::take(&mut self.later.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes `"key":value` pairs of one row, separated by commas.
pub(crate) fn write_columns(
    out: &mut Vec<u8>,
    row: &mut dyn RowReader,
    columns: &[OutputColumn],
    labels: &Labels<'_>,
) -> Result<(), StoreError> {
    for (index, column) in columns.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        out.push(b'"');
        out.extend_from_slice(column.name.as_bytes());
        out.extend_from_slice(b"\":");
        write_output(out, row, column, labels)?;
    }
    Ok(())
}

fn write_output(
    out: &mut Vec<u8>,
    row: &mut dyn RowReader,
    column: &OutputColumn,
    labels: &Labels<'_>,
) -> Result<(), StoreError> {
    match &column.output {
        Output::Plain => write_cell(out, &row.cell(column.place)?),
        Output::Answered(answer) => {
            let value = row.cell(column.place)?.to_value()?;
            out.extend_from_slice(answer(&value).to_string().as_bytes());
        }
        Output::Record { object, label, record } => {
            let Cell::Id(id) = row.cell(column.place)? else {
                out.extend_from_slice(b"null");
                return Ok(());
            };
            write_reference_start(out, id);
            match row.cell(*label)? {
                Cell::Null | Cell::Id(_) => out.extend_from_slice(b"null"),
                cell => write_cell(out, &cell),
            }
            if !record.is_empty() {
                out.extend_from_slice(b",\"record\":{");
                write_columns(out, row, record, labels)?;
                labels.live.mark_nested(*object, id, out.len());
                out.push(b'}');
            }
            out.push(b'}');
        }
        Output::User | Output::Department => {
            let Cell::Id(id) = row.cell(column.place)? else {
                out.extend_from_slice(b"null");
                return Ok(());
            };
            write_reference_start(out, id);
            let label = match column.output {
                Output::User => labels.directory.person(id).map(|person| person.name.as_str()),
                _ => labels.directory.department(id).map(|department| department.name.as_str()),
            };
            match label {
                Some(label) => write_text(out, label),
                None => out.extend_from_slice(b"null"),
            }
            out.push(b'}');
        }
        Output::AnyRecord => match row.cell(column.place)? {
            Cell::Text(key) => labels.note(Later { at: out.len(), what: What::AnyRecord(key.to_owned()) }),
            _ => out.extend_from_slice(b"null"),
        },
        Output::Links { object } => match row.cell(column.place)? {
            Cell::Id(record) => {
                let what = What::Links { object: *object, field: column.field, record };
                labels.note(Later { at: out.len(), what });
            }
            _ => out.extend_from_slice(b"[]"),
        },
        Output::Users => match row.cell(column.place)? {
            Cell::List(ids) => write_people(out, &ids, labels),
            _ => out.extend_from_slice(b"[]"),
        },
        Output::Files => match row.cell(column.place)? {
            Cell::List(ids) => write_files(out, &ids, labels),
            _ => out.extend_from_slice(b"[]"),
        },
    }
    Ok(())
}

fn write_people(out: &mut Vec<u8>, ids: &[String], labels: &Labels<'_>) {
    out.push(b'[');
    for (index, id) in ids.iter().filter_map(|id| Id::try_parse(id).ok()).enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write_reference_start(out, id);
        match labels.directory.person(id) {
            Some(person) => write_text(out, &person.name),
            None => out.extend_from_slice(b"null"),
        }
        out.push(b'}');
    }
    out.push(b']');
}

fn write_reference_start(out: &mut Vec<u8>, id: Id) {
    out.extend_from_slice(b"{\"id\":");
    write_id(out, id);
    out.extend_from_slice(b",\"label\":");
}

fn write_files(out: &mut Vec<u8>, ids: &[String], labels: &Labels<'_>) {
    out.push(b'[');
    for (index, id) in ids.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        out.extend_from_slice(b"{\"id\":");
        write_text(out, id);
        if let Some(file) = Id::try_parse(id).ok().and_then(|id| labels.files.get(&id)) {
            out.extend_from_slice(b",\"name\":");
            write_text(out, &file.name);
            out.extend_from_slice(b",\"size\":");
            out.extend_from_slice(file.size.to_string().as_bytes());
            out.extend_from_slice(b",\"type\":");
            write_text(out, &file.media_type);
        }
        out.push(b'}');
    }
    out.push(b']');
}

/// One value as the API writes it (records-api.md §2).
pub(crate) fn write_cell(out: &mut Vec<u8>, cell: &Cell<'_>) {
    use std::io::Write as _;
    // Writing to a Vec cannot fail; the results are unit in all but name.
    let written = match cell {
        Cell::Null => {
            out.extend_from_slice(b"null");
            Ok(())
        }
        Cell::Bool(flag) => write!(out, "{flag}"),
        Cell::Int(number) => write!(out, "{number}"),
        Cell::Decimal(number) => write!(out, "\"{number}\""),
        Cell::Text(text) => {
            write_text(out, text);
            Ok(())
        }
        Cell::Date(date) => write!(out, "\"{date}\""),
        Cell::Instant(instant) => write!(out, "\"{}\"", engine_values::instant_to_text(*instant)),
        Cell::Id(id) => {
            write_id(out, *id);
            Ok(())
        }
        Cell::List(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_text(out, item);
            }
            out.push(b']');
            Ok(())
        }
        Cell::Json(text) => {
            out.extend_from_slice(text.as_bytes());
            Ok(())
        }
    };
    debug_assert!(written.is_ok(), "writing to a Vec cannot fail");
}

fn write_id(out: &mut Vec<u8>, id: Id) {
    let mut buffer = uuid_buffer();
    out.push(b'"');
    out.extend_from_slice(id.hyphenated().encode_lower(&mut buffer).as_bytes());
    out.push(b'"');
}

fn uuid_buffer() -> [u8; 36] {
    [0; 36]
}

/// A JSON string. Most texts need no escape and are copied as they are.
pub(crate) fn write_text(out: &mut Vec<u8>, text: &str) {
    let is_plain = !text.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\');
    if is_plain {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else if let Ok(escaped) = serde_json::to_vec(text) {
        out.extend_from_slice(&escaped);
    }
}
