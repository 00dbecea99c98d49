//! Rows of a record: added, changed, removed and put in another order with their parent, in one request.

use serde_json::{Value as Json, json};

use crate::support::{Client, id_of};

fn products(record: &Json) -> Vec<String> {
    record["lines"].as_array().unwrap().iter().map(|row| row["product"].as_str().unwrap().to_owned()).collect()
}

fn three(rita: &Client) -> Json {
    let row = |name: &str| json!({"product": name, "price": "1.00"});
    rita.create("deal", json!({"name": "rows", "lines": [row("a"), row("b"), row("c")]}))
}

on_both! {
    fn one_patch_adds_changes_removes_and_reorders(app) {
        let rita = app.by("rita");
        let deal = three(&rita);
        let row = |at: usize| deal["lines"][at]["id"].clone();
        assert_eq!(products(&deal), ["a", "b", "c"]);
        let lines = json!([{"id": row(2)}, {"product": "new", "price": "5"}, {"id": row(0), "quantity": 4}]);
        let changed = rita.patch("deal", id_of(&deal), 1, json!({"lines": lines})).expect(200);
        assert_eq!(products(&changed), ["c", "new", "a"]);
        assert_eq!(changed["amount"], "10.00");
        assert_eq!(
            (&changed["lines"][0]["id"], &changed["lines"][2]["id"]),
            (&row(2), &row(0)),
            "kept rows stay themselves"
        );
        let positions: Vec<i64> =
            changed["lines"].as_array().unwrap().iter().map(|row| row["position"].as_i64().unwrap()).collect();
        assert!(positions.is_sorted(), "{positions:?}");
        assert_eq!(rita.read("deal", id_of(&deal)), changed);
        let all = app.by("ada").list("deal_line", &[("count", "exact")]).expect(200);
        assert_eq!(all["count"], 3, "the removed row is gone");
    }

    fn rows_that_are_not_named_stay(app) {
        let rita = app.by("rita");
        let deal = three(&rita);
        let changed = rita.patch("deal", id_of(&deal), 1, json!({"name": "other"})).expect(200);
        for (after, before) in changed["lines"].as_array().unwrap().iter().zip(deal["lines"].as_array().unwrap()) {
            assert_eq!(
                (&after["id"], &after["product"], &after["revision"]),
                (&before["id"], &before["product"], &json!(1))
            );
        }
        assert_eq!(products(&changed), ["a", "b", "c"]);
    }

    fn rows_of_another_parent_are_refused(app) {
        let rita = app.by("rita");
        let (one, other) = (three(&rita), three(&rita));
        app.unchanged(|| {
            let stolen = json!({"lines": [{"id": other["lines"][0]["id"], "product": "mine"}]});
            let answer = rita.patch("deal", id_of(&one), 1, stolen);
            answer.refused(422, "validation_failed").tells(&[("reference_not_found", "/lines/0/id")]);
            let same = one["lines"][0]["id"].clone();
            let twice = rita.patch("deal", id_of(&one), 1, json!({"lines": [{"id": same}, {"id": same}]}));
            twice.tells(&[("reference_not_found", "/lines/1/id")]);
            rita.patch("deal", id_of(&one), 1, json!({"lines": [{"id": "nonsense"}]}))
                .tells(&[("reference_not_found", "/lines/0/id")]);
        });
    }

    fn problems_of_rows_have_their_place(app) {
        let rita = app.by("rita");
        app.unchanged(|| {
            let lines = json!([{"product": "ok"}, {"quantity": "many", "margin": "1", "deal": app.id("rita")}, "row", {"product": "x", "quantity": 0}]);
            let answer = rita.try_create("deal", json!({"name": "bad", "lines": lines}));
            answer.refused(422, "validation_failed").tells(&[
                ("field_unknown", "/lines/1/margin"),
                ("out_of_range", "/lines/3/quantity"),
                ("reference_not_found", "/lines/1/deal"),
                ("required", "/lines/1/product"),
                ("type_mismatch", "/lines/1/quantity"),
                ("type_mismatch", "/lines/2"),
            ]);
            let many: Vec<Json> = (0..21).map(|_| json!({"product": "p"})).collect();
            rita.try_create("deal", json!({"name": "many", "lines": many})).tells(&[("too_long", "/lines")]);
            rita.try_create("deal", json!({"name": "none", "lines": {"product": "p"}})).tells(&[("type_mismatch", "/lines")]);
        });
    }

    fn rows_are_written_through_their_parent_only(app) {
        let rita = app.by("rita");
        let deal = three(&rita);
        let row = deal["lines"][0]["id"].as_str().unwrap();
        app.unchanged(|| {
            rita.try_create("deal_line", json!({"product": "x", "deal": id_of(&deal)})).refused(403, "forbidden");
            rita.patch("deal_line", row, 1, json!({"product": "x"})).refused(403, "forbidden");
            rita.delete("deal_line", row, 1).refused(403, "forbidden");
        });
        assert_eq!(rita.read("deal_line", row)["product"], "a", "they may be read");
        app.by("rob").try_read("deal_line", row).refused(404, "record_not_found");
    }
}
