//! The form gets the conditions and rules as trees, as far as the reader may see what they read.

use serde_json::{Value as Json, json};

use super::scene;

fn field_of(page: &Json, name: &str) -> Json {
    let fields = page["fields"].as_array().unwrap();
    fields.iter().find(|field| field["name"] == name).cloned().unwrap_or_else(|| panic!("no field {name}"))
}

fn rules_of(page: &Json) -> Vec<String> {
    page["rules"].as_array().unwrap().iter().map(|rule| rule["name"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    fn the_page_carries_what_the_reader_may_see(app) {
        scene::set(app);
        let page = app.by("rita").get("/api/v1/meta/objects/order").expect(200);
        assert_eq!(rules_of(&page), ["within_limit", "not_own", "round", "keep_paid", "never_less", "unsure"]);
        let round = page["rules"].as_array().unwrap().iter().find(|rule| rule["name"] == "round").unwrap();
        assert_eq!(
            (&round["severity"], &round["message"], &round["field"], &round["on"]),
            (&json!("warning"), &json!("Not a round sum."), &json!("total"), &json!(["create", "update"]))
        );
        assert_eq!(round["condition"]["ast"]["node"], "binary");
        let total = field_of(&page, "total");
        assert_eq!(total["rules"]["formula"]["rows"][0]["path"]["names"], json!(["lines", "amount"]));
        assert_eq!(field_of(&page, "limit")["rules"]["read_only"]["ast"]["operator"], "equal");
        assert!(field_of(&page, "tax_number")["rules"]["visible"].is_object());
        assert!(field_of(&page, "sent_on")["rules"]["required"].is_object());
        assert_eq!(field_of(&page, "name")["rules"], json!({}));
        assert_eq!(rules_of(&page["children"]["order_line"]), ["not_zero", "only_open", "keep_large", "small"]);
        let admin = app.by("ada").get("/api/v1/meta/objects/order").expect(200);
        assert!(rules_of(&admin).contains(&"secret_limit".to_owned()));
    }

    fn wrong_rules_are_refused_when_they_are_published(app) {
        let mut documents = scene::documents();
        let order = documents.iter_mut().find(|document| document["name"] == "order").unwrap();
        order["rules"] = json!([
            {"name": "Bad Name", "condition": "TRUE", "message": {"en": "x"}},
            {"name": "twice", "condition": "nonsense > 1", "message": {"en": "x"}},
            {"name": "twice", "condition": "name & \"x\"", "message": {"en": "x"}, "field": "nowhere"},
            {"name": "never", "condition": "TRUE", "message": {"en": "x"}, "on": []},
        ]);
        order["fields"][0]["visible_when"] = json!("company.nowhere = 1");
        app.unchanged(|| {
            app.publish(documents.clone()).refused(422, "validation_failed").tells(&[
                ("expression_invalid", "/fields/0/visible_when"),
                ("expression_invalid", "/rules/1/condition"),
                ("expression_invalid", "/rules/2/condition"),
                ("name_duplicate", "/rules/2/name"),
                ("name_invalid", "/rules/0/name"),
                ("reference_dangling", "/rules/2/field"),
                ("required", "/rules/3/on"),
            ])
            .clone()
        });
        let mut mute = scene::documents();
        let order = mute.iter_mut().find(|document| document["name"] == "order").unwrap();
        order["rules"] = json!([{"name": "mute", "condition": "TRUE", "message": {}}]);
        app.publish(mute).refused(422, "validation_failed").tells(&[("required", "/rules/0/message")]);
    }
}
