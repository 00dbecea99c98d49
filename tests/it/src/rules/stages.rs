//! Stages: allowed moves, what an entered stage asks for, what is kept beside it, and how long it took.

use serde_json::{Value as Json, json};

use crate::support::{App, company_documents, document, field, id_of, object_document};

fn stages() -> Json {
    json!({"initial": "new", "stages": [
        {"value": "new", "label": {"zh-CN": "接洽", "en": "New"}, "probability": 10, "allowed": ["offer", "lost"]},
        {"value": "offer", "label": {"zh-CN": "报价", "en": "Offer"}, "probability": 50, "required": ["amount"],
         "entry": "amount > 100 AND company.level <> \"c\""},
        {"value": "won", "label": {"zh-CN": "赢单", "en": "Won"}, "category": "won", "probability": 100,
         "allowed": [], "deliverables": ["paper"]},
        {"value": "lost", "label": {"zh-CN": "输单", "en": "Lost"}, "category": "lost", "required": ["reason"]},
    ]})
}

fn chance(kind: &str, options: Json) -> Json {
    object_document(
        "chance",
        vec![
            field("name", "text", json!({"required": true})),
            field("stage", kind, json!({"options": options, "indexed": true})),
            field("amount", "money", json!({})),
            field("reason", "text", json!({})),
            field("company", "reference", json!({"options": {"object": "company"}})),
            field("paper", "file", json!({})),
        ],
    )
}

fn documents() -> Vec<Json> {
    let mut documents = company_documents();
    let mut chance = chance("stage", stages());
    let fields = chance["fields"].as_array_mut().unwrap();
    fields.push(field("weighted", "money", json!({"formula": "amount * stage_probability / 100"})));
    documents.push(chance);
    let all = json!({"create": true, "read": "all", "update": "all", "delete": "all"});
    let mut blind = all.clone();
    blind["fields"] = json!({"stage": "hidden"});
    documents.push(document("role", "seller", json!({"objects": {"chance": all, "company": {"read": "all"}}})));
    documents.push(document("role", "blind", json!({"objects": {"chance": blind}})));
    documents
}

fn set(app: &App) {
    app.publish(documents()).expect(200);
    app.set_role("rita", "seller", true);
    app.set_role("nina", "blind", true);
}

fn paper(app: &App, login: &str) -> Json {
    let headers = [("Content-Type", "text/plain"), ("X-File-Name", "offer.txt")];
    let file = app.by(login).send("POST", "/api/v1/files?object=chance&field=paper", &headers, Some(b"signed"));
    json!([file.expect(201)["id"]])
}

fn times(app: &App, login: &str, id: &str) -> Json {
    app.by(login).get(&format!("/api/v1/records/chance/{id}/stages?field=stage")).expect(200)["data"].clone()
}

