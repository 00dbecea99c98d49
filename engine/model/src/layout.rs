//! What the tables of a model have to look like.

use engine_fields::SystemField;
use engine_sql::{ColumnLayout, TableLayout};
use engine_values::ColumnType;

use crate::{FieldIndex, Model, Object, Target};

/// One layout per object, and one per table of links.
#[must_use]
pub fn layouts(model: &Model) -> Vec<TableLayout> {
    let objects = model.objects().iter();
    objects.clone().map(|object| layout(model, object)).chain(objects.flat_map(|object| links(model, object))).collect()
}

/// Who is linked to whom: `a` is the record whose field owns the links, in the order of `position`.
fn links(model: &Model, object: &Object) -> Vec<TableLayout> {
    let owned = object.fields().filter_map(|(_, field)| match &field.target {
        Some(Target::Links { object: other, table, is_owner: true, .. }) => Some((table, model.object(*other))),
        _ => None,
    });
    let column = |name: &str, column: ColumnType, references: Option<&String>| ColumnLayout {
        name: name.to_owned(),
        column,
        references: references.cloned(),
        indexed: false,
    };
    owned
        .map(|(table, other)| TableLayout {
            name: table.clone(),
            columns: vec![
                column("id", ColumnType::Id, None),
                column("a", ColumnType::Id, Some(&object.table)),
                column("b", ColumnType::Id, Some(&other.table)),
                column("position", ColumnType::Int, None),
            ],
            unique: vec![vec!["a".to_owned(), "b".to_owned()]],
            indexes: Vec::new(),
            cascades: true,
        })
        .collect()
}

fn layout(model: &Model, object: &Object) -> TableLayout {
    let columns = object
        .columns()
        .filter_map(|(_, field)| {
            let (name, column) = field.column.clone()?;
            let references = match &field.target {
                // A computed reference follows its sources, which are the ones that keep the record alive.
                Some(Target::Record { object, .. }) if field.rules.computation().is_none() => {
                    Some(model.object(*object).table.clone())
                }
                _ => None,
            };
            let is_reference = matches!(field.target, Some(Target::Record { .. } | Target::AnyRecord { .. }));
            let is_searched_by_scope = matches!(field.system, Some(SystemField::Owner | SystemField::Department));
            let indexed = !field.unique && (field.indexed || is_reference || is_searched_by_scope);
            Some(ColumnLayout { name, column, references, indexed })
        })
        .collect();
    let physical = |index: &FieldIndex| object.field(*index).column.as_ref().map(|(name, _)| name.clone());
    let single = object.columns().filter(|(_, field)| field.unique).map(|(index, _)| vec![index]);
    let unique =
        single.chain(object.keys.iter().cloned()).map(|key| key.iter().filter_map(physical).collect()).collect();
    // The default order of a list, and that order within what an owner or a department sees (storage.md §3).
    let orders: &[&[&str]] = &[
        &["created_at", "id"],
        &["updated_at", "id"],
        &["owner", "created_at", "id"],
        &["department", "created_at", "id"],
    ];
    let indexes = if object.parent.is_some() {
        Vec::new()
    } else {
        orders.iter().map(|order| order.iter().map(|name| (*name).to_owned()).collect()).collect()
    };
    TableLayout { name: object.table.clone(), columns, unique, indexes, cascades: false }
}
