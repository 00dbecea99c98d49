//! Filters by expression: they find what the filter tree finds, in lists, counts, pages and views, and are refused with
//! reason and place.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::things;
use crate::support::{App, document, id_of, ids_in};

fn found(app: &App, login: &str, object: &str, filter: &Json) -> BTreeSet<String> {
    let page = app.by(login).find(object, filter.clone()).expect(200);
    let ids: BTreeSet<String> = ids_in(&page).into_iter().collect();
    assert_eq!(page["count"], json!(ids.len()), "{filter}");
    ids
}

on_both! {
    fn an_expression_finds_what_the_tree_finds(app) {
        things::make(app, 60);
        let is = |field: &str, op: &str, value: Json| json!({"field": field, "op": op, "value": value});
        let me = app.id("rita");
        let pairs = [
            ("integer > 0", is("integer", "gt", json!(0))),
            ("0.5 < integer", is("integer", "gte", json!(1))),
            ("money * 2 > 11", is("money", "gt", json!("5.50"))),
            ("money / 2 >= 5.25", is("money", "gte", json!("10.50"))),
            ("percent = 1.25", is("percent", "eq", json!("1.25"))),
            ("decimal <> 0.125", is("decimal", "ne", json!("0.125"))),
            ("text = \"alpha\"", is("text", "eq", json!("alpha"))),
            ("LOWER(text) = \"alpha\"", json!({"or": [is("text", "eq", json!("alpha")), is("text", "eq", json!("Alpha"))]})),
            ("LEN(text) = 2", is("text", "in", json!(["中文", "ab"]))),
            ("CONTAINS(multi_select, \"q\")", is("multi_select", "contains_any", json!(["q"]))),
            ("select = \"x\" OR select = BLANK", json!({"not": is("select", "in", json!(["y", "z"]))})),
            ("NOT boolean", json!({"not": is("boolean", "eq", json!(true))})),
            ("boolean = FALSE", is("boolean", "eq", json!(false))),
            ("date >= DATE(2026, 2, 11)", is("date", "gte", json!("2026-02-11"))),
            ("MONTH(date) = 1", is("date", "between", json!(["2026-01-01", "2026-01-31"]))),
            ("YEAR(datetime) = 2026", is("datetime", "not_empty", json!(null))),
            ("reference.level = \"a\"", is("reference.level", "eq", json!("a"))),
            ("NOT reference.level = \"a\"", json!({"not": is("reference.level", "eq", json!("a"))})),
            ("ISBLANK(reference)", is("reference", "empty", json!(null))),
            ("record.user = ME() OR record.user = user.id", is("user", "eq", json!(me))),
            ("dept <> BLANK", is("dept", "not_empty", json!(null))),
            ("ISBLANK(file) AND created_at <= NOW()", json!({"and": []})),
        ];
        for (expression, tree) in pairs {
            let (one, two) = (json!({"expression": expression}), tree);
            let wanted = found(app, "rita", "thing", &two);
            assert_eq!(found(app, "rita", "thing", &one), wanted, "{expression}");
            let rest = found(app, "rita", "thing", &json!({"not": one}));
            assert_eq!((rest.len() + wanted.len(), rest.is_disjoint(&wanted)), (60, true), "NOT {expression}");
            assert!(expression.contains("NOW") || (!wanted.is_empty() && !rest.is_empty()), "{expression} tells nothing apart");
        }
    }

    fn pages_counts_and_views_go_by_it(app) {
        let deal = |name: &str, login: &str, price: &str| {
            let lines = json!([{"product": "p", "price": price}, {"product": "q", "quantity": 2, "price": "1"}]);
            app.by(login).create("deal", json!({"name": name, "lines": lines}))
        };
        for number in 0..7 {
            deal(&format!("r{number}"), "rita", &format!("{number}"));
            deal(&format!("e{number}"), "ray", &format!("{number}"));
        }
        let filter = json!({"expression": "SUM(lines.amount) > 4 AND COUNT(lines) = 2 AND LEFT(name, 1) = \"r\""});
        // Mia sees the rows of several departments, which SQLite merges branch by branch.
        for login in ["rita", "mia", "ada"] {
            let mut after = Json::Null;
            let mut names = Vec::new();
            loop {
                let body = json!({"filter": filter, "limit": 2, "count": "exact", "after": after, "sort": "-created_at"});
                let page = app.by(login).post("/api/v1/records/deal/query", body).expect(200);
                assert_eq!(page["count"], 4, "{login}");
                names.extend(page["data"].as_array().unwrap().iter().map(|deal| deal["name"].as_str().unwrap().to_owned()));
                after = page["next"].clone();
                if after.is_null() {
                    break;
                }
            }
            assert_eq!(names, ["r6", "r5", "r4", "r3"], "{login}");
        }
        assert_eq!(found(app, "ray", "deal", &filter).len(), 0);
        let view = |name: &str, text: &str| {
            document("view", name, json!({"object": "deal", "columns": [{"field": "name"}], "filter": {"expression": text}}))
        };
        app.publish(vec![view("large", "SUM(lines.amount) > 7"), view("costly", "cost > 1")]).expect(200);
        let page = app.by("rita").list("deal", &[("view", "large")]).expect(200);
        assert_eq!(page["data"].as_array().unwrap().len(), 1);
        // The second asks a field that is hidden from her.
        app.by("rita").list("deal", &[("view", "costly")]).refused(400, "parameter_invalid");
        app.by("ada").list("deal", &[("view", "costly")]).expect(200);
        app.publish(vec![view("broken", "SUM(lines.amuont) > 7")]).refused(422, "validation_failed");
    }

    fn an_expression_that_is_wrong_is_refused_with_its_place(app) {
        let rita = app.by("rita");
        let refused = |text: &str| {
            let answer = rita.find("deal", json!({"or": [{"expression": text}]}));
            answer.refused(422, "expression_invalid").tells(&[("expression_invalid", "filter/or/0/expression")]);
            let problem = answer.json()["error"]["problems"][0]["params"].clone();
            (problem["reason"].as_str().unwrap().to_owned(), problem["start"].as_u64().unwrap())
        };
        assert_eq!(refused("amount >"), ("end_unexpected".to_owned(), 8));
        assert_eq!(refused("amount + 1"), ("result_type".to_owned(), 0));
        assert_eq!(refused("TRUE AND amuont = 1"), ("name_unknown".to_owned(), 9));
        assert_eq!(refused("RMBCAPITAL(amount) = \"x\""), ("not_in_sql".to_owned(), 0));
        rita.find("deal", json!({"expression": 7})).refused(400, "filter_invalid");
        rita.find("deal", json!({"expression": "TRUE", "field": "name"})).refused(400, "filter_invalid");
        let many: Vec<Json> = (0..5).map(|_| json!({"expression": "TRUE"})).collect();
        rita.find("deal", json!({"and": many})).refused(400, "filter_invalid");
    }

    fn a_number_out_of_range_refuses_the_request_and_nothing_else(app) {
        let rita = app.by("rita");
        let line = |quantity: i64, price: &str| json!({"product": "p", "quantity": quantity, "price": price});
        let deal = rita.create("deal", json!({"name": "x", "lines": [line(1, "3"), line(2, "4")]}));
        let hundred = "1000000000000000000000000000";
        let text = format!("SUM(lines.price) * {hundred} > SUM(lines.quantity) / 3");
        let answer = rita.find("deal", json!({"expression": text}));
        // PostgreSQL has room for the digits, SQLite asks the evaluator, which has not.
        assert!(answer.status == 200 || answer.code() == "out_of_range", "{}", answer.text());
        assert_eq!(rita.read("deal", id_of(&deal))["name"], "x");
    }
}
