//! Pages: every record once, in order, with blanks and ties, and cursors that cannot be made up.

use serde_json::{Value as Json, json};

use crate::support::{Client, ids_in};

fn walk(client: &Client, object: &str, sort: &str, limit: &str) -> Vec<Json> {
    let mut records = Vec::new();
    let mut after: Option<String> = None;
    for _ in 0..100 {
        let mut parameters = vec![("sort", sort), ("limit", limit)];
        if let Some(after) = &after {
            parameters.push(("after", after));
        }
        let page = client.list(object, &parameters).expect(200);
        records.extend(page["data"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => after = Some(next.to_owned()),
            None => return records,
        }
    }
    panic!("{sort}: the pages do not end");
}

/// Twenty-three records with many ties and blanks in every sortable type.
fn fill(client: &Client) {
    for index in 0..23 {
        let value = |json: Json| if index % 4 == 0 { Json::Null } else { json };
        let small = index % 3;
        client.create("thing", json!({
            "text": value(json!(["b", "a", "中", "B"][index % 4])), "integer": value(json!(small)), "decimal": value(json!(format!("{small}.5"))),
            "money": value(json!(format!("-{small}"))), "percent": value(json!(small)), "boolean": value(json!(small == 1)),
            "date": value(json!(format!("2026-01-0{}", small + 1))), "datetime": value(json!(format!("2026-01-0{}T00:00:00Z", small + 1))),
            "select": value(json!(["x", "y", "z"][small])), "email": value(json!(format!("a{small}@b.cn"))), "phone": value(json!(format!("1000{small}"))),
        }));
    }
}

fn tampered(cursor: &str) -> Vec<String> {
    let flip = |at: usize| {
        let mut bytes = cursor.as_bytes().to_vec();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        String::from_utf8(bytes).unwrap()
    };
    vec![
        flip(0),
        flip(cursor.len() / 2),
        flip(cursor.len() - 2),
        cursor[..cursor.len() - 4].to_owned(),
        "x".to_owned(),
        "AAAA".repeat(30),
        "%%%".to_owned(),
    ]
}

on_both! {
    fn every_record_comes_once_whatever_the_order(app) {
        let rita = app.by("rita");
        fill(&rita);
        let mut all = ids_in(&rita.list("thing", &[("limit", "200")]).expect(200));
        all.sort();
        let fields = [
            "text",
            "integer",
            "decimal",
            "money",
            "percent",
            "boolean",
            "date",
            "datetime",
            "select",
            "email",
            "phone",
            "auto_number",
            "created_at",
            "revision",
            "id",
            "owner",
        ];
        let orders = fields.iter().flat_map(|field| [(*field).to_owned(), format!("-{field}")]);
        let mixed = [
            "integer,-text",
            "-boolean,date,-select",
            "revision,-created_at",
            "-id,text",
            "text,id,integer",
            "integer,integer",
        ];
        for sort in orders.chain(mixed.map(str::to_owned)) {
            let paged: Vec<String> = walk(&rita, "thing", &sort, "5")
                .iter()
                .map(|record| record["id"].as_str().unwrap().to_owned())
                .collect();
            let whole = ids_in(&rita.list("thing", &[("sort", &sort), ("limit", "200")]).expect(200));
            assert_eq!(paged, whole, "pages and the whole differ by {sort}");
            let mut sorted = paged;
            sorted.sort();
            assert_eq!(sorted, all, "{sort}");
        }
    }

    fn blanks_come_first_upwards_and_last_downwards(app) {
        let rita = app.by("rita");
        fill(&rita);
        for field in ["text", "integer", "decimal", "boolean", "date", "select"] {
            let blanks =
                |records: Vec<Json>| records.iter().map(|record| record[field].is_null()).collect::<Vec<bool>>();
            let up = blanks(walk(&rita, "thing", field, "4"));
            let down = blanks(walk(&rita, "thing", &format!("-{field}"), "4"));
            assert_eq!(up, (0..23).map(|index| index < 6).collect::<Vec<_>>(), "{field}");
            assert_eq!(down, (0..23).map(|index| index >= 17).collect::<Vec<_>>(), "-{field}");
        }
    }

    fn values_are_in_the_order_of_their_type(app) {
        let rita = app.by("rita");
        for (integer, money, text) in [(10, "9.00", "b"), (9, "10.00", "B"), (-3, "-0.50", "中"), (100, "-100.00", "a")]
        {
            rita.create("thing", json!({"integer": integer, "money": money, "text": text}));
        }
        let by = |sort: &str, field: &str| {
            walk(&rita, "thing", sort, "2").iter().map(|record| record[field].clone()).collect::<Vec<_>>()
        };
        assert_eq!(by("integer", "integer"), [json!(-3), json!(9), json!(10), json!(100)]);
        assert_eq!(by("-money", "money"), [json!("10.00"), json!("9.00"), json!("-0.50"), json!("-100.00")]);
        assert_eq!(
            by("text", "text"),
            [json!("B"), json!("a"), json!("b"), json!("中")],
            "by bytes, on both databases"
        );
    }

    fn a_record_that_comes_in_between_does_not_shift_the_pages(app) {
        let rita = app.by("rita");
        for index in 0..6 {
            rita.create("company", json!({"name": format!("c{index}")}));
        }
        let first = rita.list("company", &[("sort", "name"), ("limit", "3")]).expect(200);
        rita.create("company", json!({"name": "a comes before"}));
        let second = rita
            .list("company", &[("sort", "name"), ("limit", "3"), ("after", first["next"].as_str().unwrap())])
            .expect(200);
        assert_eq!(crate::support::names_in(&second, "name"), ["c3", "c4", "c5"]);
    }

    fn a_cursor_belongs_to_its_query_and_its_reader(app) {
        let (rita, ada) = (app.by("rita"), app.by("ada"));
        for index in 0..4 {
            rita.create("company", json!({"name": format!("secret name {index}")}));
        }
        let page = rita.list("company", &[("sort", "name"), ("limit", "2")]).expect(200);
        let cursor = page["next"].as_str().unwrap();
        let again = |client: &Client, parameters: &[(&str, &str)]| {
            client.list("company", &[parameters, &[("limit", "2"), ("after", cursor)]].concat())
        };
        assert_eq!(again(&rita, &[("sort", "name")]).status, 200);
        again(&ada, &[("sort", "name")]).refused(400, "cursor_invalid");
        again(&rita, &[("sort", "-name")]).refused(400, "cursor_invalid");
        again(&rita, &[("sort", "name"), ("search", "x")]).refused(400, "cursor_invalid");
        again(&rita, &[("sort", "name"), ("filter", r#"{"field":"level","op":"empty"}"#)])
            .refused(400, "cursor_invalid");
        ada.list("deal", &[("sort", "name"), ("after", cursor)]).refused(400, "cursor_invalid");
        for wrong in tampered(cursor) {
            rita.list("company", &[("sort", "name"), ("after", &wrong)])
                .refused(400, "cursor_invalid")
                .tells(&[("cursor_invalid", "after")]);
        }
        let other = rita.list("company", &[("sort", "name"), ("limit", "2")]).expect(200);
        assert_ne!(other["next"], page["next"], "equal places give different cursors, so that they tell nothing");
    }
}
