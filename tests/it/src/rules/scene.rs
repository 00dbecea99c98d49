//! An order with lines whose rules and conditions reach over rows and references.

use serde_json::{Value as Json, json};

use crate::support::{App, company_documents, document, field, object_document};

fn expression(key: &str, text: &str) -> Json {
    json!({key: text})
}

fn message(text: &str) -> Json {
    json!({"zh-CN": format!("{text}（中）"), "en": text})
}

fn rule(name: &str, condition: &str, text: &str, rest: Json) -> Json {
    let mut rule = json!({"name": name, "condition": condition, "message": message(text)});
    rule.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    rule
}

fn order() -> Json {
    let state = json!({"options": [
        {"value": "open", "label": {"en": "Open"}}, {"value": "sent", "label": {"en": "Sent"}},
        {"value": "paid", "label": {"en": "Paid"}},
    ]});
    let mut order = object_document(
        "order",
        vec![
            field("name", "text", json!({"required": true})),
            field("state", "select", json!({"default": "open", "options": state})),
            field("company", "reference", json!({"options": {"object": "company", "on_delete": "clear"}})),
            field("total", "money", json!({"formula": "SUM(lines.amount)"})),
            field("limit", "money", expression("read_only_when", "state = \"paid\"")),
            field("secret_limit", "money", json!({})),
            field("sent_on", "date", expression("required_when", "state <> \"open\"")),
            field("tax_number", "text", json!({"required": true, "visible_when": "company.level = \"a\""})),
            field("tax_note", "text", expression("visible_when", "NOT ISBLANK(tax_number)")),
            field("half", "money", expression("formula", "IF(ISBLANK(tax_number), 0, total / 2)")),
            field(
                "lines",
                "children",
                json!({
                    "options": {"object": "order_line", "field": "order", "max_rows": 50},
                    "read_only_when": "state = \"paid\"",
                }),
            ),
        ],
    );
    order["rules"] = json!([
        rule("within_limit", "total <= limit OR ISBLANK(limit)", "Above the limit.", json!({"field": "total"})),
        rule("secret_limit", "total <= secret_limit OR ISBLANK(secret_limit)", "Too large.", json!({})),
        rule("not_own", "company.code <> \"OWN\"", "Not to ourselves.", json!({"field": "company"})),
        rule("round", "total = ROUND(total, 0)", "Not a round sum.", json!({"severity": "warning", "field": "total"})),
        rule("keep_paid", "state <> \"paid\"", "Paid orders stay.", json!({"on": ["delete"]})),
        rule(
            "never_less",
            "NOT (total < old.total AND old.state = \"sent\" AND COUNT(lines) < COUNT(old.lines))",
            "Sent orders do not shrink.",
            json!({"on": ["update"]})
        ),
        rule("unsure", "IF(ISBLANK(sent_on), BLANK, sent_on > TODAY())", "Sent in the past.", json!({})),
    ]);
    order
}

fn line() -> Json {
    let mut line = object_document(
        "order_line",
        vec![
            field("product", "text", json!({"required": true})),
            field("order", "reference", json!({"required": true, "options": {"object": "order"}})),
            field("code", "auto_number", json!({"options": {"pattern": "L{seq:3}"}})),
            field("amount", "money", json!({})),
            field("reason", "text", expression("required_when", "amount < 0")),
            field("fixed", "text", expression("read_only_when", "amount > 100")),
        ],
    );
    line["rules"] = json!([
        rule("not_zero", "amount <> 0", "Nothing to pay.", json!({"field": "amount"})),
        rule("only_open", "order.state <> \"paid\"", "The order is paid.", json!({"on": ["create"]})),
        rule("keep_large", "amount < 1000", "Large lines stay.", json!({"on": ["delete"]})),
        rule("small", "amount < 5000", "A large line.", json!({"severity": "warning"})),
    ]);
    line["keys"] = json!([{"fields": ["order", "product"]}]);
    line
}

/// The documents of the company with orders.
pub fn documents() -> Vec<Json> {
    let mut documents = company_documents();
    documents.extend([
        order(),
        line(),
        document(
            "role",
            "orderer",
            json!({"objects": {"order": {
            "create": true, "read": "all", "update": "all", "delete": "all", "fields": {"secret_limit": "hidden"},
        }, "company": {"read": "all"}}}),
        ),
    ]);
    documents
}

/// Publishes orders and lets Rita write them.
pub fn set(app: &App) {
    app.publish(documents()).expect(200);
    app.set_role("rita", "orderer", true);
}
