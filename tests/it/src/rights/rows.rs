//! Own, department, department and below, all: in lists, counts, single records and writes.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::support::{App, id_of, names_in};

/// One deal per owner, named after the owner.
fn deals(app: &App) -> BTreeMap<&'static str, Json> {
    ["rita", "ray", "rob", "ed", "mia"]
        .into_iter()
        .map(|login| (login, app.by(login).create("deal", json!({"name": login, "lines": [{"product": login}]}))))
        .collect()
}

/// Who sees whose.
const VISIBLE: &[(&str, &[&str])] = &[
    ("rita", &["rita"]),
    ("ray", &["ray"]),
    ("rob", &["rob"]),
    ("ed", &["ed", "rita"]),
    ("mia", &["ed", "mia", "ray", "rita"]),
    ("otto", &["ed", "mia", "ray", "rita", "rob"]),
    ("ada", &["ed", "mia", "ray", "rita", "rob"]),
    ("dina", &[]),
    ("cleo", &[]),
];

on_both! {
    fn every_door_shows_the_same_rows(app) {
        let deals = deals(app);
        for (reader, visible) in VISIBLE {
            let client = app.by(reader);
            let page = client.list("deal", &[("sort", "name"), ("count", "exact")]).expect(200);
            assert_eq!(names_in(&page, "name"), *visible, "{reader} lists");
            assert_eq!(page["count"], json!(visible.len()), "{reader} counts");
            let found =
                client.find("deal", json!({"not": {"field": "name", "op": "eq", "value": "nobody"}})).expect(200);
            assert_eq!(found["count"], json!(visible.len()), "{reader} filters");
            let rows = client.list("deal_line", &[("sort", "product")]).expect(200);
            assert_eq!(names_in(&rows, "product"), *visible, "{reader} lists rows of records");
            for (owner, deal) in &deals {
                let is_visible = visible.contains(owner);
                let status = if is_visible { 200 } else { 404 };
                let id = id_of(deal);
                assert_eq!(client.try_read("deal", id).status, status, "{reader} reads the deal of {owner}");
                assert_eq!(
                    client.get(&format!("/api/v1/records/deal/{id}/history")).status,
                    status,
                    "{reader} {owner}"
                );
                assert_eq!(client.try_read("deal_line", id_of(&deal["lines"][0])).status, status, "{reader} {owner}");
                let searched = client.list("deal", &[("search", owner)]).expect(200);
                assert_eq!(
                    searched["data"].as_array().unwrap().len(),
                    usize::from(is_visible),
                    "{reader} searches {owner}"
                );
            }
        }
    }

    fn a_readable_record_that_may_not_be_changed_is_forbidden_and_an_unreadable_one_is_missing(app) {
        let deals = deals(app);
        let cases = [
            ("otto", "rita", 403, "forbidden"),
            ("rob", "rita", 404, "record_not_found"),
            ("rita", "ray", 404, "record_not_found"),
            ("dina", "rita", 404, "record_not_found"),
            ("ed", "mia", 404, "record_not_found"),
        ];
        app.unchanged(|| {
            for (writer, owner, status, code) in cases {
                let (client, id) = (app.by(writer), id_of(&deals[owner]));
                client.patch("deal", id, 1, json!({"name": "x"})).refused(status, code);
                client.delete("deal", id, 1).refused(status, code);
                client.post(&format!("/api/v1/records/deal/{id}/submit"), json!({})).refused(status, code);
                // What is not there at all looks the same as what may not be seen.
                if status == 404 {
                    let missing = engine_values::new_id().to_string();
                    let (one, other) =
                        (client.patch("deal", id, 1, json!({})), client.patch("deal", &missing, 1, json!({})));
                    assert_eq!(one.without(&[id]), other.without(&[&missing]));
                }
            }
            app.by("otto").try_create("deal", json!({"name": "x"})).refused(403, "forbidden");
            app.by("otto").post("/api/v1/records/deal/compute", json!({})).refused(403, "forbidden");
        });
        assert_eq!(app.by("ed").patch("deal", id_of(&deals["rita"]), 1, json!({"name": "by ed"})).status, 200);
        app.unchanged(|| app.by("ed").delete("deal", id_of(&deals["rita"]), 2).refused(403, "forbidden").clone());
    }

    fn further_departments_count_and_the_present_owner_decides(app) {
        let deals = deals(app);
        let (ed, ops) = (app.ids["ed"], app.ids["ops"]);
        app.run(app.tenon.store().write(async move |db: &mut engine_store::Db| {
            engine_store::tables::users::set_extra_departments(db, ed, &[ops]).await
        }))
        .unwrap();
        app.run(app.tenon.reload()).unwrap();
        let names = |login: &str| names_in(&app.by(login).list("deal", &[("sort", "name")]).expect(200), "name");
        assert_eq!(names("ed"), ["ed", "rita", "rob"]);
        app.by("ada").patch("deal", id_of(&deals["rita"]), 1, json!({"owner": app.id("rob")})).expect(200);
        assert_eq!(names("rita"), Vec::<String>::new());
        assert_eq!(names("rob"), ["rita", "rob"]);
    }

    fn readers_with_the_same_roles_share_nothing_but_the_roles(app) {
        let deals = deals(app);
        for login in ["rob", "ray"] {
            app.set_role(login, "rep", false);
            app.set_role(login, "head", true);
        }
        let visible: [(&str, &[&str]); 3] = [("ed", &["ed", "rita"]), ("rob", &["rob"]), ("ray", &["mia", "ray"])];
        // Twice, in both orders: what was prepared for one must not serve another.
        for round in 0..2 {
            for index in 0..visible.len() {
                let (reader, visible) = visible[if round == 0 { index } else { visible.len() - 1 - index }];
                for (owner, deal) in &deals {
                    let answer = app.by(reader).try_read("deal", id_of(deal));
                    assert_eq!(answer.status == 200, visible.contains(owner), "{reader} reads the deal of {owner}");
                }
                assert_eq!(names_in(&app.by(reader).list("deal", &[("sort", "name")]).expect(200), "name"), visible);
            }
        }
        let own = app.by("ed").read("deal", id_of(&deals["ed"]));
        assert_eq!(own["rights"], json!({"update": true, "delete": true, "print": true}));
        let other = app.by("ed").read("deal", id_of(&deals["rita"]));
        assert_eq!(other["rights"]["delete"], false);
    }

    fn nobody_changes_what_he_cannot_read(app) {
        let wide = crate::support::document(
            "role",
            "wide",
            json!({"objects": {"company": {"read": "own", "update": "all", "delete": "all"}}}),
        );
        app.publish(vec![wide]).expect(200);
        app.set_role("nina", "wide", true);
        let company = app.by("rita").create("company", json!({"name": "of rita"}));
        app.unchanged(|| {
            app.by("nina").patch("company", id_of(&company), 1, json!({"name": "x"})).refused(404, "record_not_found");
            app.by("nina").delete("company", id_of(&company), 1).refused(404, "record_not_found");
        });
    }
}
