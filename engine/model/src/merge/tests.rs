//! Each case of bringing two changes together, and any two that do not touch each other.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;

fn deal() -> Json {
    json!({
        "kind": "object", "name": "deal", "label": {"en": "Deal", "zh-CN": "商机"}, "title_field": "name",
        "search_fields": ["name", "code"],
        "fields": [
            {"uid": "f0", "name": "name", "type": "text", "label": {"en": "Name"}},
            {"uid": "f1", "name": "code", "type": "text", "label": {"en": "Code"}, "unique": true},
            {"uid": "f2", "name": "cost", "type": "money", "label": {"en": "Cost"}, "options": {"scale": 2}},
            {"uid": "f3", "name": "state", "type": "select", "label": {"en": "State"},
             "options": {"options": [{"value": "a", "label": {"en": "A"}}, {"value": "b", "label": {"en": "B"}}]}},
        ],
        "blocks": [{"kind": "text", "options": {"text": "one"}}, {"kind": "rule"}, {"kind": "text", "options": {"text": "two"}}],
    })
}

fn changed(change: impl FnOnce(&mut Json)) -> Json {
    let mut deal = deal();
    change(&mut deal);
    deal
}

fn merged(mine: &Json, theirs: &Json) -> Json {
    let merged = merge(Some(&deal()), Some(mine), Some(theirs), &|_| None);
    assert_eq!(merged.conflicts, []);
    merged.document.unwrap()
}

fn conflicts(mine: &Json, theirs: &Json) -> Vec<Conflict> {
    merge(Some(&deal()), Some(mine), Some(theirs), &|_| None).conflicts
}

fn names(document: &Json) -> Vec<&str> {
    document["fields"].as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap()).collect()
}

fn push(list: &mut Json, item: Json) {
    list.as_array_mut().unwrap().push(item);
}

#[test]
fn different_keys_of_one_field_are_both_kept() {
    let mine = changed(|deal| deal["fields"][2]["label"]["en"] = json!("Expense"));
    let theirs = changed(|deal| {
        deal["fields"][2]["required"] = json!(true);
        deal["label"]["en"] = json!("Bargain");
    });
    let both = merged(&mine, &theirs);
    assert_eq!(both["fields"][2]["label"]["en"], "Expense");
    assert_eq!((&both["fields"][2]["required"], &both["label"]["en"]), (&json!(true), &json!("Bargain")));
    assert_eq!(both["label"]["zh-CN"], "商机");
}

#[test]
fn a_field_that_moved_is_still_the_same() {
    let mine = changed(|deal| deal["fields"].as_array_mut().unwrap().rotate_left(1));
    let theirs = changed(|deal| deal["fields"][0]["name"] = json!("title"));
    assert_eq!(names(&merged(&mine, &theirs)), ["code", "cost", "state", "title"]);
    assert_eq!(names(&merged(&theirs, &mine)), ["code", "cost", "state", "title"]);
}

#[test]
fn what_both_add_stands_one_after_the_other() {
    let add = |name: &'static str| changed(move |deal| push(&mut deal["fields"], json!({"uid": name, "name": name})));
    assert_eq!(names(&merged(&add("mine"), &add("theirs"))), ["name", "code", "cost", "state", "theirs", "mine"]);
    let mine = changed(|deal| deal["fields"].as_array_mut().unwrap().insert(0, json!({"uid": "x", "name": "x"})));
    assert_eq!(names(&merged(&mine, &add("theirs"))), ["x", "name", "code", "cost", "state", "theirs"]);
    // The same addition twice is one.
    assert_eq!(merged(&add("one"), &add("one")), add("one"));
}

