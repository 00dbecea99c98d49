//! Records of every type with known values, in the database and beside it.

use serde_json::{Value as Json, json};

use crate::support::{App, id_of};

/// A value from a source of numbers below a limit.
type Value<'a> = dyn Fn(&mut dyn FnMut(usize) -> usize) -> Json + 'a;

/// Makes `count` records, about a third of whose values are blank, and answers them as they were stored. The values
/// come from a fixed rule, so that both databases hold the same.
pub fn make(app: &App, count: usize) -> Vec<Json> {
    let rita = app.by("rita");
    let levels = [json!("a"), json!("b"), Json::Null];
    let companies: Vec<Json> = levels
        .iter()
        .map(|level| rita.create("company", json!({"name": format!("level {level}"), "level": level})))
        .collect();
    let people = ["rita", "ray", "ed"].map(|login| app.id(login));
    let departments = ["east", "ops"].map(|name| app.id(name));
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % (below as u64)).unwrap()
    };
    let texts = ["alpha", "Alpha", "ALPHABET", "beta", "100%", "a_b", "a\\b", "中文", "O'Neil", "ab"];
    let lists = [json!(["p"]), json!(["p", "q"]), json!(["q", "r"]), json!(["p", "q", "r"])];
    let make_one = |next: &mut dyn FnMut(usize) -> usize| {
        let mut pick = |value: &Value<'_>| {
            if next(3) == 0 { Json::Null } else { value(next) }
        };
        json!({
            "text": pick(&|next| json!(texts[next(10)])),
            "long_text": pick(&|next| json!(format!("{} and {}", texts[next(10)], texts[next(10)]))),
            "integer": pick(&|next| json!(next(7) as i64 - 3)),
            "decimal": pick(&|next| json!(format!("{}.{}", next(3), ["125", "5", "25"][next(3)]))),
            "money": pick(&|next| json!(format!("{}{}.50", ["", "-"][next(2)], next(12)))),
            "percent": pick(&|next| json!(format!("{}.25", next(4)))),
            "boolean": pick(&|next| json!(next(2) == 0)),
            "date": pick(&|next| json!(format!("2026-0{}-1{}", next(3) + 1, next(3)))),
            "datetime": pick(&|next| json!(format!("2026-01-01T0{}:00:00.{}Z", next(3), ["5", "000001", "25"][next(3)]))),
            "select": pick(&|next| json!(["x", "y", "z"][next(3)])),
            "multi_select": pick(&|next| lists[next(4)].clone()),
            "email": pick(&|next| json!(format!("{}@example.com", ["li", "Wang", "zhao"][next(3)]))),
            "phone": pick(&|next| json!(format!("1000{}", next(4)))),
            "reference": pick(&|next| companies[next(3)]["id"].clone()),
            "user": pick(&|next| json!(people[next(3)])),
            "dept": pick(&|next| json!(departments[next(2)])),
        })
    };
    let mut records = Vec::with_capacity(count);
    for _ in 0..count {
        let made = rita.create("thing", make_one(&mut next));
        let mut stored = made.clone();
        let level = companies.iter().find(|company| company["id"] == made["reference"]["id"]);
        stored["reference.level"] = level.map_or(Json::Null, |company| company["level"].clone());
        stored["reference.name"] = level.map_or(Json::Null, |company| company["name"].clone());
        assert!(!id_of(&stored).is_empty());
        records.push(stored);
    }
    records
}
