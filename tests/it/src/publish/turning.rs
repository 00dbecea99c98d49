//! A field becomes another type with its data: as planned, atomically, and back again.

use serde_json::{Value as Json, json};

use super::change_sets::{begin, post, publish as publish_set};
use crate::support::{Answer, App, document, field, id_of};

/// The company's document after a change of one field.
pub fn with_field(app: &App, name: &str, change: impl FnOnce(&mut Json)) -> Json {
    let mut document = app.by("ada").get("/api/v1/meta/documents/object/company").expect(200);
    document["search_fields"] = json!(["name"]);
    let fields = document["fields"].as_array_mut().unwrap();
    change(fields.iter_mut().find(|field| field["name"] == name).unwrap());
    document
}

/// The company's document with another type of one field.
pub fn turned(app: &App, name: &str, kind: &str, options: Json) -> Json {
    with_field(app, name, |field| {
        field["type"] = json!(kind);
        field["options"] = options;
    })
}

fn decimal(app: &App) -> Json {
    turned(app, "code", "decimal", json!({"scale": 2}))
}

fn plan(app: &App, document: &Json, choices: Json) -> Json {
    let body = json!({"documents": [document], "type_changes": choices});
    app.by("ada").post("/api/v1/meta/plan", body).expect(200)
}

fn publish(app: &App, document: &Json, choices: Json) -> Answer {
    app.by("ada").post("/api/v1/meta/publish", json!({"documents": [document], "type_changes": choices}))
}

fn step<'a>(plan: &'a Json, key: &str) -> &'a Json {
    let steps = plan["steps"].as_array().unwrap();
    steps.iter().find(|step| step["key"] == key).unwrap_or_else(|| panic!("no step {key}: {plan:#}"))
}

fn companies(app: &App, codes: &[Json]) -> Vec<Json> {
    let ada = app.by("ada");
    codes.iter().map(|code| ada.create("company", json!({"name": format!("c {code}"), "code": code}))).collect()
}

fn codes_of(app: &App, made: &[Json]) -> Vec<Json> {
    made.iter().map(|one| app.by("ada").read("company", id_of(one))["code"].clone()).collect()
}

fn restore(app: &App, release: i64) -> Answer {
    let ada = app.by("ada");
    let path = format!("/api/v1/meta/releases/{release}/restore");
    let set = ada.post(&path, json!({"documents": ["object/company"]})).expect(201);
    let plan = post(app, id_of(&set), "plan", json!({})).expect(200);
    post(app, id_of(&set), "publish", json!({"plan_hash": plan["hash"], "accept": plan["losses"]}))
}

fn release(app: &App) -> i64 {
    app.by("ada").get("/api/v1/me").expect(200)["release"].as_i64().unwrap()
}

