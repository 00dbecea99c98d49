//! A change set on a later release: what only one side changed comes together by itself, the rest is decided place by
//! place.

use serde_json::{Value as Json, json};

use super::change_sets::{begin, fresh, get, post, publish};
use crate::support::{App, document, field, id_of};

fn present(app: &App, kind: &str, name: &str) -> Json {
    app.by("ada").get(&format!("/api/v1/meta/documents/{kind}/{name}")).expect(200)
}

fn deal(app: &App, change: impl FnOnce(&mut Json)) -> Json {
    let mut deal = present(app, "object", "deal");
    change(&mut deal);
    deal
}

fn of<'a>(document: &'a mut Json, name: &str) -> &'a mut Json {
    document["fields"].as_array_mut().unwrap().iter_mut().find(|field| field["name"] == name).unwrap()
}

fn conflicts(app: &App, set: &str) -> Vec<Json> {
    let path = format!("/api/v1/meta/change-sets/{set}/conflicts");
    app.by("ada").get(&path).expect(200)["data"].as_array().unwrap().clone()
}

/// Somebody else's release.
fn theirs(app: &App, documents: &[Json]) {
    publish(app, &begin(app, documents)).expect(200);
}

on_both! {
    fn different_keys_of_one_document_come_together(app) {
        let mine = begin(app, &[deal(app, |deal| {
            of(deal, "cost")["label"]["en"] = json!("Expense");
            deal["fields"].as_array_mut().unwrap().push(field("mine", "text", json!({})));
        })]);
        theirs(app, &[deal(app, |deal| {
            of(deal, "cost")["help"] = json!({"en": "what it costs"});
            of(deal, "budget")["label"]["en"] = json!("Funds");
            deal["fields"].as_array_mut().unwrap().push(field("theirs", "text", json!({})));
        })]);
        publish(app, &mine).refused(409, "change_set_conflict");
        assert_eq!(conflicts(app, &mine), Vec::<Json>::new());
        post(app, &mine, "rebase", json!({})).expect(200);
        publish(app, &mine).expect(200);
        let mut both = present(app, "object", "deal");
        assert_eq!((&of(&mut both, "cost")["label"]["en"].clone(), &of(&mut both, "cost")["help"]["en"].clone()),
            (&json!("Expense"), &json!("what it costs")));
        assert_eq!(of(&mut both, "budget")["label"]["en"], "Funds");
        app.by("ada").create("deal", json!({"name": "d", "mine": "m", "theirs": "t"}));
    }

    fn one_key_that_both_changed_is_decided(app) {
        let change = |label: &str, max: u64| deal(app, |deal| {
            of(deal, "cost")["label"]["en"] = json!(label);
            of(deal, "name")["options"]["max_length"] = json!(max);
        });
        let mine = begin(app, &[change("Mine", 70)]);
        theirs(app, &[change("Theirs", 80)]);
        let found = conflicts(app, &mine);
        let uid = |name: &str| of(&mut present(app, "object", "deal"), name)["uid"].as_str().unwrap().to_owned();
        let paths = [format!("/fields/{}/label/en", uid("cost")), format!("/fields/{}/options/max_length", uid("name"))];
        let mut told: Vec<&str> = found.iter().map(|one| one["path"].as_str().unwrap()).collect();
        told.sort_unstable();
        assert_eq!(told, paths);
        let label = found.iter().find(|one| one["path"] == paths[0]).unwrap();
        assert_eq!((&label["base"], &label["mine"], &label["theirs"]), (&json!("cost"), &json!("Mine"), &json!("Theirs")));
        assert_eq!(label["document"], "object/deal");
        let answer = app.unchanged(|| {
            let take = json!({"take": {format!("object/deal#{}", paths[0]): "mine"}});
            post(app, &mine, "rebase", take).refused(409, "change_set_conflict").clone()
        });
        assert_eq!(answer.json()["error"]["problems"][0]["path"], paths[1], "only what is undecided");
        let take = json!({"take": {format!("object/deal#{}", paths[0]): "mine", "object/deal": "theirs"}});
        post(app, &mine, "rebase", take).expect(200);
        assert_eq!(conflicts(app, &mine), Vec::<Json>::new());
        publish(app, &mine).expect(200);
        let mut both = present(app, "object", "deal");
        assert_eq!(of(&mut both, "cost")["label"]["en"], "Mine");
        assert_eq!(of(&mut both, "name")["options"]["max_length"], 80);
    }

    fn a_document_that_one_changed_and_one_removed_is_decided_whole(app) {
        app.publish(vec![fresh("fresh")]).expect(200);
        let mut changed = present(app, "object", "fresh");
        changed["label"]["en"] = json!("Changed");
        let mine = begin(app, &[changed.clone()]);
        app.by("ada").post("/api/v1/meta/publish", json!({"remove": [{"kind": "object", "name": "fresh"}]})).expect(200);
        let found = conflicts(app, &mine);
        assert_eq!((found.len(), &found[0]["path"], &found[0]["theirs"]), (1, &json!(""), &json!(null)));
        post(app, &mine, "rebase", json!({"take": {"object/fresh": "theirs"}})).expect(200);
        assert_eq!(get(app, &mine)["documents"], json!([]));
    }

    fn names_follow_the_renames_of_both_sides(app) {
        let view = |name: &str, field: &str| document("view", name, json!({"object": "deal", "columns": [{"field": field}]}));
        let mine = begin(app, &[view("of_mine", "budget")]);
        post(app, &mine, "rename", json!({"kind": "object", "name": "deal", "field": "cost", "to": "expense"})).expect(200);
        // Meanwhile: a view by the old name, a rename, and the object itself.
        let mut costly = present(app, "view", "deal_costly");
        costly["label"]["en"] = json!("Dear");
        theirs(app, &[view("of_theirs", "cost"), costly]);
        let body = json!({"kind": "object", "name": "deal", "field": "budget", "to": "funds"});
        app.by("ada").post("/api/v1/meta/rename", body).expect(200);
        app.by("ada").post("/api/v1/meta/rename", json!({"kind": "object", "name": "deal", "to": "bargain"})).expect(200);
        assert_eq!(conflicts(app, &mine), Vec::<Json>::new());
        post(app, &mine, "rebase", json!({})).expect(200);
        publish(app, &mine).expect(200);
        let of_mine = present(app, "view", "of_mine");
        assert_eq!((&of_mine["object"], &of_mine["columns"][0]["field"]), (&json!("bargain"), &json!("funds")));
        assert_eq!(present(app, "view", "of_theirs")["columns"][0]["field"], "expense");
        assert_eq!(present(app, "view", "deal_costly")["label"]["en"], "Dear");
        let made = app.by("ada").create("bargain", json!({"name": "d", "expense": "1", "funds": "2"}));
        assert_eq!(app.by("ada").read("bargain", id_of(&made))["expense"], "1.00");
        app.by("ada").list("bargain", &[("view", "deal_costly")]).expect(200);
    }
}
