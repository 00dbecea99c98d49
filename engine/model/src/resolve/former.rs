//! Names from before a rename: names like others, each with a day.

use engine_definitions::FormerName;
use engine_errors::{Code, Problem, Problems};
use engine_values::date_from_text;

use super::identities;
use crate::Former;

/// The former names of one object or field. Whether one of them still keeps its name from others depends on the day, so
/// that is judged when documents are published.
pub(super) fn resolve(written: &[FormerName], problems: &mut Problems) -> Vec<Former> {
    let mut names = Vec::with_capacity(written.len());
    for (index, former) in written.iter().enumerate() {
        let path = |key: &str| format!("/former_names/{index}/{key}");
        if !identities::is_name(&former.name) {
            problems.push(Problem::at(Code::NameInvalid, path("name")).with("name", former.name.as_str()));
        }
        match date_from_text(&former.until) {
            Some(until) => names.push(Former { name: former.name.clone(), until }),
            None => problems.push(Problem::at(Code::FormatInvalid, path("until"))),
        }
    }
    names
}