on_both! {
    fn only_allowed_moves_are_made(app) {
        set(app);
        let rita = app.by("rita");
        let made = rita.create("chance", json!({"name": "c", "amount": "200"}));
        let id = id_of(&made);
        assert_eq!((&made["stage"], &made["stage_probability"], &made["stage_category"]), (&json!("new"), &json!(10), &json!("open")));
        let signed = paper(app, "rita");
        app.unchanged(|| {
            let answer = rita.patch("chance", id, 1, json!({"stage": "won", "paper": signed}));
            answer.refused(422, "validation_failed").tells(&[("stage_move_forbidden", "/stage")]);
            answer
        });
        rita.patch("chance", id, 1, json!({"stage": "won"}))
            .tells(&[("required", "/paper"), ("stage_move_forbidden", "/stage")]);
        rita.patch("chance", id, 1, json!({"stage": null})).tells(&[("stage_move_forbidden", "/stage")]);
        rita.patch("chance", id, 1, json!({"stage": "lost"})).tells(&[("required", "/reason")]);
        rita.patch("chance", id, 1, json!({"stage": "offer"})).expect(200);
        rita.patch("chance", id, 2, json!({"stage": "won", "paper": paper(app, "rita")})).expect(200);
        let answer = rita.patch("chance", id, 3, json!({"stage": "new"}));
        answer.tells(&[("stage_move_forbidden", "/stage")]);
        assert_eq!(answer.json()["error"]["problems"][0]["message"], "It cannot go from “Won” to “New”.");
        // What the stage asked for when it was entered may change later, and saving the same stage is no move.
        rita.patch("chance", id, 3, json!({"stage": "won", "paper": []})).expect(200);
    }

    fn a_stage_asks_for_its_fields_files_and_condition(app) {
        set(app);
        let poor = id_of(&app.by("ada").create("company", json!({"name": "poor", "level": "c"}))).to_owned();
        let rita = app.by("rita");
        rita.try_create("chance", json!({"name": "c", "stage": "offer"}))
            .tells(&[("required", "/amount"), ("stage_condition", "/stage")]);
        rita.try_create("chance", json!({"name": "c", "stage": "offer", "amount": "100"}))
            .tells(&[("stage_condition", "/stage")]);
        rita.try_create("chance", json!({"name": "c", "stage": "offer", "amount": "101", "company": poor}))
            .tells(&[("stage_condition", "/stage")]);
        rita.try_create("chance", json!({"name": "c", "stage": "won"})).tells(&[("required", "/paper")]);
        rita.create("chance", json!({"name": "c", "stage": "offer", "amount": "101"}));
    }

    fn companions_are_kept_and_follow_the_rights_of_their_field(app) {
        set(app);
        let rita = app.by("rita");
        let made = rita.create("chance", json!({"name": "c", "amount": "200"}));
        let id = id_of(&made);
        assert_eq!(made["weighted"], "20.00");
        let began = made["stage_since"].as_str().unwrap().to_owned();
        assert_eq!(began, made["created_at"].as_str().unwrap());
        app.clock.advance(3600);
        let same = rita.patch("chance", id, 1, json!({"name": "d"})).expect(200);
        assert_eq!(same["stage_since"], json!(began));
        let moved = rita.patch("chance", id, 2, json!({"stage": "offer"})).expect(200);
        assert_eq!((&moved["weighted"], &moved["stage_since"]), (&json!("100.00"), &moved["updated_at"]));
        for name in ["stage_since", "stage_probability", "stage_category"] {
            rita.patch("chance", id, 3, json!({name: null})).tells(&[("field_not_writable", &format!("/{name}"))]);
        }
        let open = rita.find("chance", json!({"and": [
            {"field": "stage_category", "op": "eq", "value": "open"}, {"field": "stage_probability", "op": "gte", "value": 50},
        ]}));
        assert_eq!(open.expect(200)["count"], 1);
        let blind = app.by("nina").read("chance", id);
        assert!(blind.get("stage").is_none() && blind.get("stage_since").is_none() && blind.get("stage_category").is_none());
        assert_eq!(blind["name"], "d");
        let page = rita.get("/api/v1/meta/objects/chance").expect(200);
        let kept = page["fields"].as_array().unwrap().iter().find(|field| field["name"] == "stage_since").unwrap().clone();
        assert_eq!((&kept["companion_of"], &kept["writable"], &kept["label"]), (&json!("stage"), &json!(false), &json!("stage since")));
        let stage = page["fields"].as_array().unwrap().iter().find(|field| field["name"] == "stage").unwrap().clone();
        assert_eq!((&stage["options"]["initial"], &stage["options"]["stages"][2]["deliverables"]), (&json!("new"), &json!(["paper"])));
        assert!(stage["options"]["stages"][1]["entry"]["ast"].is_object());
        let mut documents = documents();
        documents.push(document("role", "wrong", json!({"objects": {"chance": {"fields": {"stage_since": "read"}}}})));
        app.publish(documents).refused(422, "validation_failed")
            .tells(&[("reference_dangling", "/objects/chance/fields/stage_since")]);
    }

    fn the_time_in_each_stage_is_told(app) {
        set(app);
        let rita = app.by("rita");
        let made = rita.create("chance", json!({"name": "c", "amount": "200"}));
        let id = id_of(&made);
        assert_eq!(times(app, "rita", id).as_array().unwrap().len(), 1);
        app.clock.advance(100);
        rita.patch("chance", id, 1, json!({"stage": "offer"})).expect(200);
        app.clock.advance(1000);
        app.by("ada").patch("chance", id, 2, json!({"stage": "lost", "reason": "price"})).expect(200);
        app.clock.advance(7);
        let told = times(app, "rita", id);
        let short: Vec<(&Json, &Json, &Json)> =
            told.as_array().unwrap().iter().map(|stay| (&stay["stage"], &stay["seconds"], &stay["by"]["label"])).collect();
        let (one, two, three) = (json!("rita of east"), json!("rita of east"), json!("ada of hq"));
        assert_eq!(short, [(&json!("new"), &json!(100), &one), (&json!("offer"), &json!(1000), &two), (&json!("lost"), &json!(7), &three)]);
        assert_eq!((&told[0]["left_at"], &told[2]["left_at"]), (&told[1]["entered_at"], &Json::Null));
        assert_eq!((&told[0]["label"], &told[2]["label"]), (&json!("New"), &json!("Lost")));
        let path = format!("/api/v1/records/chance/{id}/stages");
        app.by("nina").get(&format!("{path}?field=stage")).refused(400, "field_unknown");
        rita.get(&format!("{path}?field=name")).refused(400, "field_unknown");
        rita.get(&path).refused(400, "field_unknown");
        app.by("rob").get(&format!("{path}?field=stage")).refused(404, "object_not_found");
        let unknown = engine_values::new_id();
        rita.get(&format!("/api/v1/records/chance/{unknown}/stages?field=stage")).refused(404, "record_not_found");
    }

    fn a_select_becomes_a_stage_with_its_data(app) {
        let keys = ["new", "offer", "won", "lost"];
        let options: Vec<Json> = keys.iter().map(|key| json!({"value": key, "label": {"en": key}})).collect();
        let mut before = company_documents();
        before.push(chance("select", json!({"options": options})));
        app.publish(before).expect(200);
        let ada = app.by("ada");
        let made = ada.create("chance", json!({"name": "c", "stage": "offer"}));
        app.publish(documents()).expect(200);
        let read = ada.read("chance", id_of(&made));
        assert_eq!((&read["stage"], &read["stage_since"]), (&json!("offer"), &Json::Null));
        app.clock.advance(60);
        let moved = ada.patch("chance", id_of(&made), 1, json!({"stage": "lost", "reason": "x"})).expect(200);
        assert_eq!((&moved["stage_category"], &moved["stage_since"]), (&json!("lost"), &moved["updated_at"]));
        let told = times(app, "ada", id_of(&made));
        assert_eq!((&told[0]["stage"], &told[0]["seconds"], &told[1]["stage"]), (&json!("offer"), &json!(60), &json!("lost")));
    }

    fn an_approval_may_not_make_a_forbidden_move(app) {
        let mut documents = documents();
        let deal = documents.iter_mut().find(|document| document["name"] == "deal").unwrap();
        let status = json!({"initial": "draft", "stages": [
            {"value": "draft", "label": {"en": "Draft"}}, {"value": "running", "label": {"en": "Running"}},
            {"value": "approved", "label": {"en": "Approved"}, "required": ["note"]},
            {"value": "rejected", "label": {"en": "Rejected"}},
        ]});
        let fields = deal["fields"].as_array_mut().unwrap();
        let place = fields.iter().position(|field| field["name"] == "status").unwrap();
        fields[place] = field("status", "stage", json!({"options": status}));
        app.publish(documents).expect(200);
        let rita = app.by("rita");
        let made = rita.create("deal", json!({"name": "d", "lines": [{"product": "p", "price": "10"}]}));
        rita.post(&format!("/api/v1/records/deal/{}/submit", id_of(&made)), json!({})).expect(201);
        let boss = app.by("mia");
        let task = boss.get("/api/v1/tasks?state=open").expect(200)["data"][0]["id"].as_str().unwrap().to_owned();
        app.unchanged(|| {
            let answer = boss.post(&format!("/api/v1/tasks/{task}/approve"), json!({}));
            answer.refused(422, "validation_failed").tells(&[("required", "/note")]);
            answer
        });
        boss.post(&format!("/api/v1/tasks/{task}/reject"), json!({"comment": "no"})).expect(200);
        assert_eq!(rita.read("deal", id_of(&made))["status_since"], rita.read("deal", id_of(&made))["updated_at"]);
    }
}
