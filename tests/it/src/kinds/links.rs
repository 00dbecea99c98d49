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

    fn what_a_writer_does_not_see_counts(app) {
        campaigns(app);
        let mut campaign = app.by("ada").get("/api/v1/meta/documents/object/campaign").expect(200);
        campaign["fields"][1]["required"] = json!(true);
        campaign["fields"][1]["options"]["max_links"] = json!(2);
        app.publish(vec![campaign]).expect(200);
        let [own, more, most] = ["1", "2", "3"].map(|name| company(app, "rita", name));
        let foreign = company(app, "rob", "FOREIGN");
        let made = app.by("ada").create("campaign", json!({"name": "x", "companies": [id_of(&foreign), id_of(&own)]}));
        let (rita, id) = (app.by("rita"), id_of(&made));
        app.unchanged(|| {
            rita.patch("campaign", id, 1, json!({"companies": [id_of(&own), id_of(&more)]})).tells(&[("too_long", "/companies")]);
            rita.try_create("campaign", json!({"name": "y", "companies": []})).tells(&[("required", "/companies")]);
            let three = json!({"name": "y", "companies": [id_of(&own), id_of(&more), id_of(&most)]});
            rita.try_create("campaign", three).tells(&[("too_long", "/companies")]);
        });
        // The one that she does not see is enough.
        rita.patch("campaign", id, 1, json!({"companies": []})).expect(200);
        rita.patch("campaign", id, 2, json!({"name": "z"})).expect(200);
        assert_eq!(labels(&app.by("ada").read("campaign", id), "companies"), "FOREIGN");
    }

    fn neither_side_takes_more_than_its_field(app) {
        campaigns(app);
        let mut campaign = app.by("ada").get("/api/v1/meta/documents/object/campaign").expect(200);
        campaign["fields"][2]["options"]["max_links"] = json!(1);
        app.publish(vec![campaign]).expect(200);
        let ada = app.by("ada");
        let [free, full] = ["free", "full"].map(|name| ada.create("campaign", json!({"name": name})));
        ada.create("club", json!({"name": "1", "campaigns": [id_of(&full)]}));
        app.unchanged(|| {
            ada.try_create("club", json!({"name": "2", "campaigns": [id_of(&free), id_of(&full)]})).tells(&[("too_long", "/campaigns/1")]);
        });
        ada.create("club", json!({"name": "2", "campaigns": [id_of(&free)]}));
    }

    fn a_record_that_is_being_approved_keeps_its_links(app) {
        let with = |object: &str, name: &str, options: Json| {
            let mut document = app.by("ada").get(&format!("/api/v1/meta/documents/object/{object}")).expect(200);
            document["fields"].as_array_mut().unwrap().push(field(name, "many_to_many", json!({"options": options})));
            document
        };
        app.publish(vec![
            with("deal", "guests", json!({"object": "company"})),
            with("company", "visits", json!({"object": "deal", "inverse": "guests"})),
        ]).expect(200);
        let (rita, ada) = (app.by("rita"), app.by("ada"));
        let [guest, other] = ["guest", "other"].map(|name| company(app, "rita", name));
        let deal = rita.create("deal", json!({"name": "d", "guests": [id_of(&guest)], "lines": [{"product": "p", "price": "500"}]}));
        rita.post(&format!("/api/v1/records/deal/{}/submit", id_of(&deal)), json!({})).expect(201);
        app.unchanged(|| {
            let to = |visits: Json| json!({"visits": visits});
            ada.patch("company", id_of(&guest), 1, to(json!([]))).refused(423, "record_locked");
            ada.patch("company", id_of(&other), 1, to(json!([id_of(&deal)]))).refused(423, "record_locked");
            ada.delete("company", id_of(&guest), 1).refused(409, "pending_approval");
        });
        assert_eq!(ada.delete("company", id_of(&other), 1).status, 204);
        assert_eq!(labels(&ada.read("deal", id_of(&deal)), "guests"), "guest");
    }

    fn a_field_of_links_waits_and_comes_back_or_goes(app) {
        campaigns(app);
        let ada = app.by("ada");
        let [a, b] = ["A", "B"].map(|name| company(app, "ada", name));
        let made = ada.create("campaign", json!({"name": "x", "companies": [id_of(&b), id_of(&a)]}));
        let tables = app.dump().len();
        let entries = || ada.get("/api/v1/meta/recycle").expect(200)["data"].as_array().unwrap().clone();
        let without = |app: &App| {
            let mut campaign = ada.get("/api/v1/meta/documents/object/campaign").expect(200);
            campaign["fields"].as_array_mut().unwrap().retain(|field| field["name"] != "companies");
            let plan = ada.post("/api/v1/meta/plan", json!({"documents": [campaign]})).expect(200);
            let step = plan["steps"].as_array().unwrap().iter().find(|step| step["key"] == "recycle_field:campaign.companies");
            let step = step.unwrap_or_else(|| panic!("no step: {plan}"));
            assert_eq!(step["risk"], "destructive", "{step}");
            app.publish(vec![campaign]).expect(200);
        };
        without(app);
        assert_eq!((&entries()[0]["field"], &entries()[0]["records"]), (&json!("companies"), &json!(2)));
        assert_eq!(ada.delete("company", id_of(&a), 1).status, 204, "links of a field that is gone hold nobody");
        let path = format!("/api/v1/meta/recycle/{}", id_of(&entries()[0]));
        let set = ada.post(&format!("{path}/restore"), json!({})).expect(201);
        crate::publish::change_sets::publish(app, id_of(&set)).expect(200);
        assert_eq!(labels(&ada.read("campaign", id_of(&made)), "companies"), "B");
        assert!(entries().is_empty());
        without(app);
        let path = format!("/api/v1/meta/recycle/{}", id_of(&entries()[0]));
        assert_eq!(ada.send("DELETE", &path, &[], None).status, 204);
        assert_eq!(app.dump().len(), tables - 1, "the table of links is gone");
        // An object takes its tables of links along.
        let role = json!({"kind": "role", "format": 1, "name": "marketing", "label": {"en": "marketing"}});
        let body = json!({"documents": [role], "remove": [{"kind": "object", "name": "campaign"}, {"kind": "object", "name": "club"}]});
        ada.post("/api/v1/meta/publish", body).expect(200);
        for entry in entries() {
            assert_eq!(ada.send("DELETE", &format!("/api/v1/meta/recycle/{}", id_of(&entry)), &[], None).status, 204);
        }
        assert_eq!(app.dump().len(), tables - 4);
        let finding = app.by("ada").list("company", &[("count", "exact")]).expect(200);
        assert_eq!(finding["count"], 1);
    }

    fn lists_of_what_is_linked_here_and_views_and_contracts_know_links(app) {
        campaigns(app);
        let about = json!({"options": {"objects": ["company", "campaign"]}});
        let note = object_document("note", vec![field("name", "text", json!({})), field("about", "any_reference", about)]);
        let label = json!({"en": "x"});
        let form = document("form", "company_page", json!({
            "object": "company", "label": label, "sections": [],
            "related": [
                {"object": "campaign", "field": "companies", "columns": ["name"]},
                {"object": "note", "field": "about", "columns": ["name"]},
            ],
        }));
        let view = document("view", "campaigns", json!({"object": "campaign", "columns": [{"field": "name"}, {"field": "companies"}]}));
        app.publish(vec![note, form, view.clone()]).expect(200);
        let ada = app.by("ada");
        let here = company(app, "ada", "HERE");
        ada.create("campaign", json!({"name": "c", "companies": [id_of(&here)]}));
        let page = ada.get("/api/v1/meta/objects/company").expect(200);
        let related = page["form"]["related"].as_array().unwrap();
        assert_eq!(related.iter().map(|list| list["field"].as_str().unwrap()).collect::<Vec<_>>(), ["companies", "about"]);
        let listed = ada.list("campaign", &[("view", "campaigns")]).expect(200);
        assert_eq!(labels(&listed["data"][0], "companies"), "HERE");
        let mut sorted = view;
        sorted["sort"] = json!([{"field": "companies"}]);
        app.publish(vec![sorted]).tells(&[("sort_invalid", "/sort/0/field")]);
        let schemas = ada.get("/api/v1/openapi.json").expect(200)["components"]["schemas"].clone();
        let text = schemas.to_string();
        assert!(text.contains("\"maxItems\":4"), "links have a schema");
        assert!(text.contains("\"enum\":[\"company\",\"campaign\"]"), "references to several objects have a schema");
        // A rename is followed.
        ada.post("/api/v1/meta/rename", json!({"kind": "object", "name": "campaign", "to": "promotion"})).expect(200);
        ada.post("/api/v1/meta/rename", json!({"kind": "object", "name": "promotion", "field": "clubs", "to": "groups"})).expect(200);
        let note = ada.get("/api/v1/meta/documents/object/note").expect(200);
        assert_eq!(note["fields"][1]["options"]["objects"], json!(["company", "promotion"]));
        let club = ada.get("/api/v1/meta/documents/object/club").expect(200);
        assert_eq!((&club["fields"][1]["options"]["object"], &club["fields"][1]["options"]["inverse"]), (&json!("promotion"), &json!("groups")));
        assert_eq!(labels(&ada.list("promotion", &[("fields", "companies")]).expect(200)["data"][0], "companies"), "HERE");
    }

    fn live_values_stand_beside_links_and_references(app) {
        campaigns(app);
        let about = json!({"options": {"objects": ["company", "campaign"]}});
        let visit = object_document("visit", vec![
            field("name", "text", json!({})),
            field("about", "any_reference", about.clone()),
            field("whom", "many_to_many", json!({"options": {"object": "company"}})),
            field("age", "integer", json!({"formula": "DAYS(TODAY(), TODAY()) + 7"})),
            field("shout", "text", json!({"formula": "UPPER(name) & IF(TODAY() > DATE(2000, 1, 1), \"!\", \"\")"})),
            field("next", "reference", json!({"options": {"object": "visit"}})),
            field("steps", "children", json!({"options": {"object": "visit_step", "field": "visit"}})),
        ]);
        let step = object_document("visit_step", vec![
            field("name", "text", json!({})),
            field("visit", "reference", json!({"required": true, "options": {"object": "visit"}})),
            field("about", "any_reference", about),
            field("now", "text", json!({"formula": "name & IF(TODAY() > DATE(2000, 1, 1), \"!\", \"\")"})),
        ]);
        app.publish(vec![visit, step]).expect(200);
        let ada = app.by("ada");
        let [a, b] = ["A", "B"].map(|name| company(app, "ada", name));
        let about = |company: &Json| json!({"object": "company", "id": id_of(company)});
        let steps = json!([{"name": "s1", "about": about(&a)}, {"name": "s2"}, {"name": "s3", "about": about(&b)}]);
        let first = ada.create("visit", json!({"name": "first", "about": about(&a), "whom": [id_of(&b), id_of(&a)]}));
        let second = ada.create("visit", json!({"name": "second", "whom": [id_of(&b)], "next": id_of(&first), "steps": steps}));
        let third = ada.create("visit", json!({"name": "third", "about": about(&b), "next": id_of(&second)}));
        let check = |visit: &Json, name: &str, about: Json, whom: &str| {
            assert_eq!((&visit["name"], &visit["shout"]), (&json!(name), &json!(format!("{}!", name.to_uppercase()))));
            assert_eq!((&visit["about"]["label"], labels(visit, "whom").as_str()), (&about, whom));
        };
        let page = ada.list("visit", &[("fields", "about,name,whom,shout,next"), ("sort", "name"), ("expand", "next")]).expect(200);
        let wanted = [("first", json!("A"), "BA"), ("second", json!(null), "B"), ("third", json!("B"), "")];
        for (visit, (name, about, whom)) in page["data"].as_array().unwrap().iter().zip(&wanted) {
            check(visit, name, about.clone(), whom);
        }
        assert_eq!(page["data"][1]["next"]["record"]["shout"], "FIRST!");
        assert_eq!(page["data"][2]["next"]["record"]["shout"], "SECOND!");
        for (visit, (name, about, whom)) in [first, second.clone(), third].iter().zip(&wanted) {
            check(&ada.read("visit", id_of(visit)), name, about.clone(), whom);
        }
        let rows = ada.read("visit", id_of(&second))["steps"].clone();
        let shown: Vec<(&Json, &Json)> = rows.as_array().unwrap().iter().map(|row| (&row["now"], &row["about"]["label"])).collect();
        assert_eq!(shown, [(&json!("s1!"), &json!("A")), (&json!("s2!"), &json!(null)), (&json!("s3!"), &json!("B"))]);
    }
}
