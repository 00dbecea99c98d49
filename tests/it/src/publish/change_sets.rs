//! Change sets: drafts that may be wrong, several at once, published as planned, and never over somebody else's work.

use serde_json::{Value as Json, json};

use crate::support::{Answer, App, Client, field, id_of, object_document};

pub fn fresh(name: &str) -> Json {
    object_document(name, vec![field("name", "text", json!({}))])
}

pub fn put(client: &Client, set: &str, document: &Json) -> Answer {
    let (kind, name) = (document["kind"].as_str().unwrap(), document["name"].as_str().unwrap());
    let path = format!("/api/v1/meta/change-sets/{set}/documents/{kind}/{name}");
    client.send("PUT", &path, &[], Some(document.to_string().as_bytes()))
}

pub fn begin(app: &App, documents: &[Json]) -> String {
    let set = app.by("ada").post("/api/v1/meta/change-sets", json!({"title": "draft"})).expect(201);
    for document in documents {
        put(&app.by("ada"), id_of(&set), document).expect(200);
    }
    id_of(&set).to_owned()
}

pub fn get(app: &App, set: &str) -> Json {
    app.by("ada").get(&format!("/api/v1/meta/change-sets/{set}")).expect(200)
}

pub fn post(app: &App, set: &str, verb: &str, body: Json) -> Answer {
    app.by("ada").post(&format!("/api/v1/meta/change-sets/{set}/{verb}"), body)
}

/// Plans, accepts every loss, publishes.
pub fn publish(app: &App, set: &str) -> Answer {
    let plan = post(app, set, "plan", json!({})).expect(200);
    post(app, set, "publish", json!({"plan_hash": plan["hash"], "accept": plan["losses"]}))
}

fn company(app: &App) -> Json {
    app.by("ada").get("/api/v1/meta/documents/object/company").expect(200)
}

fn labelled(app: &App, label: &str) -> Json {
    let mut company = company(app);
    company["label"]["en"] = json!(label);
    company
}

