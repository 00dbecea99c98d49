//! A relation to an invisible record is blank, in answers and in filters.

use serde_json::{Value as Json, json};

use crate::support::{App, id_of};

/// Two companies of rob's on a deal of rita's: one through a closed relation, one through a disclosing one.
fn linked(app: &App) -> (Json, Json) {
    let company = app.by("rob").create("company", json!({"name": "ROBS COMPANY", "level": "a"}));
    let deal = app.by("rita").create("deal", json!({"name": "linked"}));
    let both = json!({"company": id_of(&company), "origin": id_of(&company)});
    app.by("ada").patch("deal", id_of(&deal), 1, both).expect(200);
    (company, deal)
}

on_both! {
    fn a_relation_to_an_invisible_record_shows_nothing(app) {
        let (company, deal) = linked(app);
        let rita = app.by("rita");
        let seen = rita.read("deal", id_of(&deal));
        assert_eq!(seen["company"], json!(null));
        assert_eq!(
            seen["origin"],
            json!({"id": id_of(&company), "label": "ROBS COMPANY"}),
            "this one discloses its label"
        );
        let page = rita.list("deal", &[("expand", "company,origin"), ("fields", "name")]).expect(200);
        assert_eq!(page["data"][0]["company"], json!(null));
        assert!(!page.to_string().contains("\"level\""), "a disclosed label is not a disclosed record: {page}");
        let history = rita.get(&format!("/api/v1/records/deal/{}/history", id_of(&deal))).text();
        let shown: Json = serde_json::from_str(&history).unwrap();
        let change = shown["data"][0]["changes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|change| change["field"] == "company")
            .unwrap()
            .clone();
        assert_eq!(change["new"], json!({"id": null, "label": null}));
        assert_eq!(app.by("ada").read("deal", id_of(&deal))["company"]["label"], "ROBS COMPANY");
    }

    fn filters_on_it_find_what_a_blank_would(app) {
        let (company, _) = linked(app);
        let count = |login: &str, filter: Json| app.by(login).find("deal", filter).expect(200)["count"].clone();
        let on = |field: &str, operator: &str, value: Json| json!({"field": field, "op": operator, "value": value});
        let id = id_of(&company);
        let cases = [
            (on("company", "eq", json!(id)), 0, 1),
            (on("company", "ne", json!(id)), 1, 0),
            (on("company", "in", json!([id])), 0, 1),
            (on("company", "empty", json!(null)), 1, 0),
            (on("company", "not_empty", json!(null)), 0, 1),
            (json!({"not": on("company", "eq", json!(id))}), 1, 0),
            (on("company.level", "eq", json!("a")), 0, 1),
            (on("company.level", "ne", json!("a")), 1, 0),
            (on("company.level", "empty", json!(null)), 1, 0),
            (on("company.level", "not_empty", json!(null)), 0, 1),
            (on("company.level", "not_in", json!(["a"])), 1, 0),
            (on("company.name", "contains", json!("ROBS")), 0, 1),
            (on("company.id", "eq", json!(id)), 0, 1),
            (on("company.owner", "eq", json!(app.id("rob"))), 0, 1),
            (on("origin", "eq", json!(id)), 1, 1),
            (on("origin.level", "eq", json!("a")), 0, 1),
            (json!({"expression": "company <> BLANK"}), 0, 1),
            (json!({"expression": "ISBLANK(company)"}), 1, 0),
            (json!({"expression": "company.level = \"a\""}), 0, 1),
            (json!({"expression": "company.level <> \"a\""}), 1, 0),
            (json!({"expression": "NOT(company.level = \"a\")"}), 1, 0),
            (json!({"expression": "LEN(company.name) > 3"}), 0, 1),
            (json!({"expression": "origin <> BLANK"}), 1, 1),
            (json!({"expression": "origin.level = \"a\""}), 0, 1),
        ];
        for (filter, rita, ada) in cases {
            assert_eq!(
                (count("rita", filter.clone()), count("ada", filter.clone())),
                (json!(rita), json!(ada)),
                "{filter}"
            );
        }
    }

    fn a_relation_behind_a_relation_is_no_way_around(app) {
        let (company, deal) = linked(app);
        app.by("ada").patch("deal", id_of(&deal), 2, json!({"lines": [{"product": "p"}]})).expect(200);
        let count = |login: &str, filter: Json| app.by(login).find("deal_line", filter).expect(200)["count"].clone();
        let on = |operator: &str, value: Json| json!({"field": "deal.company", "op": operator, "value": value});
        let id = id_of(&company);
        for (filter, rita, ada) in [
            (on("eq", json!(id)), 0, 1),
            (on("ne", json!(id)), 1, 0),
            (on("in", json!([id])), 0, 1),
            (on("not_empty", json!(null)), 0, 1),
            (on("empty", json!(null)), 1, 0),
            (json!({"not": on("eq", json!(id))}), 1, 0),
            (json!({"expression": "deal.company <> BLANK"}), 0, 1),
            (json!({"expression": "deal.company.name = \"ROBS COMPANY\""}), 0, 1),
            (json!({"expression": "deal.origin = BLANK"}), 1, 0),
        ] {
            assert_eq!(
                (count("rita", filter.clone()), count("ada", filter.clone())),
                (json!(rita), json!(ada)),
                "{filter}"
            );
        }
    }

    fn a_relation_to_an_object_without_rights_shows_nothing(app) {
        let ada = app.by("ada");
        let dossier = ada.create("dossier", json!({"name": "CLOSED FILE"}));
        let deal = app.by("rita").create("deal", json!({"name": "d"}));
        ada.patch("deal", id_of(&deal), 1, json!({"dossier": id_of(&dossier)})).expect(200);
        let rita = app.by("rita");
        assert_eq!(rita.read("deal", id_of(&deal))["dossier"], json!(null));
        assert_eq!(rita.find("deal", json!({"field": "dossier", "op": "not_empty"})).expect(200)["count"], 0);
        rita.find("deal", json!({"field": "dossier.name", "op": "empty"})).refused(400, "field_unknown");
        assert_eq!(rita.find("deal", json!({"expression": "dossier <> BLANK"})).expect(200)["count"], 0);
        rita.find("deal", json!({"expression": "dossier.name = BLANK"})).refused(422, "expression_invalid");
        let page = rita.list("deal", &[("expand", "dossier")]);
        assert!(!page.text().contains("CLOSED FILE") && !page.text().contains(id_of(&dossier)), "{}", page.text());
    }
}
