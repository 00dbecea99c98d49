//! Many records: which ones, in which order, page by page.

mod filters;
mod oracle;
mod paging;
mod property;
mod requests;
mod things;
