//! Every built-in field type, one line each.

use crate::FieldEntry;
use crate::types::{
    auto_number::AutoNumber, boolean::Boolean, children::Children, date::DateField, datetime::DateTime,
    decimal::DecimalField, department::Department, email::Email, file::File, integer::Integer, long_text::LongText,
    lookup::Lookup, money::Money, multi_select::MultiSelect, percent::Percent, phone::Phone, reference::Reference,
    rollup::Rollup, select::Select,
    text::Text, user::User,
};

/// The registered field types.
pub const REGISTRY: &[FieldEntry] = &[
    FieldEntry::of::<AutoNumber>(),
    FieldEntry::of::<Boolean>(),
    FieldEntry::of::<Children>(),
    FieldEntry::of::<DateField>(),
    FieldEntry::of::<DateTime>(),
    FieldEntry::of::<DecimalField>(),
    FieldEntry::of::<Department>(),
    FieldEntry::of::<Email>(),
    FieldEntry::of::<File>(),
    FieldEntry::of::<Integer>(),
    FieldEntry::of::<LongText>(),
    FieldEntry::of::<Lookup>(),
    FieldEntry::of::<Money>(),
    FieldEntry::of::<MultiSelect>(),
    FieldEntry::of::<Percent>(),
    FieldEntry::of::<Phone>(),
    FieldEntry::of::<Reference>(),
    FieldEntry::of::<Rollup>(),
    FieldEntry::of::<Select>(),
    FieldEntry::of::<Text>(),
    FieldEntry::of::<User>(),
];

/// The type for a word.
#[must_use]
pub fn entry(kind: &str) -> Option<&'static FieldEntry> {
    REGISTRY.iter().find(|entry| entry.kind == kind)
}
