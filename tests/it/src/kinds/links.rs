//! Links between records of two objects: kept in order, seen from both sides under the rights of each.

use serde_json::{Value as Json, json};

use crate::support::{App, document, field, id_of, names_in, object_document};

/// Campaigns with companies and, seen from the other side, clubs with campaigns. Representatives see all campaigns and
/// their own companies.
fn campaigns(app: &App) {
    let links = |object: &str, rest: Json| {
        let mut options = json!({"object": object});
        options.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        json!({"options": options})
    };
    let campaign = object_document(
        "campaign",
        vec![
            field("name", "text", json!({})),
            field("companies", "many_to_many", links("company", json!({"max_links": 4}))),
            field("clubs", "many_to_many", links("club", json!({}))),
        ],
    );
    let club = object_document(
        "club",
        vec![
            field("name", "text", json!({})),
            field("campaigns", "many_to_many", links("campaign", json!({"inverse": "clubs"}))),
        ],
    );
    let all = json!({"create": true, "read": "all", "update": "all", "delete": "all"});
    let role = document("role", "marketing", json!({"objects": {"campaign": all, "club": all}}));
    app.publish(vec![campaign, club, role]).expect(200);
    for login in ["rita", "rob"] {
        app.set_role(login, "marketing", true);
    }
}

fn company(app: &App, login: &str, name: &str) -> Json {
    app.by(login).create("company", json!({"name": name}))
}

fn labels(record: &Json, field: &str) -> String {
    record[field].as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap_or("-")).collect()
}

fn found(app: &App, login: &str, object: &str, filter: Json) -> String {
    let mut names = names_in(&app.by(login).find(object, filter).expect(200), "name");
    names.sort();
    names.concat()
}