#[test]
fn what_one_takes_out_is_gone_unless_the_other_changed_it() {
    let without = changed(|deal| {
        deal["fields"].as_array_mut().unwrap().remove(1);
    });
    let other = changed(|deal| deal["fields"][0]["required"] = json!(true));
    assert_eq!(names(&merged(&without, &other)), ["name", "cost", "state"]);
    assert_eq!(names(&merged(&other, &without)), ["name", "cost", "state"]);
    let same = changed(|deal| deal["fields"][1]["required"] = json!(true));
    let found = conflicts(&without, &same);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].path.as_str(), &found[0].mine), ("/fields/f1", &None));
    assert_eq!(found[0].theirs.as_ref().unwrap()["required"], true);
    for (side, expected) in [(Side::Mine, 3), (Side::Theirs, 4)] {
        let decided = merge(Some(&deal()), Some(&without), Some(&same), &|_| Some(side));
        assert_eq!((decided.conflicts.len(), names(&decided.document.unwrap()).len()), (0, expected));
    }
}

#[test]
fn one_key_changed_by_both_is_a_conflict_with_all_three_forms() {
    let mine = changed(|deal| {
        deal["fields"][2]["options"]["scale"] = json!(4);
        deal["fields"][0]["label"]["en"] = json!("Title");
    });
    let theirs = changed(|deal| deal["fields"][2]["options"]["scale"] = json!(0));
    let expected = Conflict {
        path: "/fields/f2/options/scale".to_owned(),
        base: Some(json!(2)),
        mine: Some(json!(4)),
        theirs: Some(json!(0)),
    };
    assert_eq!(conflicts(&mine, &theirs), [expected]);
    let choose = |path: &str| (path == "/fields/f2/options/scale").then_some(Side::Theirs);
    let decided = merge(Some(&deal()), Some(&mine), Some(&theirs), &choose);
    assert_eq!(decided.conflicts, []);
    let decided = decided.document.unwrap();
    assert_eq!(decided["fields"][2]["options"]["scale"], 0);
    assert_eq!(decided["fields"][0]["label"]["en"], "Title", "what nobody else changed stays mine");
}

#[test]
fn a_choice_is_known_by_the_key_it_had() {
    let mine = changed(|deal| {
        let option = &mut deal["fields"][3]["options"]["options"][0];
        option["value"] = json!("first");
        option["former_names"] = json!([{"name": "a", "until": "2030-01-01"}]);
    });
    let theirs = changed(|deal| deal["fields"][3]["options"]["options"][0]["label"]["en"] = json!("Alpha"));
    let both = merged(&mine, &theirs);
    let options = both["fields"][3]["options"]["options"].as_array().unwrap();
    assert_eq!(
        (options.len(), &options[0]["value"], &options[0]["label"]["en"]),
        (2, &json!("first"), &json!("Alpha"))
    );
}

#[test]
fn blocks_without_a_name_are_known_by_what_they_say() {
    let mine = changed(|deal| {
        deal["blocks"].as_array_mut().unwrap().insert(0, json!({"kind": "heading"}));
        deal["blocks"][1]["options"]["text"] = json!("first");
    });
    let theirs = changed(|deal| {
        deal["blocks"][2]["style"] = json!("small");
        push(&mut deal["blocks"], json!({"kind": "page_break"}));
    });
    let both = merged(&mine, &theirs);
    let told: Vec<String> = both["blocks"].as_array().unwrap().iter().map(Json::to_string).collect();
    let expected = [
        json!({"kind": "heading"}),
        json!({"kind": "text", "options": {"text": "first"}}),
        json!({"kind": "rule"}),
        json!({"kind": "text", "options": {"text": "two"}, "style": "small"}),
        json!({"kind": "page_break"}),
    ];
    assert_eq!(told, expected.map(|block| block.to_string()));
}