on_both! {
    fn values_become_those_of_the_new_type(app) {
        let made = companies(app, &[json!("12.5"), json!("￥1,200"), json!(null)]);
        let shown = plan(app, &decimal(app), json!({}));
        let convert = step(&shown, "convert_field:company.code");
        assert_eq!((&convert["risk"], &convert["count"]), (&json!("safe"), &json!(0)), "{convert}");
        let told = &convert["conversion"];
        for (key, wanted) in [("records", 3), ("convert", 2), ("blank", 1), ("fail", 0), ("restored", 0)] {
            assert_eq!(told[key], wanted, "{key}: {told}");
        }
        assert!(!convert["text"].as_str().unwrap().contains('{'), "{convert}");
        assert_eq!(shown["problems"], json!([]));
        publish(app, &decimal(app), json!({})).expect(200);
        let ada = app.by("ada");
        assert_eq!(codes_of(app, &made), [json!("12.50"), json!("1200.00"), json!(null)]);
        // It is a number now: for filters, for the unique index, for writers.
        let found = ada.find("company", json!({"field": "code", "op": "gt", "value": "100"})).expect(200);
        assert_eq!(found["data"].as_array().unwrap().len(), 1, "{found}");
        ada.try_create("company", json!({"name": "n", "code": "12.5"})).refused(409, "not_unique");
        ada.try_create("company", json!({"name": "n", "code": "n/a"})).refused(422, "validation_failed");
        let fresh = ada.create("company", json!({"name": "n", "code": "0.25"}));
        assert_eq!(ada.read("company", id_of(&fresh))["code"], "0.25");
        ada.patch("company", id_of(&made[0]), 1, json!({"code": "13"})).expect(200);
        let open: Vec<String> = app.run(engine_services::doctor(&app.tenon, false, &|_| {})).unwrap()
            .iter().filter(|one| one.is_open()).map(|one| one.text("en")).collect();
        assert!(open.is_empty(), "{open:?}");
    }

    fn values_that_do_not_convert_are_refused_unless_somebody_chooses(app) {
        let made = companies(app, &[json!("12.5"), json!("n/a"), json!("a dozen"), json!("12.345"), json!("?")]);
        let changed = decimal(app);
        let shown = app.unchanged(|| plan(app, &changed, json!({})));
        let convert = step(&shown, "convert_field:company.code");
        assert_eq!((&convert["count"], &convert["conversion"]["refused"]), (&json!(4), &json!(4)));
        let samples = convert["conversion"]["samples"].as_array().unwrap();
        let first = samples.iter().find(|sample| sample["id"] == made[1]["id"]).unwrap();
        assert_eq!((&first["value"], &first["label"]), (&json!("n/a"), &made[1]["name"]));
        assert!(!first["reason"].as_str().unwrap().is_empty());
        assert_eq!(convert["conversion"]["values"]["data"].as_array().unwrap().len(), 4);
        assert_eq!(shown["problems"][0]["params"]["count"], 4);
        app.unchanged(|| {
            publish(app, &changed, json!({}))
                .refused(422, "validation_failed")
                .tells(&[("values_not_convertible", "/fields/1/type")])
                .clone()
        });
        // A choice for some of them is not one for all.
        let some = json!({"company.code": {"map": {"n/a": null, "a dozen": "12"}}});
        assert_eq!(step(&plan(app, &changed, some.clone()), "convert_field:company.code")["conversion"]["refused"], 2);
        app.unchanged(|| publish(app, &changed, some.clone()).refused(422, "validation_failed").clone());
        let wrong = json!({"company.code": {"map": {"n/a": "x"}}});
        app.unchanged(|| {
            publish(app, &changed, wrong.clone()).tells(&[("type_mismatch", "/type_changes/company.code/map/n~1a")]).clone()
        });
        let unknown = json!({"company.name": {"failing": "blank"}});
        app.unchanged(|| publish(app, &changed, unknown.clone()).tells(&[("field_unknown", "/type_changes/company.name")]).clone());
        let all = json!({"company.code": {"failing": "value", "value": "0.01", "map": {"n/a": null, "a dozen": "12", "?": "7"}}});
        let shown = plan(app, &changed, all.clone());
        assert_eq!(shown["losses"], json!(["convert_field:company.code"]));
        let body = |accept: Json| json!({"documents": [changed], "type_changes": all, "plan_hash": shown["hash"], "accept": accept});
        let ada = app.by("ada");
        app.unchanged(|| ada.post("/api/v1/meta/publish", body(json!([]))).refused(409, "loss_not_accepted").clone());
        let other = json!({"documents": [changed], "type_changes": {"company.code": {"failing": "blank"}},
            "plan_hash": shown["hash"], "accept": shown["losses"]});
        app.unchanged(|| ada.post("/api/v1/meta/publish", other.clone()).refused(409, "plan_changed").clone());
        ada.post("/api/v1/meta/publish", body(shown["losses"].clone())).expect(200);
        let wanted = [json!("12.50"), json!(null), json!("12.00"), json!("0.01"), json!("7.00")];
        assert_eq!(codes_of(app, &made), wanted);
    }

    fn a_change_set_changes_a_type_as_it_was_planned(app) {
        let made = companies(app, &[json!("1"), json!("x")]);
        let set = begin(app, &[decimal(app)]);
        let choices = json!({"company.code": {"failing": "blank"}});
        let shown = post(app, &set, "plan", json!({"type_changes": choices})).expect(200);
        let promise = json!({"plan_hash": shown["hash"], "accept": shown["losses"], "type_changes": choices});
        // Another value that fails makes it another plan.
        let late = app.by("ada").create("company", json!({"name": "late", "code": "y"}));
        let answer = app.unchanged(|| post(app, &set, "publish", promise.clone()).refused(409, "plan_changed").clone());
        let current = answer.json()["error"]["current"].clone();
        assert_eq!(step(&current, "convert_field:company.code")["count"], 2);
        let promise = json!({"plan_hash": current["hash"], "accept": current["losses"], "type_changes": choices});
        post(app, &set, "publish", promise).expect(200);
        assert_eq!(codes_of(app, &[made[0].clone(), made[1].clone(), late]), [json!("1.00"), json!(null), json!(null)]);
    }

    fn going_back_brings_the_old_values_back(app) {
        let before = release(app);
        let made = companies(app, &[json!("12.5"), json!("n/a"), json!("3"), json!("x"), json!(null)]);
        let choices = json!({"company.code": {"failing": "value", "value": "9"}});
        // Two that get the same value would share it.
        publish(app, &decimal(app), choices).refused(409, "not_unique");
        let choices = json!({"company.code": {"map": {"n/a": "9", "x": null}}});
        publish(app, &decimal(app), choices).expect(200);
        assert_eq!(codes_of(app, &made), [json!("12.50"), json!("9.00"), json!("3.00"), json!(null), json!(null)]);
        let ada = app.by("ada");
        // One is changed, one is filled in, one is changed in another field only, one is new.
        ada.patch("company", id_of(&made[2]), 1, json!({"code": "4"})).expect(200);
        ada.patch("company", id_of(&made[4]), 1, json!({"code": "5.50"})).expect(200);
        ada.patch("company", id_of(&made[0]), 1, json!({"name": "renamed"})).expect(200);
        let late = ada.create("company", json!({"name": "late", "code": "6"}));
        let waiting = ada.get("/api/v1/meta/recycle").expect(200)["data"].clone();
        assert_eq!((&waiting[0]["field"], &waiting[0]["former_type"], &waiting[0]["records"]), (&json!("code"), &json!("text"), &json!(4)));
        restore(app, before).expect(200);
        let all: Vec<Json> = made.iter().cloned().chain([late]).collect();
        let wanted = [json!("12.5"), json!("n/a"), json!("4"), json!("x"), json!("5.5"), json!("6")];
        assert_eq!(codes_of(app, &all), wanted);
        // And ahead again: what nobody touched is the number that it was.
        let shown = plan(app, &decimal(app), json!({"company.code": {"failing": "blank"}}));
        let told = &step(&shown, "convert_field:company.code")["conversion"];
        assert_eq!((&told["restored"], &told["fail"]), (&json!(4), &json!(2)), "{told}");
        publish(app, &decimal(app), json!({"company.code": {"failing": "blank"}})).expect(200);
        let wanted = [json!("12.50"), json!(null), json!("4.00"), json!(null), json!("5.50"), json!("6.00")];
        assert_eq!(codes_of(app, &all), wanted);
        let history = ada.get(&format!("/api/v1/records/company/{}/history", id_of(&made[2])));
        assert!(history.text().contains("\"4.00\""), "{}", history.text());
    }

    fn the_recycle_area_gives_a_type_back(app) {
        let made = companies(app, &[json!("n/a")]);
        publish(app, &decimal(app), json!({"company.code": {"failing": "blank"}})).expect(200);
        let ada = app.by("ada");
        let id = ada.get("/api/v1/meta/recycle").expect(200)["data"][0]["id"].as_str().unwrap().to_owned();
        let set = ada.post(&format!("/api/v1/meta/recycle/{id}/restore"), json!({})).expect(201);
        publish_set(app, id_of(&set)).expect(200);
        assert_eq!(codes_of(app, &made), [json!("n/a")]);
        // After thirty days only the present column is left, and the records are as they were.
        app.clock.advance(31 * 86_400);
        app.run(engine_services::clean_up(&app.tenon)).unwrap_or_else(|failure| panic!("{failure:?}"));
        assert!(app.by("ada").get("/api/v1/meta/recycle").expect(200)["data"].as_array().unwrap().is_empty());
        assert_eq!(codes_of(app, &made), [json!("n/a")]);
        let spare = app.run(engine_services::doctor(&app.tenon, false, &|_| {})).unwrap();
        assert!(!spare.iter().any(|one| one.code == "spare_column"), "{spare:#?}");
        app.by("ada").create("company", json!({"name": "n", "code": "new"}));
    }

    fn pairs_that_share_a_column_are_converted_too(app) {
        let ada = app.by("ada");
        let options = json!({"options": [{"value": "first", "label": {"zh-CN": "甲级", "en": "First"}}]});
        let made = companies(app, &[json!("甲级"), json!("first "), json!("third")]);
        let select = with_field(app, "code", |field| {
            field["type"] = json!("select");
            field["options"] = options.clone();
            field["unique"] = json!(false);
        });
        app.unchanged(|| publish(app, &select, json!({})).tells(&[("values_not_convertible", "/fields/1/type")]).clone());
        publish(app, &select, json!({"company.code": {"map": {"third": "first"}}})).expect(200);
        assert_eq!(codes_of(app, &made), [json!("first"), json!("first"), json!("first")]);
        // One of several, and several of one.
        publish(app, &turned(app, "code", "multi_select", options.clone()), json!({})).expect(200);
        assert_eq!(codes_of(app, &made)[0], json!(["first"]));
        let found = ada.find("company", json!({"field": "code", "op": "contains_any", "value": ["first"]})).expect(200);
        assert_eq!(found["data"].as_array().unwrap().len(), 3);
        // Text lies like a secret does, but it is no secret: not the other way either.
        app.unchanged(|| {
            publish(app, &turned(app, "secret", "secret", json!({})), json!({})).tells(&[("type_change_unsupported", "/fields/3/type")]).clone()
        });
    }

    fn other_decimals_are_another_form(app) {
        let ada = app.by("ada");
        let with = |scale: u64| {
            with_field(app, "secret", |field| {
                field["type"] = json!("decimal");
                field["options"] = json!({"scale": scale});
            })
        };
        publish(app, &with(4), json!({})).expect(200);
        let one = ada.create("company", json!({"name": "a", "secret": "1.2500"}));
        let two = ada.create("company", json!({"name": "b", "secret": "1.2345"}));
        app.unchanged(|| publish(app, &with(2), json!({})).refused(422, "validation_failed").clone());
        publish(app, &with(2), json!({"company.secret": {"failing": "blank"}})).expect(200);
        assert_eq!(ada.read("company", id_of(&one))["secret"], "1.25");
        assert_eq!(ada.read("company", id_of(&two))["secret"], json!(null));
        ada.patch("company", id_of(&two), 1, json!({"secret": "7.5"})).expect(200);
        assert_eq!(ada.read("company", id_of(&two))["secret"], "7.50");
    }

    fn what_names_the_field_goes_on_or_tells_where_it_breaks(app) {
        let ada = app.by("ada");
        let view = document("view", "coded", json!({"object": "company", "columns": [{"field": "code"}],
            "filter": {"field": "code", "op": "contains", "value": "1"}}));
        let with_formula = with_field(app, "code", |_| {});
        let mut with_formula = with_formula;
        with_formula["fields"].as_array_mut().unwrap().push(field("twin", "text", json!({"formula": "code & \"!\""})));
        app.publish(vec![view.clone(), with_formula]).expect(200);
        let made = companies(app, &[json!("12.5")]);
        assert_eq!(ada.read("company", id_of(&made[0]))["twin"], "12.5!");
        app.unchanged(|| {
            publish(app, &decimal(app), json!({}))
                .refused(400, "operator_unknown")
                .tells(&[("operator_unknown", "/filter/op")])
                .clone()
        });
        // With the filter put right the formula goes on, computed from the number.
        let mut filter = view;
        filter["filter"] = json!({"field": "code", "op": "gt", "value": "1"});
        let body = json!({"documents": [decimal(app), filter]});
        let shown = ada.post("/api/v1/meta/plan", body.clone()).expect(200);
        assert!(shown["uses"].as_array().unwrap().iter().any(|place| place["used"] == "company.code"), "{shown:#}");
        ada.post("/api/v1/meta/publish", body).expect(200);
        assert_eq!(ada.read("company", id_of(&made[0]))["twin"], "12.5!");
        assert_eq!(ada.get("/api/v1/records/company?view=coded").expect(200)["data"].as_array().unwrap().len(), 1);
        // A formula that the new type does not fit is told.
        let mut sum = with_field(app, "code", |_| {});
        sum["fields"].as_array_mut().unwrap().push(field("double", "decimal", json!({"formula": "code * 2"})));
        app.publish(vec![sum]).expect(200);
        assert_eq!(ada.read("company", id_of(&made[0]))["double"], "25.00");
        let answer = app.unchanged(|| publish(app, &turned(app, "code", "date", json!({})), json!({})).refused(422, "validation_failed").clone());
        let told = answer.problems();
        assert!(told.iter().any(|(code, _)| code == "type_change_unsupported" || code == "expression_invalid"), "{told:?}");
    }

    fn a_computed_field_is_computed_anew_in_its_new_type(app) {
        let ada = app.by("ada");
        let with = |kind: &str| {
            let mut document = with_field(app, "code", |_| {});
            let fields = document["fields"].as_array_mut().unwrap();
            fields.retain(|field| field["name"] != "length");
            fields.push(field("length", kind, json!({"formula": "LEN(name)"})));
            document
        };
        app.publish(vec![with("integer")]).expect(200);
        let made = ada.create("company", json!({"name": "four"}));
        let changed = with_field(app, "length", |field| field["type"] = json!("decimal"));
        let shown = plan(app, &changed, json!({}));
        assert_eq!(step(&shown, "replace_column:company.length")["risk"], "safe");
        publish(app, &changed, json!({})).expect(200);
        assert_eq!(ada.read("company", id_of(&made))["length"], "4.00");
        ada.patch("company", id_of(&made), 1, json!({"name": "fives"})).expect(200);
        assert_eq!(ada.read("company", id_of(&made))["length"], "5.00");
    }

    fn options_are_made_of_the_values_when_asked(app) {
        let made = companies(app, &[json!("甲"), json!("new, old"), json!("乙"), json!("a")]);
        let ask = |login: &str| {
            let to = json!({"type": "select", "options": {"options": [{"value": "a", "label": {"zh-CN": "甲"}}]}});
            app.by(login).post("/api/v1/meta/type-change/preview",
                json!({"object": "company", "field": "code", "to": to, "create_options": true}))
        };
        let told = ask("ada").expect(200);
        assert_eq!((&told["fail"], &told["convert"]), (&json!(0), &json!(4)), "{told:#}");
        let keys: Vec<&str> = told["options"].as_array().unwrap().iter().map(|one| one["value"].as_str().unwrap()).collect();
        assert_eq!(keys, ["a", "option_2", "乙"]);
        let select = with_field(app, "code", |field| {
            field["type"] = json!("select");
            field["options"] = json!({"options": told["options"]});
            field["unique"] = json!(false);
        });
        publish(app, &select, json!({})).expect(200);
        assert_eq!(codes_of(app, &made), [json!("a"), json!("option_2"), json!("乙"), json!("a")]);
        let author = document("role", "author", json!({"system": ["metadata"]}));
        app.publish(vec![author]).expect(200);
        app.set_role("nina", "author", true);
        ask("nina").refused(403, "forbidden");
    }
}
