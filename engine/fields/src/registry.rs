//! Every built-in field type, one line each.

use crate::FieldEntry;
use crate::types::{
    any_reference::AnyReference, auto_number::AutoNumber, barcode::Barcode, boolean::Boolean, children::Children,
    color::Color, date::DateField, datetime::DateTime, decimal::DecimalField, department::Department,
    duration::Duration, email::Email, file::File, image::Image, integer::Integer, json::JsonField, location::Location,
    long_text::LongText, lookup::Lookup, many_to_many::ManyToMany, money::Money, multi_select::MultiSelect,
    percent::Percent, phone::Phone, rating::Rating, reference::Reference, region::Region, rich_text::RichText,
    rollup::Rollup, secret::Secret, select::Select, signature::Signature, stage::StageField, tags::Tags, text::Text,
    time::Time, url::Url, user::User, users::Users,
};

/// The registered field types.
pub const REGISTRY: &[FieldEntry] = &[
    FieldEntry::of::<AnyReference>(),
    FieldEntry::of::<AutoNumber>(),
    FieldEntry::of::<Barcode>(),
    FieldEntry::of::<Boolean>(),
    FieldEntry::of::<Children>(),
    FieldEntry::of::<Color>(),
    FieldEntry::of::<DateField>(),
    FieldEntry::of::<DateTime>(),
    FieldEntry::of::<DecimalField>(),
    FieldEntry::of::<Department>(),
    FieldEntry::of::<Duration>(),
    FieldEntry::of::<Email>(),
    FieldEntry::of::<File>(),
    FieldEntry::of::<Image>(),
    FieldEntry::of::<Integer>(),
    FieldEntry::of::<JsonField>(),
    FieldEntry::of::<Location>(),
    FieldEntry::of::<LongText>(),
    FieldEntry::of::<Lookup>(),
    FieldEntry::of::<ManyToMany>(),
    FieldEntry::of::<Money>(),
    FieldEntry::of::<MultiSelect>(),
    FieldEntry::of::<Percent>(),
    FieldEntry::of::<Phone>(),
    FieldEntry::of::<Rating>(),
    FieldEntry::of::<Reference>(),
    FieldEntry::of::<Region>(),
    FieldEntry::of::<RichText>(),
    FieldEntry::of::<Rollup>(),
    FieldEntry::of::<Secret>(),
    FieldEntry::of::<Select>(),
    FieldEntry::of::<Signature>(),
    FieldEntry::of::<StageField>(),
    FieldEntry::of::<Tags>(),
    FieldEntry::of::<Text>(),
    FieldEntry::of::<Time>(),
    FieldEntry::of::<Url>(),
    FieldEntry::of::<User>(),
    FieldEntry::of::<Users>(),
];

/// The type for a word.
#[must_use]
pub fn entry(kind: &str) -> Option<&'static FieldEntry> {
    REGISTRY.iter().find(|entry| entry.kind == kind)
}
