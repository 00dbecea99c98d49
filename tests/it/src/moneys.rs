//! Amounts in several currencies, and the table of dated rates behind them.

use serde_json::{Value as Json, json};

use crate::support::{Answer, App, company_documents, document, field, id_of, object_document};

const RATES: &str = "/api/v1/currency-rates";

fn documents() -> Vec<Json> {
    let mut documents = company_documents();
    let currencies = json!({"options": {"currencies": ["CNY", "USD", "JPY"]}});
    documents.push(object_document(
        "bill",
        vec![
            field("name", "text", json!({"required": true})),
            field("amount", "money", currencies.clone()),
            field("rest", "money", json!({"formula": "amount_company - 10"})),
            field(
                "dollars",
                "money",
                json!({"formula": "CONVERT(amount_company, \"CNY\", \"USD\", amount_rate_date)"}),
            ),
            field("sum", "money", json!({"formula": "SUM(lines.price_company)"})),
            field("due", "money", json!({"formula": "amount * 2", "options": {"currencies": ["USD", "CNY"]}})),
            field("lines", "children", json!({"options": {"object": "bill_line", "field": "bill"}})),
        ],
    ));
    documents.push(object_document(
        "bill_line",
        vec![
            field("item", "text", json!({})),
            field("bill", "reference", json!({"required": true, "options": {"object": "bill"}})),
            field("price", "money", currencies),
        ],
    ));
    let all = json!({"create": true, "read": "all", "update": "all", "delete": "all"});
    let mut blind = all.clone();
    blind["fields"] = json!({"amount": "hidden"});
    documents.push(document("role", "biller", json!({"objects": {"bill": all}})));
    documents.push(document("role", "blind", json!({"objects": {"bill": blind}})));
    documents
}

fn put(app: &App, login: &str, body: Json) -> Answer {
    app.by(login).send("PUT", RATES, &[], Some(body.to_string().as_bytes()))
}

fn set(app: &App) {
    app.publish(documents()).expect(200);
    app.set_role("rita", "biller", true);
    app.set_role("nina", "blind", true);
    for (currency, date, rate) in
        [("USD", "2026-01-01", "7.20"), ("USD", "2026-06-01", "7.1"), ("JPY", "2026-01-01", "0.05")]
    {
        put(app, "ada", json!({"currency": currency, "date": date, "rate": rate, "source": "bank"})).expect(204);
    }
}

fn parts<'a>(record: &'a Json, name: &str) -> [&'a str; 4] {
    ["currency", "rate", "rate_date", "company"]
        .map(|part| record[format!("{name}_{part}")].as_str().unwrap_or_default())
}

