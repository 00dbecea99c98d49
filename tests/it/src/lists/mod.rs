//! Many records: which ones, in which order, page by page.

mod agreement;
mod expressions;
mod filters;
mod oracle;
mod paging;
mod property;
mod requests;
mod things;
mod vectors;
