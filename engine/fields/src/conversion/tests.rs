//! The table against the registry, the page and the values.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{Converter, Way, conversions};
use crate::{AnyField, Choice, OptionSets, REGISTRY, entry};

struct NoSets;

impl OptionSets for NoSets {
    fn options(&self, _name: &str) -> Option<Vec<Choice>> {
        None
    }
}

fn field(kind: &str, options: Json) -> Arc<dyn AnyField> {
    let compiled = (entry(kind).unwrap().compile)(options.as_object().unwrap(), &NoSets);
    compiled.unwrap_or_else(|problems| panic!("{kind}: {problems:?}"))
}

/// What a value becomes, or the code of why it does not.
fn became(from: (&str, Json), to: (&str, Json), value: Json) -> Json {
    let (from, to) = (field(from.0, from.1), field(to.0, to.1));
    let value = from.parse(&value).unwrap();
    match Converter::new(from.as_ref(), to.as_ref()).unwrap().convert(&value) {
        Ok(value) => value.to_json(),
        Err(problem) => json!(format!("! {}", problem.code)),
    }
}

#[test]
fn every_row_is_of_known_types_and_comes_once() {
    let all = conversions();
    for row in &all {
        for kind in [row.from, row.to] {
            assert!(REGISTRY.iter().any(|entry| entry.kind == kind), "{kind}");
        }
        assert_eq!(all.iter().filter(|other| (other.from, other.to) == (row.from, row.to)).count(), 1, "{row:?}");
    }
    assert!(all.len() > 150, "{}", all.len());
}

/// The sample of a type is converted by every row without a panic, and what comes out is a value of the new type.
#[test]
fn what_comes_out_is_a_value_of_the_new_type() {
    for row in conversions() {
        let compiled = |kind: &str| {
            let entry = entry(kind).unwrap();
            let (options, sample) = (entry.sample)();
            (field(kind, options), sample)
        };
        let ((from, sample), (to, _)) = (compiled(row.from), compiled(row.to));
        let value = from.parse(&sample).unwrap();
        if let Ok(value) = Converter::new(from.as_ref(), to.as_ref()).unwrap().convert(&value) {
            let again = to.parse(&value.to_json()).unwrap_or_else(|problem| panic!("{row:?}: {problem:?}"));
            assert_eq!(again.to_json(), value.to_json(), "{row:?}");
        }
    }
}

#[test]
fn values_become_what_people_mean() {
    let text = || ("text", json!({}));
    let options = json!({"options": [
        {"value": "a", "label": {"zh-CN": "甲级", "en": "First"}}, {"value": "b", "label": {"en": "Second"}}]});
    let cases = [
        (text(), ("decimal", json!({"scale": 2})), json!("￥1,234.50"), json!("1234.50")),
        (text(), ("decimal", json!({"scale": 2})), json!("12.345"), json!("! too_many_decimals")),
        (text(), ("decimal", json!({"scale": 2})), json!("12 pieces"), json!("! type_mismatch")),
        (text(), ("integer", json!({})), json!(" 12.00 "), json!(12)),
        (text(), ("integer", json!({"max": 10})), json!("12"), json!("! out_of_range")),
        (text(), ("percent", json!({})), json!("12.5%"), json!("12.50")),
        (text(), ("boolean", json!({})), json!("是"), json!(true)),
        (text(), ("boolean", json!({})), json!("perhaps"), json!("! type_mismatch")),
        (text(), ("date", json!({})), json!("2026年1月5日"), json!("2026-01-05")),
        (text(), ("date", json!({})), json!("2026-02-30"), json!("! type_mismatch")),
        (text(), ("select", options.clone()), json!("甲级"), json!("a")),
        (text(), ("select", options.clone()), json!("b"), json!("b")),
        (text(), ("select", options.clone()), json!("c"), json!("! option_unknown")),
        (text(), ("multi_select", options.clone()), json!("First，b"), json!(["a", "b"])),
        (text(), ("email", json!({})), json!("nobody"), json!("! format_invalid")),
        (("decimal", json!({"scale": 2})), text(), json!("12.50"), json!("12.5")),
        (("decimal", json!({"scale": 2})), ("integer", json!({})), json!("12.00"), json!(12)),
        (("decimal", json!({"scale": 2})), ("integer", json!({})), json!("12.50"), json!("! too_many_decimals")),
        (("boolean", json!({})), ("integer", json!({})), json!(true), json!(1)),
        (("integer", json!({})), ("boolean", json!({})), json!(2), json!("! type_mismatch")),
        (("datetime", json!({})), ("date", json!({})), json!("2026-11-20T17:00:00Z"), json!("2026-11-21")),
        (("date", json!({})), ("datetime", json!({})), json!("2026-11-21"), json!("2026-11-20T16:00:00Z")),
        (("multi_select", options.clone()), ("select", options.clone()), json!(["b"]), json!("b")),
        (("multi_select", options.clone()), ("select", options.clone()), json!(["a", "b"]), json!("! too_long")),
        (("select", options.clone()), ("multi_select", options.clone()), json!("a"), json!(["a"])),
        (("tags", json!({})), text(), json!(["x", "y"]), json!("x、y")),
        (("text", json!({})), ("text", json!({"max_length": 3})), json!("long"), json!("! too_long")),
    ];
    for (from, to, value, wanted) in cases {
        let told = format!("{} {value} to {}", from.0, to.0);
        assert_eq!(became(from, to, value), wanted, "{told}");
    }
    let (from, to) = (field("file", json!({})), field("text", json!({})));
    assert!(Converter::new(from.as_ref(), to.as_ref()).is_err(), "what is not in the table is not done");
}

/// The page shows the table; `UPDATE_GOLDEN=1` writes it.
#[test]
fn the_page_shows_the_table() {
    let mut text = String::from(
        "# Changing the type of a field\n\nWhat the values of a field become when it becomes another type. Blank stays blank. \
         Nothing is rounded or\nguessed: a value that the new field would refuse fails, and \
         `POST /api/v1/meta/type-change/preview` counts those before\nanything is done. Pairs that are not here are not converted.\n",
    );
    for way in [
        Way::Checked,
        Way::Written,
        Way::ReadNumber,
        Way::SameNumber,
        Way::ReadTruth,
        Way::Counted,
        Way::ReadDay,
        Way::Day,
        Way::StartOfDay,
        Way::Option,
        Way::One,
        Way::Only,
        Way::Split,
        Way::Joined,
    ] {
        text.push_str(&format!("\n## {}\n\n| from | to |\n|---|---|\n", way.told()));
        let rows: Vec<_> = conversions().into_iter().filter(|row| row.way == way).collect();
        let mut last = "";
        for row in &rows {
            if row.from != last {
                let to: Vec<&str> = rows.iter().filter(|other| other.from == row.from).map(|other| other.to).collect();
                text.push_str(&format!("| `{}` | `{}` |\n", row.from, to.join("`, `")));
                last = row.from;
            }
        }
    }
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/type-changes.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&page, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&page).unwrap_or_default(), text, "UPDATE_GOLDEN=1 writes the page anew");
}
