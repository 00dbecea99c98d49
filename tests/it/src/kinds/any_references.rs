//! A record of one of several objects: shown, filtered and chosen under the rights of each, and kept whole.

use serde_json::{Value as Json, json};

use crate::support::{App, document, field, id_of, names_in, object_document};

/// Notes about companies and deals; representatives see their own companies and deals only.
fn notes(app: &App, on_delete: &str) {
    let about = json!({"options": {"objects": ["company", "deal"], "on_delete": on_delete}});
    let note = object_document("note", vec![field("name", "text", json!({})), field("about", "any_reference", about)]);
    let all = json!({"create": true, "read": "all", "update": "all", "delete": "all"});
    let role = document("role", "writer", json!({"objects": {"note": all}}));
    app.publish(vec![note, role]).expect(200);
    for login in ["rita", "rob"] {
        app.set_role(login, "writer", true);
    }
}

fn to(object: &str, record: &Json) -> Json {
    json!({"object": object, "id": id_of(record)})
}

fn found(app: &App, login: &str, filter: Json) -> String {
    let mut names = names_in(&app.by(login).find("note", filter).expect(200), "name");
    names.sort();
    names.concat()
}

on_both! {
    fn it_is_written_with_its_object_and_read_with_a_label(app) {
        notes(app, "restrict");
        let rita = app.by("rita");
        let (company, deal) = (rita.create("company", json!({"name": "C"})), rita.create("deal", json!({"name": "D"})));
        let note = rita.create("note", json!({"about": to("company", &company)}));
        let wanted = json!({"object": "company", "id": id_of(&company), "label": "C"});
        assert_eq!(note["about"], wanted);
        assert_eq!(rita.list("note", &[]).expect(200)["data"][0]["about"], wanted);
        let changed = rita.patch("note", id_of(&note), 1, json!({"about": to("deal", &deal)})).expect(200);
        assert_eq!(changed["about"], json!({"object": "deal", "id": id_of(&deal), "label": "D"}));
        let same = rita.patch("note", id_of(&note), 2, json!({"about": changed["about"]})).expect(200);
        assert_eq!(same["about"], changed["about"], "what was read can be written back");
        let history = rita.get(&format!("/api/v1/records/note/{}/history", id_of(&note))).expect(200);
        let entries = history["data"].as_array().unwrap();
        let change = entries.iter().find_map(|entry| entry["changes"].get(0)).unwrap();
        assert_eq!((&change["old"], &change["new"]), (&wanted, &changed["about"]));
        let cleared = rita.patch("note", id_of(&note), 3, json!({"about": null})).expect(200);
        assert_eq!(cleared["about"], json!(null));
    }

    fn wrong_and_invisible_records_are_refused_alike(app) {
        notes(app, "restrict");
        let rita = app.by("rita");
        let of_rob = app.by("rob").create("company", json!({"name": "of rob"}));
        let missing = json!({"id": engine_values::new_id()});
        app.unchanged(|| {
            for target in [&of_rob, &missing] {
                rita.try_create("note", json!({"about": to("company", target)})).tells(&[("reference_not_found", "/about")]);
            }
            // A company is no deal.
            rita.try_create("note", json!({"about": to("deal", &of_rob)})).tells(&[("reference_not_found", "/about")]);
            rita.try_create("note", json!({"about": to("thing", &of_rob)})).tells(&[("option_unknown", "/about/object")]);
            rita.try_create("note", json!({"about": {"object": "deal", "id": "x"}})).tells(&[("type_mismatch", "/about/id")]);
            rita.try_create("note", json!({"about": id_of(&of_rob)})).tells(&[("type_mismatch", "/about")]);
        });
        let about = json!({"options": {"objects": ["company", "nothing", "company"]}});
        let wrong = object_document("other", vec![field("name", "text", json!({})), field("about", "any_reference", about)]);
        app.publish(vec![wrong]).tells(&[
            ("name_duplicate", "/fields/1/options/objects/2"),
            ("reference_dangling", "/fields/1/options/objects/1"),
        ]);
    }

    fn a_record_that_the_reader_may_not_see_is_blank_for_him(app) {
        notes(app, "restrict");
        let (rita, rob) = (app.by("rita"), app.by("rob"));
        let company = rita.create("company", json!({"name": "RITAS"}));
        let deal = rob.create("deal", json!({"name": "ROBS"}));
        rita.create("note", json!({"name": "a", "about": to("company", &company)}));
        rob.create("note", json!({"name": "b", "about": to("deal", &deal)}));
        rita.create("note", json!({"name": "c"}));
        let page = rita.list("note", &[("sort", "name")]).expect(200);
        assert_eq!(page["data"][0]["about"]["label"], "RITAS");
        assert_eq!(page["data"][1]["about"], json!(null));
        assert!(!page.to_string().contains(id_of(&deal)));
        let on = |operator: &str, value: Json| json!({"field": "about", "op": operator, "value": value});
        for (filter, seen_by_rita, seen_by_ada) in [
            (on("eq", to("company", &company)), "a", "a"),
            (on("eq", to("deal", &deal)), "", "b"),
            (on("ne", to("deal", &deal)), "abc", "ac"),
            (on("in", json!([to("company", &company), to("deal", &deal)])), "a", "ab"),
            (on("within", json!("deal")), "", "b"),
            (on("within", json!({"object": "company"})), "a", "a"),
            (on("empty", Json::Null), "bc", "c"),
            (on("not_empty", Json::Null), "a", "ab"),
            (json!({"not": on("eq", to("deal", &deal))}), "abc", "ac"),
        ] {
            assert_eq!(found(app, "rita", filter.clone()), seen_by_rita, "{filter}");
            assert_eq!(found(app, "ada", filter.clone()), seen_by_ada, "{filter}");
        }
        rita.list("note", &[("sort", "about")]).refused(400, "sort_invalid");
    }

    fn a_restricting_reference_keeps_its_record(app) {
        notes(app, "restrict");
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "C"}));
        let note = rita.create("note", json!({"about": to("company", &company)}));
        app.unchanged(|| rita.delete("company", id_of(&company), 1).refused(409, "record_referenced").clone());
        assert_eq!(rita.delete("note", id_of(&note), 1).status, 204);
        assert_eq!(rita.delete("company", id_of(&company), 1).status, 204);
    }

    fn a_clearing_reference_lets_its_record_go(app) {
        notes(app, "clear");
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "C"}));
        let note = rita.create("note", json!({"about": to("company", &company)}));
        assert_eq!(rita.delete("company", id_of(&company), 1).status, 204);
        let left = rita.read("note", id_of(&note));
        assert_eq!((&left["about"], &left["revision"]), (&json!(null), &json!(2)));
        assert_eq!(found(app, "ada", json!({"field": "about", "op": "empty"})).len(), 1);
    }

    fn it_is_kept_by_the_identity_of_its_object(app) {
        notes(app, "restrict");
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "C"}));
        let note = rita.create("note", json!({"about": to("company", &company)}));
        let stored = app.dump().into_iter().find(|(table, _)| table.starts_with("o_note")).unwrap().1;
        let uid = app.tenon.world().model().object_named("company").unwrap().uid.clone();
        assert!(stored.contains(&format!("{uid}:{}", id_of(&company))), "kept by identity: {stored}");
        assert_eq!(rita.read("note", id_of(&note))["about"]["object"], "company");
    }
}
