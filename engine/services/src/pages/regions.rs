//! The divisions of China for inputs and filters.

use engine_errors::{Code, Problem};
use engine_fields::regions::{Region, find, parts_of, region};
use serde_json::{Value as Json, json};

use crate::{Answer, Failure};

/// Most divisions of one answer to a search; the largest province has fewer parts.
const LIMIT: usize = 200;

/// `{"data": [{"code", "label", "has_children"}]}`: the parts of `parent` (none: the top-level ones) by their own names; with
/// `search` (a code, a name, or names from the top) what is found below `parent` or anywhere, with the names from the top.
///
/// # Errors
/// `parameter_invalid` for an unknown parent.
pub fn regions(parent: Option<&str>, search: Option<&str>) -> Answer<Json> {
    let parent = match parent.filter(|code| !code.is_empty()) {
        None => None,
        Some(code) => Some(region(code).ok_or_else(|| {
            let problem = Problem::at(Code::ParameterInvalid, "parent").with("value", code);
            Failure::problems(vec![problem])
        })?),
    };
    let shown = |region: &Region, label: String| json!({"code": region.code, "label": label, "has_children": region.has_children()});
    let search = search.map(str::trim).filter(|text| !text.is_empty());
    let data: Vec<Json> = match search {
        Some(text) => {
            let range = parent.map(Region::range);
            let is_below =
                |region: &&Region| range.as_ref().is_none_or(|(low, high)| region.code > *low && region.code <= *high);
            find(text).filter(is_below).take(LIMIT).map(|region| shown(region, region.label())).collect()
        }
        None => parts_of(parent.map(|region| region.code.as_str()))
            .map(|region| shown(region, region.name.clone()))
            .collect(),
    };
    Ok(json!({"data": data}))
}