on_both! {
    fn a_draft_becomes_a_release(app) {
        let set = begin(app, &[fresh("fresh"), labelled(app, "Firm")]);
        app.by("ada").list("fresh", &[]).refused(404, "object_not_found");
        let shown = get(app, &set);
        assert_eq!((&shown["state"], &shown["author"]["id"]), (&json!("open"), &json!(app.id("ada"))));
        let states: Vec<&str> =
            shown["documents"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["changed", "added"]);
        let told = shown["changes"].as_array().unwrap();
        assert!(told.iter().any(|one| one["text"] == "New object: fresh (fresh)"), "{told:#?}");
        let release = publish(app, &set).expect(200)["release"].clone();
        app.by("ada").create("fresh", json!({"name": "there"}));
        let shown = get(app, &set);
        assert_eq!((&shown["state"], &shown["release"]), (&json!("published"), &release));
        app.unchanged(|| publish(app, &set).refused(409, "change_set_closed").clone());
        app.unchanged(|| put(&app.by("ada"), &set, &fresh("late")).refused(409, "change_set_closed").clone());
        let list = app.by("ada").get("/api/v1/meta/change-sets?state=published").expect(200);
        assert_eq!(list["data"][0]["id"], json!(set));
    }

    fn a_draft_may_be_wrong_and_is_told_so(app) {
        let ada = app.by("ada");
        let mut wrong = fresh("wrong");
        wrong["fields"] = json!("none");
        let set = begin(app, &[]);
        let answer = put(&ada, &set, &wrong).expect(200);
        assert_eq!(answer["problems"][0]["code"], "document_invalid");
        let mut formula = fresh("formula");
        formula["fields"].as_array_mut().unwrap().push(field("n", "integer", json!({"formula": "1 +"})));
        assert_eq!(put(&ada, &set, &formula).expect(200)["problems"], json!([]));
        let checked = post(app, &set, "check", json!({})).expect(200);
        let codes: Vec<&str> =
            checked["problems"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
        assert!(codes.contains(&"document_invalid") && codes.contains(&"expression_invalid"), "{codes:?}");
        app.unchanged(|| {
            let answer = post(app, &set, "publish", json!({"plan_hash": "x"}));
            assert_eq!(answer.status, 422);
            answer
        });
        // What is no document of that address is not kept.
        let path = format!("/api/v1/meta/change-sets/{set}/documents/object/other");
        app.unchanged(|| {
            let answer = ada.send("PUT", &path, &[], Some(fresh("fresh").to_string().as_bytes()));
            answer.refused(422, "validation_failed").tells(&[("document_invalid", "/name")]).clone()
        });
        app.unchanged(|| ada.send("PUT", &path, &[], Some(b"[]")).refused(400, "body_not_json").clone());
        for name in ["wrong", "formula"] {
            let path = format!("/api/v1/meta/change-sets/{set}/documents/object/{name}");
            assert_eq!(ada.send("DELETE", &path, &[], None).status, 204);
            ada.send("DELETE", &path, &[], None).refused(404, "document_not_found");
        }
        assert_eq!(get(app, &set)["documents"], json!([]));
    }

    fn a_document_is_taken_out_by_a_draft(app) {
        app.publish(vec![fresh("fresh")]).expect(200);
        let set = begin(app, &[]);
        let path = format!("/api/v1/meta/change-sets/{set}/documents/object/fresh");
        app.by("ada").send("PUT", &path, &[], Some(b"{\"remove\":true}")).expect(200);
        assert_eq!(get(app, &set)["documents"][0]["state"], "removed");
        publish(app, &set).expect(200);
        app.by("ada").list("fresh", &[]).refused(404, "object_not_found");
    }

    fn two_drafts_of_different_documents_both_count(app) {
        let (one, other) = (begin(app, &[fresh("one")]), begin(app, &[fresh("two")]));
        publish(app, &one).expect(200);
        assert_eq!(get(app, &other)["documents"][0]["conflict"], json!(null));
        publish(app, &other).expect(200);
        app.by("ada").create("one", json!({"name": "x"}));
        app.by("ada").create("two", json!({"name": "x"}));
    }

    fn a_document_that_somebody_else_changed_is_a_conflict(app) {
        let mine = begin(app, &[labelled(app, "Mine"), fresh("fresh")]);
        publish(app, &begin(app, &[labelled(app, "Theirs")])).expect(200);
        let conflict = get(app, &mine)["documents"][0]["conflict"].clone();
        assert_eq!((&conflict["base"]["label"]["en"], &conflict["theirs"]["label"]["en"]), (&json!("company"), &json!("Theirs")));
        let answer = app.unchanged(|| publish(app, &mine).refused(409, "change_set_conflict").clone());
        assert_eq!(answer.json()["error"]["problems"][0]["document"], "object/company");
        app.unchanged(|| post(app, &mine, "rebase", json!({})).refused(409, "change_set_conflict").clone());
        post(app, &mine, "rebase", json!({"take": {"object/company": "mine"}})).expect(200);
        publish(app, &mine).expect(200);
        assert_eq!(company(app)["label"]["en"], "Mine");
        // The other way round: their version stays.
        let mine = begin(app, &[labelled(app, "Again"), fresh("more")]);
        publish(app, &begin(app, &[labelled(app, "Theirs")])).expect(200);
        let rebased = post(app, &mine, "rebase", json!({"take": {"object/company": "theirs"}})).expect(200);
        assert_eq!(rebased["documents"].as_array().unwrap().len(), 1);
        publish(app, &mine).expect(200);
        assert_eq!(company(app)["label"]["en"], "Theirs");
        app.by("ada").create("more", json!({"name": "x"}));
    }

    fn a_discarded_draft_is_closed_and_an_unknown_one_is_missing(app) {
        let set = begin(app, &[fresh("fresh")]);
        assert_eq!(post(app, &set, "discard", json!({})).status, 204);
        assert_eq!(get(app, &set)["state"], "discarded");
        app.unchanged(|| publish(app, &set).refused(409, "change_set_closed").clone());
        let unknown = engine_values::new_id().to_string();
        for verb in ["check", "plan", "publish", "rebase", "discard"] {
            post(app, &unknown, verb, json!({})).refused(404, "change_set_not_found");
            post(app, "nonsense", verb, json!({})).refused(404, "change_set_not_found");
        }
    }

    fn of_two_publishers_of_one_draft_one_succeeds(app) {
        let set = begin(app, &[fresh("fresh")]);
        let plan = post(app, &set, "plan", json!({})).expect(200);
        let body = json!({"plan_hash": plan["hash"]});
        let codes: Vec<u16> = std::thread::scope(|scope| {
            let each: Vec<_> =
                (0..4).map(|_| scope.spawn(|| post(app, &set, "publish", body.clone()).status)).collect();
            each.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(codes.iter().filter(|code| **code == 200).count(), 1, "{codes:?}");
        assert!(codes.iter().all(|code| matches!(code, 200 | 409)), "{codes:?}");
    }
}
