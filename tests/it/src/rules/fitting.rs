//! What formulas and default expressions give is held to the limits and options of their field.

use serde_json::json;

use crate::support::{company_documents, field, object_document};

on_both! {
    fn a_formula_keeps_within_its_field(app) {
        let mut documents = company_documents();
        documents.push(object_document("sheet", vec![
            field("name", "text", json!({})),
            field("amount", "money", json!({})),
            field("double", "money", json!({"formula": "amount * 2", "options": {"max": "100"}})),
            field("short", "text", json!({"formula": "name & name", "options": {"max_length": 6}})),
            field("grade", "select", json!({
                "formula": "IF(amount > 10, \"high\", \"low\")",
                "options": {"options": [{"value": "low", "label": {"en": "Low"}}]},
            })),
            field("count", "integer", json!({"formula": "amount / 2", "options": {"max": 20}})),
        ]));
        app.publish(documents).expect(200);
        let ada = app.by("ada");
        let made = ada.create("sheet", json!({"name": "abc", "amount": "9"}));
        assert_eq!((&made["double"], &made["short"], &made["grade"], &made["count"]), (&json!("18.00"), &json!("abcabc"), &json!("low"), &json!(5)));
        ada.try_create("sheet", json!({"name": "abcd", "amount": "60"})).refused(422, "validation_failed").tells(&[
            ("option_unknown", "/grade"), ("out_of_range", "/count"), ("out_of_range", "/double"), ("too_long", "/short"),
        ]);
    }

    fn a_default_keeps_within_its_field(app) {
        let mut documents = company_documents();
        documents.push(object_document("sheet", vec![
            field("name", "text", json!({"default_expression": "user.name & \" and everybody\"", "options": {"max_length": 3}})),
        ]));
        app.publish(documents).expect(200);
        let ada = app.by("ada");
        ada.try_create("sheet", json!({})).refused(422, "validation_failed").tells(&[("too_long", "/name")]);
        ada.create("sheet", json!({"name": "abc"}));
    }

    fn a_person_is_no_customer(app) {
        let mut documents = company_documents();
        documents.push(object_document("sheet", vec![
            field("name", "text", json!({})),
            field("one", "reference", json!({"options": {"object": "company"}})),
            field("two", "reference", json!({"formula": "IF(name = \"x\", one, ME())", "options": {"object": "company"}})),
            field("three", "reference", json!({"default_expression": "user.department", "options": {"object": "company"}})),
            field("four", "user", json!({"formula": "one"})),
            field("five", "user", json!({"formula": "IF(one = two, owner, created_by)"})),
            field("six", "department", json!({"default_expression": "user.department"})),
        ]));
        app.publish(documents).refused(422, "validation_failed").tells(&[
            ("expression_invalid", "/fields/2/formula"),
            ("expression_invalid", "/fields/3/default_expression"),
            ("expression_invalid", "/fields/4/formula"),
        ]);
    }
}
