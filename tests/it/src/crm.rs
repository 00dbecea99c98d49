//! The CRM template: its documents install, and its contract goes the whole way.

use serde_json::json;

use crate::support::{App, Database, Person, Setup, crm_documents, id_of};

const fn person(
    login: &'static str,
    department: &'static str,
    superior: &'static str,
    roles: &'static [&'static str],
) -> Person {
    Person { login, department, superior, roles }
}

const PEOPLE: &[Person] = &[
    person("boss", "hq", "", &["ceo"]),
    person("dina", "hq", "boss", &["sales_director"]),
    person("mia", "sales", "dina", &["sales_manager"]),
    person("ed", "east", "mia", &["sales_rep"]),
    person("rita", "east", "mia", &["sales_rep"]),
    person("otto", "ops", "boss", &["finance"]),
    person("ada", "hq", "", &["admin"]),
];

fn journey(app: &App) {
    let rita = app.by("rita");
    let customer = rita.create("customer", sample(app, "customer", "苏州榫卯科技有限公司"));
    let product = app.by("ada").create("product", sample(app, "product", "机柜"));
    let line = |quantity: i64| json!({"product": id_of(&product), "quantity": quantity, "price": "60000"});
    let body = json!({"name": "年度采购合同", "customer": id_of(&customer), "lines": [line(3), line(2)]});
    let contract = rita.create("contract", body);
    assert!(contract["number"].as_str().unwrap().starts_with("HT202611-"), "{}", contract["number"]);
    let amount: f64 = contract["amount"].as_str().unwrap().parse().unwrap();
    assert!(amount >= 200_000.0, "the contract must be large: {amount}");
    let path = format!("/api/v1/records/contract/{}", id_of(&contract));
    let instance = rita.post(&format!("{path}/submit"), json!({})).expect(201);
    let decide = |login: &str| {
        let client = app.by(login);
        let task = client.get("/api/v1/tasks").expect(200)["data"][0]["id"].as_str().unwrap().to_owned();
        client.post(&format!("/api/v1/tasks/{task}/approve"), json!({"comment": "同意"})).expect(200)
    };
    assert_eq!(decide("mia")["state"], "running");
    assert_eq!(decide("dina")["state"], "approved");
    assert_eq!(rita.read("contract", id_of(&contract))["status"], "approved");
    assert_eq!(app.by("otto").read("contract", id_of(&contract))["approval"]["instance"], instance["id"]);
    let pdf = rita.get(&format!("/api/v1/prints/contract_zh/{}", id_of(&contract)));
    assert_eq!(pdf.status, 200, "{}", pdf.text());
    assert!(pdf.body.starts_with(b"%PDF-"));
}

/// A record with a value for every field that it requires.
fn sample(app: &App, object: &str, name: &str) -> serde_json::Value {
    let meta = app.by("ada").get(&format!("/api/v1/meta/objects/{object}")).expect(200);
    let mut body = serde_json::Map::new();
    for field in
        meta["fields"].as_array().unwrap().iter().filter(|field| field["required"] == true && field["writable"] == true)
    {
        let value = match field["type"].as_str().unwrap() {
            "select" => field["options"]["options"][0]["value"].clone(),
            "money" | "decimal" | "percent" => json!("60000"),
            "integer" => json!(1),
            _ => json!(name),
        };
        body.insert(field["name"].as_str().unwrap().to_owned(), value);
    }
    serde_json::Value::Object(body)
}

fn every_page_opens(app: &App) {
    for login in ["rita", "mia", "dina", "boss", "otto", "ada"] {
        let client = app.by(login);
        let me = client.get("/api/v1/me").expect(200);
        let apps = me["apps"].as_array().unwrap();
        assert!(!apps.is_empty(), "{login} sees no app");
        let items = apps
            .iter()
            .flat_map(|app| app["menu"].as_array().unwrap())
            .flat_map(|group| group["items"].as_array().unwrap());
        for item in items {
            let object = item["object"].as_str().unwrap();
            client.get(&format!("/api/v1/meta/objects/{object}")).expect(200);
            client.list(object, &[("view", item["view"].as_str().unwrap()), ("count", "exact")]).expect(200);
        }
    }
}

fn check(database: Database) {
    let app = App::start_with(database, Setup { documents: crm_documents(), people: PEOPLE });
    journey(&app);
    every_page_opens(&app);
}

mod the_contract_goes_from_draft_to_pdf_and_every_page_opens {
    use super::check;
    use crate::support::Database;

    #[test]
    fn sqlite() {
        check(Database::sqlite());
    }

    #[test]
    fn postgres() {
        if let Some(database) = Database::postgres() {
            check(database);
        }
    }
}
