//! Marks on pages become a PDF file. printpdf writes pages and resources; the prepared fonts are put in below it.

mod cache;
mod document;
mod draw;
mod images;
mod sfnt;
mod subset;
mod unicode;

pub use cache::Caches;
pub(crate) use document::{Info, Sheet, write};
pub use images::ImageSource;
pub(crate) use images::UsedImages;
