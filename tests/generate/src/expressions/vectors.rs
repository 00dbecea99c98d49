//! Expressions with their answers, for every other evaluator. The format is told in `tests/vectors/README.md`.

use std::collections::BTreeSet;

use engine_expressions::sample::{Grower, HOLIDAYS, NOW, RATES, RECORDS, ROLE, Sample, WORKED};
use engine_expressions::{
    Ast, CheckedExpression, Function, Gives, Path, PathType, Root, Source, Type, check, compile, evaluate, functions,
};
use engine_values::Value;
use serde_json::{Value as Json, json};

use super::VECTORS;
use crate::{Generated, pretty};

/// Expressions for each function, each with that function in it.
const PER_FUNCTION: usize = 8;
/// Expressions with any functions.
const MIXED: usize = 950;
/// No larger trees, so that a difference can be read.
const LONGEST_TEXT: usize = 105;

pub(super) fn files() -> Vec<Generated> {
    let mut seen = BTreeSet::new();
    vec![
        file("world", pretty(&world())),
        file("examples", lines(&examples(&mut seen))),
        file("functions", lines(&by_function(&mut seen))),
        file("mixed", lines(&mixed(&mut seen))),
    ]
}

fn file(name: &str, text: String) -> Generated {
    Generated { path: format!("{VECTORS}/{name}.json"), text }
}

/// A list with one line for each item, so that a change shows as changed lines.
fn lines(cases: &[Json]) -> String {
    let cases: Vec<String> = cases.iter().map(Json::to_string).collect();
    format!("[\n{}\n]\n", cases.join(",\n"))
}

/// A value as the vectors write it.
fn written(value: &Value) -> Json {
    match value {
        Value::Decimal(number) => Json::String(number.normalize().to_string()),
        other => other.to_json(),
    }
}

fn world() -> Json {
    let names = Sample::names().map(|(path, kind)| {
        let (root, names) = path.split_once('.').unwrap_or((path, ""));
        let root = [Root::Record, Root::Old, Root::User].into_iter().find(|known| known.name() == root);
        let names = names.split('.').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let place = Path { root: root.unwrap_or(Root::Record), names };
        let in_rows = path.contains(".lines.") && *kind != PathType::Rows;
        let values: Vec<Json> = (0..RECORDS)
            .map(|record| match kind {
                PathType::Rows => json!(Sample { record }.row_count(&place)),
                PathType::Scalar(_) if in_rows => Sample { record }.row_values(&place).iter().map(written).collect(),
                PathType::Scalar(_) => written(&Sample { record }.value(&place)),
            })
            .collect();
        let kind = match kind {
            PathType::Rows => json!("rows"),
            PathType::Scalar(kind) => json!(kind),
        };
        json!({"path": path, "type": kind, "values": values})
    });
    let rates: Vec<Json> = RATES
        .iter()
        .map(|(from, to, since, rate)| json!({"from": from, "to": to, "since": since, "rate": rate}))
        .collect();
    json!({
        "now": NOW,
        "zone": "+08:00",
        "user": Sample::default().user(),
        "department": Sample::default().department(),
        "roles": [ROLE],
        "holidays": HOLIDAYS,
        "worked": WORKED,
        "rates": rates,
        "names": names.collect::<Vec<_>>(),
    })
}

/// What an expression gives for each record.
fn case(text: &str, checked: &CheckedExpression) -> Json {
    let results: Vec<Json> = (0..RECORDS)
        .map(|record| match evaluate(checked, &Sample { record }) {
            Ok(value) => written(&value),
            Err(error) => json!({"error": error.code}),
        })
        .collect();
    let mut case = json!({"text": text, "ast": checked.ast, "type": checked.result, "results": results});
    if !checked.rows.is_empty()
        && let Json::Object(case) = &mut case
    {
        case.insert("rows".to_owned(), json!(checked.rows));
    }
    case
}

fn examples(seen: &mut BTreeSet<String>) -> Vec<Json> {
    let mut cases = Vec::new();
    for (text, shown) in functions().flat_map(|function| function.examples) {
        if let Ok(checked) = compile(text, &Sample::default(), None)
            && seen.insert((*text).to_owned())
        {
            let mut case = case(text, &checked);
            case["shown"] = json!(shown);
            cases.push(case);
        }
    }
    cases
}

/// Numbers that look like chance and are always the same (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(limit).unwrap_or(1)).unwrap_or_default()
    }
}

const KINDS: [Type; 7] =
    [Type::Number, Type::Text, Type::Boolean, Type::Date, Type::DateTime, Type::Duration, Type::Record];

/// An expression that can be shown: accepted, short, and not blank for every record.
fn telling(ast: &Ast, seen: &mut BTreeSet<String>) -> Option<Json> {
    let text = ast.to_string();
    if text.chars().count() > LONGEST_TEXT || seen.contains(&text) {
        return None;
    }
    let checked = check(ast, &Sample::default()).ok()?;
    let case = case(&text, &checked);
    let says = |result: &Json| !result.is_null() && result.get("error").is_none();
    let tells = case["results"].as_array().is_some_and(|results| results.iter().any(says));
    (tells && seen.insert(text)).then_some(case)
}

fn by_function(seen: &mut BTreeSet<String>) -> Vec<Json> {
    let mut cases = Vec::new();
    for (index, function) in functions().enumerate() {
        let mut chance = Chance(index as u64 + 1);
        let lists = matches!(function.signature.gives, Gives::Commons | Gives::Texts);
        let allowed = |other: &Function| {
            other.name == function.name || (lists && matches!(other.name, "COUNT" | "JOIN" | "FIRST"))
        };
        let mark = format!("{}(", function.name);
        let mut found = 0;
        for _ in 0..400 {
            let kind = KINDS.get(chance.below(KINDS.len())).unwrap_or(&Type::Text);
            let ast = Grower { choose: &mut |limit| chance.below(limit), allowed: &allowed }.tree(kind, 3);
            if found == PER_FUNCTION {
                break;
            }
            if ast.to_string().contains(&mark) {
                let case = telling(&ast, seen);
                found += usize::from(case.is_some());
                cases.extend(case);
            }
        }
    }
    cases
}

fn mixed(seen: &mut BTreeSet<String>) -> Vec<Json> {
    let mut chance = Chance(2_026);
    let mut cases = Vec::new();
    for round in 0..20 * MIXED {
        if cases.len() == MIXED {
            break;
        }
        let kind = KINDS.get(round % KINDS.len()).unwrap_or(&Type::Text);
        let ast = Grower { choose: &mut |limit| chance.below(limit), allowed: &|_| true }.tree(kind, 3);
        cases.extend(telling(&ast, seen));
    }
    cases
}