on_both! {
    fn links_are_kept_in_their_order(app) {
        campaigns(app);
        let ada = app.by("ada");
        let [a, b, c] = ["A", "B", "C"].map(|name| company(app, "ada", name));
        let made = ada.create("campaign", json!({"name": "x", "companies": [id_of(&b), {"id": id_of(&a)}, id_of(&b)]}));
        let id = id_of(&made).to_owned();
        assert_eq!(made["companies"], json!([{"id": id_of(&b), "label": "B"}, {"id": id_of(&a), "label": "A"}]));
        let changed = ada.patch("campaign", &id, 1, json!({"companies": [id_of(&c), id_of(&a)]})).expect(200);
        assert_eq!((labels(&changed, "companies").as_str(), &changed["revision"]), ("CA", &json!(2)));
        assert_eq!(labels(&ada.patch("campaign", &id, 2, json!({"name": "y"})).expect(200), "companies"), "CA");
        let page = ada.list("campaign", &[("fields", "name,companies")]).expect(200);
        assert_eq!(labels(&page["data"][0], "companies"), "CA");
        let plain = ada.list("campaign", &[]).expect(200);
        assert!(plain["data"][0].get("companies").is_none(), "only when asked for");
        let history = ada.get(&format!("/api/v1/records/campaign/{id}/history")).expect(200);
        let change = &history["data"][1]["changes"][0];
        assert_eq!((change["field"].as_str(), labels(change, "old"), labels(change, "new")), (Some("companies"), "BA".to_owned(), "CA".to_owned()));
        let cleared = ada.patch("campaign", &id, 3, json!({"companies": null})).expect(200);
        assert_eq!(cleared["companies"], json!([]));
        let full = [a, b, c].map(|one| id_of(&one).to_owned());
        let missing = engine_values::new_id();
        app.unchanged(|| {
            ada.try_create("campaign", json!({"companies": [full[0], missing]})).tells(&[("reference_not_found", "/companies/1")]);
            ada.try_create("campaign", json!({"companies": full[0]})).tells(&[("type_mismatch", "/companies")]);
            let many: Vec<_> = (0..5).map(|_| engine_values::new_id()).collect();
            ada.try_create("campaign", json!({"companies": many})).tells(&[("too_long", "/companies")]);
        });
    }

    fn both_sides_show_the_same_links(app) {
        campaigns(app);
        let ada = app.by("ada");
        let [one, two] = ["1", "2"].map(|name| ada.create("club", json!({"name": name})));
        let campaign = ada.create("campaign", json!({"name": "C", "clubs": [id_of(&two), id_of(&one)]}));
        assert_eq!(labels(&ada.read("club", id_of(&one)), "campaigns"), "C");
        let emptied = ada.patch("club", id_of(&two), 1, json!({"campaigns": []})).expect(200);
        assert_eq!(emptied["campaigns"], json!([]));
        assert_eq!(labels(&ada.read("campaign", id_of(&campaign)), "clubs"), "1");
        let three = ada.create("club", json!({"name": "3", "campaigns": [id_of(&campaign)]}));
        assert_eq!(labels(&three, "campaigns"), "C");
        assert_eq!(labels(&ada.read("campaign", id_of(&campaign)), "clubs"), "13", "a link from the other side comes last");
        assert_eq!(found(app, "ada", "club", json!({"field": "campaigns", "op": "not_empty"})), "13");
    }

    fn what_a_writer_does_not_see_stays(app) {
        campaigns(app);
        let (own, foreign) = (company(app, "rita", "OWN"), company(app, "rob", "FOREIGN"));
        let both = json!({"name": "x", "companies": [id_of(&foreign), id_of(&own)]});
        let campaign = app.by("ada").create("campaign", both);
        let (rita, id) = (app.by("rita"), id_of(&campaign));
        let seen = rita.read("campaign", id);
        assert_eq!(labels(&seen, "companies"), "OWN");
        assert!(!seen.to_string().contains(id_of(&foreign)));
        assert_eq!(rita.patch("campaign", id, 1, json!({"companies": []})).expect(200)["companies"], json!([]));
        assert_eq!(labels(&app.by("ada").read("campaign", id), "companies"), "FOREIGN");
        app.unchanged(|| {
            rita.patch("campaign", id, 2, json!({"companies": [id_of(&foreign)]})).tells(&[("reference_not_found", "/companies/0")]);
        });
        let history = rita.get(&format!("/api/v1/records/campaign/{id}/history")).text();
        assert!(!history.contains("FOREIGN"), "{history}");
    }

    fn filters_find_what_the_reader_sees(app) {
        campaigns(app);
        let (own, foreign) = (company(app, "rita", "OWN"), company(app, "rob", "FOREIGN"));
        let ada = app.by("ada");
        for (name, companies) in [("a", json!([id_of(&own)])), ("b", json!([id_of(&foreign)])), ("c", json!([id_of(&own), id_of(&foreign)])), ("d", json!([]))] {
            ada.create("campaign", json!({"name": name, "companies": companies}));
        }
        let on = |operator: &str, value: Json| json!({"field": "companies", "op": operator, "value": value});
        let both = json!([id_of(&own), id_of(&foreign)]);
        for (filter, seen_by_rita, seen_by_ada) in [
            (on("contains_any", json!([id_of(&own)])), "ac", "ac"),
            (on("contains_any", json!([id_of(&foreign)])), "", "bc"),
            (on("contains_any", both.clone()), "ac", "abc"),
            (on("contains_any", json!([])), "", ""),
            (on("contains_all", both), "", "c"),
            (on("contains_all", json!([])), "ac", "abc"),
            (on("empty", Json::Null), "bd", "d"),
            (on("not_empty", Json::Null), "ac", "abc"),
            (json!({"not": on("contains_any", json!([id_of(&own)]))}), "bd", "bd"),
        ] {
            assert_eq!(found(app, "rita", "campaign", filter.clone()), seen_by_rita, "{filter}");
            assert_eq!(found(app, "ada", "campaign", filter.clone()), seen_by_ada, "{filter}");
        }
        ada.list("campaign", &[("sort", "companies")]).refused(400, "field_unknown");
    }

    fn a_deletion_of_either_side_takes_its_links_along(app) {
        campaigns(app);
        let ada = app.by("ada");
        let (a, b) = (company(app, "ada", "A"), company(app, "ada", "B"));
        let links = json!({"name": "x", "companies": [id_of(&a), id_of(&b)]});
        let (first, second) = (ada.create("campaign", links.clone()), ada.create("campaign", links));
        let stored = || app.dump().iter().filter(|(table, _)| table.starts_with("m_companies")).map(|(_, rows)| rows.lines().count()).sum::<usize>();
        assert_eq!(stored(), 4);
        assert_eq!(ada.delete("company", id_of(&a), 1).status, 204);
        assert_eq!((stored(), labels(&ada.read("campaign", id_of(&first)), "companies")), (2, "B".to_owned()));
        assert_eq!(ada.delete("campaign", id_of(&second), 1).status, 204);
        assert_eq!(stored(), 1);
        // Without the field the links are nobody's, and keep nobody from being deleted.
        let mut campaign = ada.get("/api/v1/meta/documents/object/campaign").expect(200);
        campaign["fields"].as_array_mut().unwrap().retain(|field| field["name"] != "companies");
        app.publish(vec![campaign]).expect(200);
        assert_eq!(ada.delete("company", id_of(&b), 1).status, 204);
    }

    fn a_model_with_broken_links_is_refused(app) {
        let other = |name: &str, options: Json| {
            let fields = vec![field("name", "text", json!({})), field("links", "many_to_many", json!({"options": options}))];
            app.publish(vec![object_document(name, fields)])
        };
        other("one", json!({"object": "nothing"})).tells(&[("reference_dangling", "/fields/1/options/object")]);
        other("two", json!({"object": "company", "inverse": "name"})).tells(&[("reference_dangling", "/fields/1/options/inverse")]);
        other("three", json!({"object": "deal_line"})).tells(&[("options_invalid", "/fields/1/options/object")]);
        other("four", json!({"object": "company", "max_links": 501})).tells(&[("options_invalid", "/fields/1/options/max_links")]);
    }
}
