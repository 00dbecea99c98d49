//! Requests over records to SQL. Names are looked up in the model and checked against the scope; what reaches the text
//! are physical names, closed words and binds. Nothing here runs a statement.

mod any_reference;
mod computed;
mod expression;
mod filter;
mod filter_json;
mod keyset;
mod links;
mod list;
mod live;
mod merge;
mod output;
mod predicate;
mod rename_option;
mod request;
mod row;
mod type_change;
mod walk;
mod write;

pub use any_reference::{any_clear, any_is_held, any_is_referred_to};
pub use computed::{
    Aggregate, Lock, Total, columns_of, count_all, keys_after, outermost, referred, referring, rows_referring,
    set_computed, totals, totals_of_row,
};
pub use expression::{
    Moment, SQL_FUNCTIONS, Sight, SqlExpression, SqlLimits, SqlNames, functions_in_sql, matching, values_of,
};
pub use filter::{Comparison, FieldPath, Filter};
pub use filter_json::{MAX_LIST_VALUES, filter_from_json};
pub use links::{any_in_states, link, linked_ids, links_are_held, links_of, overfull, unlink};
pub use list::{ListPlan, count, list};
pub use live::is_answered;
pub use output::{Output, OutputColumn};
pub use rename_option::rename_option;
pub use request::{ListRequest, Sort, sort_from_text};
pub use row::{FACTS, existing_ids, full_row, full_rows, full_rows_of_parent, is_held, is_referred_to, one, one_again};
pub use type_change::{Which, columns_of_rows, set_converted};
pub use walk::walk;
pub use write::{clear_reference, delete, insert, update};
