//! Fields, expansion, search, views, counts, and parameters that mean nothing.

use serde_json::{Value as Json, json};

use crate::support::{Client, id_of, names_in};

fn companies(client: &Client) -> Vec<Json> {
    ["Alpha", "beta 100%", "Gamma_1", "德尔塔"]
        .iter()
        .map(|name| client.create("company", json!({"name": name, "code": format!("C-{name}")})))
        .collect()
}

fn keys(record: &Json) -> Vec<&str> {
    record.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Parameters, and the code and place of what is wrong with them.
type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str);

on_both! {
    fn only_the_wanted_fields_come(app) {
        let rita = app.by("rita");
        companies(&rita);
        let page = rita.list("company", &[("fields", "name, revision"), ("sort", "name")]).expect(200);
        let mut found = keys(&page["data"][0]);
        found.sort_unstable();
        assert_eq!(found, ["id", "name", "revision"]);
        assert!(page.get("count").is_none() && page["next"].is_null());
        let all = rita.list("company", &[]).expect(200);
        assert!(all["data"][0].get("updated_by").is_some() && all["data"][0].get("code").is_some());
    }

    fn the_newest_comes_first_when_nothing_is_said(app) {
        let rita = app.by("rita");
        companies(&rita);
        let page = rita.list("company", &[]).expect(200);
        assert_eq!(names_in(&page, "name"), ["德尔塔", "Gamma_1", "beta 100%", "Alpha"]);
    }

    fn search_looks_into_the_readable_search_fields(app) {
        let rita = app.by("rita");
        companies(&rita);
        let found = |client: &Client, text: &str| {
            names_in(&client.list("company", &[("search", text), ("sort", "name")]).expect(200), "name")
        };
        assert_eq!(found(&rita, "ALPH"), ["Alpha"], "letter case does not matter");
        assert_eq!(found(&rita, "尔塔"), ["德尔塔"]);
        assert_eq!(found(&rita, "100%"), ["beta 100%"], "a percent sign stands for itself");
        assert_eq!(found(&rita, "_"), ["Gamma_1"], "so does a low line");
        assert_eq!(found(&rita, "C-Al"), ["Alpha"], "the code is searched too");
        assert_eq!(found(&rita, "\\"), Vec::<String>::new());
        assert_eq!(found(&rita, "'; --"), Vec::<String>::new());
        assert_eq!(found(&rita, "  "), found(&rita, ""), "a blank search finds everything");
        let first = rita.list("company", &[("search", "Alpha")]).expect(200);
        app.by("ada").patch("company", id_of(&first["data"][0]), 1, json!({"secret": "zebra"})).expect(200);
        assert_eq!(found(&rita, "zebra"), Vec::<String>::new(), "a hidden field is not searched");
        assert_eq!(found(&app.by("ada"), "zebra"), ["Alpha"]);
        rita.list("company", &[("search", &"x".repeat(201))])
            .refused(422, "validation_failed")
            .tells(&[("too_long", "search")]);
    }

    fn counting_is_exact_and_on_request(app) {
        let rita = app.by("rita");
        companies(&rita);
        app.by("rob").create("company", json!({"name": "unseen"}));
        let page = rita.list("company", &[("count", "exact"), ("limit", "1")]).expect(200);
        assert_eq!((&page["count"], page["data"].as_array().unwrap().len()), (&json!(4), 1));
        let filtered = rita.find("company", json!({"field": "name", "op": "starts_with", "value": "a"})).expect(200);
        assert_eq!(filtered["count"], 1);
        assert!(rita.list("company", &[("count", "none")]).expect(200).get("count").is_none());
    }

    fn a_reference_is_expanded_by_one_level(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "target", "level": "c"}));
        let deal = rita.create("deal", json!({"name": "d", "company": id_of(&company)}));
        let page = rita.list("deal", &[("fields", "name"), ("expand", "company")]).expect(200);
        let shown = &page["data"][0]["company"];
        assert_eq!(
            (&shown["id"], &shown["label"], &shown["record"]["level"]),
            (&company["id"], &json!("target"), &json!("c"))
        );
        assert!(shown["record"].get("secret").is_none(), "a hidden field of the other object leaks");
        let one = rita.get(&format!("/api/v1/records/deal/{}?expand=company", id_of(&deal))).expect(200);
        assert_eq!(one["company"], *shown);
        let blank = rita.list("deal", &[("expand", "partner")]).expect(200);
        assert_eq!(blank["data"][0]["partner"], json!(null));
        for name in ["name", "keeper", "nonsense", "lines"] {
            rita.list("deal", &[("expand", name)]).refused(400, "field_unknown").tells(&[("field_unknown", "expand")]);
            rita.get(&format!("/api/v1/records/deal/{}?expand={name}", id_of(&deal))).refused(400, "field_unknown");
        }
    }

    fn a_view_gives_columns_filter_and_order(app) {
        let ada = app.by("ada");
        for (name, cost) in [("a", "5"), ("b", "50"), ("c", "50"), ("d", "15")] {
            ada.create("deal", json!({"name": name, "cost": cost}));
        }
        ada.create("deal", json!({"name": "e", "cost": "99", "status": "approved"}));
        let page = ada.list("deal", &[("view", "deal_drafts")]).expect(200);
        assert_eq!(names_in(&page, "name"), ["a", "d", "c", "b"], "by cost, then by name downwards");
        let mut found = keys(&page["data"][0]);
        found.sort_unstable();
        assert_eq!(found, ["amount", "cost", "id", "name"]);
        let narrowed = ada.list(
            "deal",
            &[("view", "deal_costly"), ("filter", r#"{"field":"name","op":"ne","value":"b"}"#), ("sort", "-name")],
        );
        assert_eq!(names_in(&narrowed.expect(200), "name"), ["e", "d", "c"]);
        ada.list("deal", &[("view", "nonsense")]).refused(400, "parameter_invalid");
        ada.list("company", &[("view", "deal_drafts")]).refused(400, "parameter_invalid");
    }

    fn parameters_without_meaning_are_refused(app) {
        let rita = app.by("rita");
        let cases: &[Case] = &[
            (&[("limit", "0")], "parameter_invalid", "limit"),
            (&[("limit", "201")], "parameter_invalid", "limit"),
            (&[("limit", "-1")], "parameter_invalid", "limit"),
            (&[("limit", "many")], "parameter_invalid", "limit"),
            (&[("count", "roughly")], "parameter_invalid", "count"),
            (&[("filter", "{")], "parameter_invalid", "filter"),
            (&[("colour", "red")], "parameter_unknown", "colour"),
            (&[("limit", "1"), ("limit", "2")], "parameter_invalid", "limit"),
            (&[("fields", "name,nmae")], "field_unknown", "fields"),
            (&[("sort", "nmae")], "field_unknown", "sort"),
            (&[("sort", "owner.name")], "field_unknown", "sort"),
            (&[("filter", "[]")], "filter_invalid", "filter"),
        ];
        app.unchanged(|| {
            for (parameters, code, path) in cases {
                rita.list("company", parameters).refused(400, code).tells(&[(code, path)]);
            }
            rita.list("deal", &[("sort", "company")]).refused(400, "sort_invalid");
            rita.list("deal", &[("sort", "paper")]).refused(400, "sort_invalid");
            rita.list("thing", &[("sort", "multi_select")]).refused(400, "sort_invalid");
            rita.list("company", &[("sort", "name,code,level,owner,revision")]).refused(400, "sort_invalid");
        });
        assert_eq!(rita.list("company", &[("limit", "200")]).status, 200);
        let several = rita.list("company", &[("fields", "nmae"), ("sort", "x"), ("limit", "0")]);
        several.tells(&[("field_unknown", "fields"), ("field_unknown", "sort"), ("parameter_invalid", "limit")]);
        let body = rita.post("/api/v1/records/company/query", json!({"fields": ["name"], "colour": "red"}));
        assert_eq!(body.status, 422, "{}", body.text());
        rita.post("/api/v1/records/company/query", json!({"limit": 0})).refused(400, "parameter_invalid");
    }
}