#[test]
fn an_order_that_both_changed_is_a_conflict() {
    let mine = changed(|deal| deal["fields"].as_array_mut().unwrap().rotate_left(1));
    let theirs = changed(|deal| deal["fields"].as_array_mut().unwrap().reverse());
    let found = conflicts(&mine, &theirs);
    assert_eq!((found.len(), found[0].path.as_str()), (1, "/fields"));
    let decided = merge(Some(&deal()), Some(&mine), Some(&theirs), &|_| Some(Side::Theirs));
    assert_eq!(names(&decided.document.unwrap()), ["state", "cost", "code", "name"]);
}

#[test]
fn a_document_that_one_removed_and_one_changed_is_one_conflict() {
    let mine = changed(|deal| deal["label"]["en"] = json!("x"));
    let found = merge(Some(&deal()), Some(&mine), None, &|_| None);
    assert_eq!((found.conflicts.len(), found.conflicts[0].path.as_str()), (1, ""));
    assert_eq!(merge(Some(&deal()), Some(&deal()), None, &|_| None).document, None);
    assert_eq!(merge(Some(&deal()), None, Some(&mine), &|_| Some(Side::Mine)).document, None);
}

/// One small change; two with different numbers never touch each other.
fn edit(document: &mut Json, number: u8) {
    let at = usize::from(number % 4);
    let field = |document: &mut Json, uid: &str, change: &dyn Fn(&mut Json)| {
        let fields = document["fields"].as_array_mut().unwrap();
        fields.iter_mut().filter(|field| field["uid"] == uid).for_each(change);
    };
    match number / 4 {
        0 => field(document, &format!("f{at}"), &|field| field["label"]["en"] = json!(format!("label {at}"))),
        1 => field(document, &format!("f{at}"), &|field| field["required"] = json!(true)),
        2 => field(document, &format!("f{at}"), &|field| field["name"] = json!(format!("renamed_{at}"))),
        3 => push(&mut document["fields"], json!({"uid": format!("n{at}"), "name": format!("new_{at}")})),
        4 => push(&mut document["search_fields"], json!(format!("found_{at}"))),
        5 => document["label"][["fr", "de", "ja", "ko"][at]] = json!("label"),
        6 => field(document, "f3", &|field| push(&mut field["options"]["options"], json!({"value": format!("v{at}")}))),
        _ => {
            let key = ["icon", "description", "history", "rules"][at];
            document[key] = json!({"set": at});
        }
    }
}

/// The same whatever the order of what was added.
fn sorted(json: &Json) -> Json {
    match json {
        Json::Array(items) => {
            let mut items: Vec<Json> = items.iter().map(sorted).collect();
            items.sort_by_key(Json::to_string);
            Json::Array(items)
        }
        Json::Object(keys) => keys.iter().map(|(key, value)| (key.clone(), sorted(value))).collect(),
        other => other.clone(),
    }
}

proptest! {
    #[test]
    fn changes_that_do_not_touch_are_both_made_in_either_order(
        numbers in proptest::collection::hash_set(0_u8..32, 0..14),
        split in proptest::collection::vec(any::<bool>(), 14),
    ) {
        let apply = |document: &Json, side: Option<bool>| {
            let mut document = document.clone();
            for (number, own) in numbers.iter().zip(&split) {
                if side.is_none_or(|side| side == *own) {
                    edit(&mut document, *number);
                }
            }
            document
        };
        let base = deal();
        let (mine, theirs) = (apply(&base, Some(true)), apply(&base, Some(false)));
        for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
            let both = merge(Some(&base), Some(one), Some(other), &|_| None);
            prop_assert_eq!(&both.conflicts, &[]);
            prop_assert_eq!(sorted(&both.document.unwrap()), sorted(&apply(&base, None)));
        }
        prop_assert_eq!(sorted(&apply(&mine, Some(false))), sorted(&apply(&theirs, Some(true))));
        // What was brought together once needs nothing more.
        let both = merge(Some(&base), Some(&mine), Some(&theirs), &|_| None).document.unwrap();
        prop_assert_eq!(merge(Some(&theirs), Some(&both), Some(&theirs), &|_| None).document.unwrap(), both);
    }
}