on_both! {
    fn what_a_write_leaves_out_is_completed(app) {
        set(app);
        let rita = app.by("rita");
        let own = rita.create("bill", json!({"name": "b", "amount": "12.50"}));
        let today = own["amount_rate_date"].as_str().unwrap().to_owned();
        assert_eq!(parts(&own, "amount"), ["CNY", "1.00000000", today.as_str(), "12.50"]);
        let dollars = rita.create("bill", json!({"name": "b", "amount": "100", "amount_currency": "USD", "amount_rate_date": "2026-05-31"}));
        assert_eq!(parts(&dollars, "amount"), ["USD", "7.20000000", "2026-05-31", "720.00"]);
        assert_eq!((&dollars["rest"], &dollars["dollars"]), (&json!("710.00"), &json!("100.00")));
        // A computed amount has a currency too.
        assert_eq!(parts(&own, "due"), ["CNY", "1.00000000", today.as_str(), "25.00"]);
        // Another day, another rate; a rate by hand stays, until currency or day change.
        let id = id_of(&dollars);
        let later = rita.patch("bill", id, 1, json!({"amount_rate_date": "2026-06-01"})).expect(200);
        assert_eq!(parts(&later, "amount"), ["USD", "7.10000000", "2026-06-01", "710.00"]);
        let by_hand = rita.patch("bill", id, 2, json!({"amount_rate": "7"})).expect(200);
        assert_eq!(parts(&by_hand, "amount"), ["USD", "7.00000000", "2026-06-01", "700.00"]);
        let kept = rita.patch("bill", id, 3, json!({"amount": "200"})).expect(200);
        assert_eq!(parts(&kept, "amount"), ["USD", "7.00000000", "2026-06-01", "1400.00"]);
        let yen = rita.patch("bill", id, 4, json!({"amount_currency": "JPY"})).expect(200);
        assert_eq!(parts(&yen, "amount"), ["JPY", "0.05000000", "2026-06-01", "10.00"]);
        let nothing = rita.create("bill", json!({"name": "b"}));
        assert_eq!((&nothing["amount_company"], &nothing["amount_currency"]), (&Json::Null, &json!("CNY")));
    }

    fn rows_have_currencies_of_their_own(app) {
        set(app);
        let made = app.by("rita").create("bill", json!({"name": "b", "lines": [
            {"item": "a", "price": "10", "price_currency": "USD", "price_rate_date": "2026-01-02"}, {"item": "b", "price": "3"},
        ]}));
        assert_eq!((&made["lines"][0]["price_company"], &made["sum"]), (&json!("72.00"), &json!("75.00")));
        let answer = app.by("rita").try_create("bill", json!({"name": "b", "lines": [
            {"item": "a", "price": "10", "price_currency": "USD", "price_rate_date": "2025-12-31"},
        ]}));
        answer.tells(&[("currency_rate_missing", "/lines/0/price_rate")]);
    }

    fn wrong_amounts_are_refused(app) {
        set(app);
        let rita = app.by("rita");
        app.unchanged(|| {
            let body = json!({"name": "b", "amount": "10.5", "amount_currency": "JPY"});
            rita.try_create("bill", body).refused(422, "validation_failed").tells(&[("too_many_decimals", "/amount")]);
            rita.try_create("bill", json!({"name": "b", "amount": "1", "amount_currency": "EUR"}))
                .tells(&[("option_unknown", "/amount_currency")]);
            rita.try_create("bill", json!({"name": "b", "amount": "1", "amount_rate": "0"}))
                .tells(&[("out_of_range", "/amount_rate")]);
            rita.try_create("bill", json!({"name": "b", "amount": "1", "amount_company": "5"}))
                .tells(&[("field_not_writable", "/amount_company")]);
            let early = json!({"name": "b", "amount": "1", "amount_currency": "USD", "amount_rate_date": "2025-01-01"});
            let answer = rita.try_create("bill", early);
            answer.refused(422, "validation_failed").tells(&[("currency_rate_missing", "/amount_rate")]);
            answer
        });
        let mut documents = documents();
        let bill = documents.iter_mut().find(|document| document["name"] == "bill").unwrap();
        bill["fields"][1]["options"] = json!({"currencies": ["CNY", "XYZ", "CNY"]});
        app.publish(documents).refused(422, "validation_failed").tells(&[
            ("name_duplicate", "/fields/1/options/currencies/2"), ("option_unknown", "/fields/1/options/currencies/1"),
        ]);
    }

    fn companions_follow_their_field_in_pages_lists_and_rights(app) {
        set(app);
        let rita = app.by("rita");
        let made = rita.create("bill", json!({"name": "b", "amount": "100", "amount_currency": "USD"}));
        let found = rita.find("bill", json!({"and": [
            {"field": "amount_currency", "op": "eq", "value": "USD"}, {"field": "amount_company", "op": "gt", "value": "700"},
        ]}));
        assert_eq!(found.expect(200)["count"], 1);
        let page = rita.get("/api/v1/meta/objects/bill").expect(200);
        let fields = page["fields"].as_array().unwrap();
        let of = |name: &str| fields.iter().find(|field| field["name"] == name).unwrap();
        for name in ["amount_currency", "amount_rate", "amount_rate_date", "amount_company"] {
            assert_eq!(of(name)["companion_of"], "amount", "{name}");
        }
        assert_eq!((&of("amount_currency")["default"], &of("amount_company")["writable"]), (&json!("CNY"), &json!(false)));
        assert_eq!(of("amount_company")["options"]["currency"], "CNY");
        assert!(of("amount_rate_date")["default"].is_string());
        let blind = app.by("nina").read("bill", id_of(&made));
        assert!(["amount", "amount_currency", "amount_rate", "amount_company"].iter().all(|name| blind.get(name).is_none()));
        let history = rita.patch("bill", id_of(&made), 1, json!({"amount_rate": "8"})).expect(200);
        assert_eq!(history["amount_company"], "800.00");
        let history = rita.get(&format!("/api/v1/records/bill/{}/history", id_of(&made))).expect(200);
        let changed = history["data"][0]["changes"].as_array().unwrap().iter();
        let names: Vec<&str> = changed.map(|change| change["field"].as_str().unwrap()).collect();
        assert_eq!(names, ["rest", "dollars", "amount_rate", "amount_company"]);
    }

    fn a_money_field_becomes_one_of_several_currencies_with_its_data(app) {
        let mut before = company_documents();
        before.push(object_document("bill", vec![field("name", "text", json!({})), field("amount", "money", json!({}))]));
        app.publish(before).expect(200);
        let ada = app.by("ada");
        let made = ada.create("bill", json!({"name": "b", "amount": "5"}));
        app.publish(documents()).expect(200);
        assert_eq!(ada.read("bill", id_of(&made))["amount"], "5.00");
        let changed = ada.patch("bill", id_of(&made), 1, json!({"name": "c"})).expect(200);
        assert_eq!((&changed["amount_currency"], &changed["amount_company"]), (&json!("CNY"), &json!("5.00")));
    }

    fn rates_are_kept_by_administrators_and_read_by_all(app) {
        set(app);
        let rates = app.by("rita").get(RATES).expect(200);
        assert_eq!(rates["company_currency"], "CNY");
        let short: Vec<Json> = rates["data"].as_array().unwrap().iter()
            .map(|rate| json!([rate["currency"], rate["date"], rate["rate"], rate["source"], rate["changed_by"]["label"]])).collect();
        assert_eq!(short, [
            json!(["USD", "2026-06-01", "7.1", "bank", "ada of hq"]), json!(["JPY", "2026-01-01", "0.05", "bank", "ada of hq"]),
            json!(["USD", "2026-01-01", "7.2", "bank", "ada of hq"]),
        ]);
        assert_eq!(app.by("rita").get(&format!("{RATES}?currency=JPY")).expect(200)["data"].as_array().unwrap().len(), 1);
        app.unchanged(|| {
            put(app, "rita", json!({"currency": "USD", "date": "2026-07-01", "rate": "7"})).refused(403, "forbidden");
            app.by("rita").send("DELETE", &format!("{RATES}?currency=USD&date=2026-06-01"), &[], None).refused(403, "forbidden");
            app.stranger().get(RATES).refused(401, "not_signed_in");
            put(app, "ada", json!({"currency": "XYZ", "date": "x", "rate": "-1"})).refused(422, "validation_failed")
                .tells(&[("option_unknown", "/currency"), ("type_mismatch", "/date"), ("out_of_range", "/rate")]);
            put(app, "ada", json!({"currency": "CNY", "date": "2026-01-01", "rate": "1.123456789"}))
                .tells(&[("option_unknown", "/currency"), ("too_many_decimals", "/rate")]);
            put(app, "ada", json!({"company_currency": "EUR"})).refused(409, "company_currency_fixed").clone()
        });
        // The next write sees a change at once, and what is stored keeps its rate.
        let rita = app.by("rita");
        let body = json!({"name": "b", "amount": "1", "amount_currency": "USD", "amount_rate_date": "2026-08-01"});
        let made = rita.create("bill", body.clone());
        put(app, "ada", json!({"currency": "USD", "date": "2026-06-01", "rate": 6.5})).expect(204);
        assert_eq!(rita.create("bill", body.clone())["amount_company"], "6.50");
        let gone = app.by("ada").send("DELETE", &format!("{RATES}?currency=USD&date=2026-06-01"), &[], None);
        assert_eq!(gone.status, 204);
        assert_eq!(rita.create("bill", body)["amount_company"], "7.20");
        assert_eq!(rita.read("bill", id_of(&made))["amount_company"], "7.10");
        app.by("ada").send("DELETE", &format!("{RATES}?currency=USD&date=2026-06-01"), &[], None)
            .refused(404, "currency_rate_not_found");
    }

    fn the_company_may_count_in_another_currency(app) {
        app.publish(documents()).expect(200);
        put(app, "ada", json!({"company_currency": "NOPE"})).tells(&[("option_unknown", "/company_currency")]);
        put(app, "ada", json!({"company_currency": "USD"})).expect(204);
        let made = app.by("ada").create("bill", json!({"name": "b", "amount": "3"}));
        assert_eq!(parts(&made, "amount")[..2], ["USD", "1.00000000"]);
        let page = app.by("ada").get("/api/v1/meta/objects/bill").expect(200);
        let fields = page["fields"].as_array().unwrap();
        let own = fields.iter().find(|field| field["name"] == "amount_company").unwrap();
        assert_eq!(own["options"]["currency"], "USD");
    }

    fn amounts_in_several_currencies_are_not_added(app) {
        set(app);
        let over = |function: &str, of: &str| {
            let mut bill = app.by("ada").get("/api/v1/meta/documents/object/bill").expect(200);
            let options = json!({"relation": "lines", "function": function, "of": of});
            bill["fields"].as_array_mut().unwrap().push(field("all", "rollup", json!({"options": options})));
            app.publish(vec![bill])
        };
        for function in ["sum", "avg", "min", "max"] {
            app.unchanged(|| over(function, "price").tells(&[("options_invalid", "/fields/7/options/of")]).status);
        }
        over("sum", "price_company").expect(200);
        let lines = json!([{"item": "a", "price": "10", "price_currency": "USD"}, {"item": "b", "price": "10", "price_currency": "CNY"}]);
        let made = app.by("ada").create("bill", json!({"name": "n", "lines": lines}));
        assert_eq!(made["all"], "81.00");
    }
}
