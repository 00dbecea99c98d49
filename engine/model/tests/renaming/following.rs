//! What follows a renamed thing, and what only looks like it.

use super::*;

#[test]
fn only_the_fields_of_the_object_follow() {
    let before = company();
    let subject = Subject::Field { object: "customer".to_owned(), field: "level".to_owned() };
    let (after, mut changed) = renamed(&before, subject, "grade");
    changed.sort();
    assert_eq!(
        changed,
        [
            "flow/approval",
            "form/customer_form",
            "object/customer",
            "print_template/sheet",
            "role/seller",
            "view/orders"
        ]
    );
    let customer = json_of(&after, Kind::Object, "customer");
    assert_eq!(customer["keys"], json!([{"fields": ["name", "grade"]}]));
    assert_eq!(customer["fields"][2]["formula"], "IF( grade=“a” ,  \"b\", \"a\")");
    let rule = &customer["rules"][0];
    assert_eq!(
        (&rule["condition"], &rule["field"], &rule["name"]),
        (&json!("grade <> \"b\" OR ISBLANK(boss)"), &json!("grade"), &json!("sane"))
    );
    assert_eq!(customer["fields"][3]["required_when"], "grade = \"a\"");
    let view = json_of(&after, Kind::View, "orders");
    assert_eq!(view["filter"]["or"][0]["field"], "customer.grade");
    assert_eq!(view["filter"]["or"][1]["not"]["field"], "level");
    assert_eq!(view["columns"], json!([{"field": "name"}, {"field": "level"}]));
    let role = json_of(&after, Kind::Role, "seller");
    assert_eq!(role["objects"]["customer"]["fields"], json!({"grade": "hidden"}));
    assert_eq!(role["objects"]["order"]["fields"], json!({"amount": "read", "level": "hidden"}));
    let flow = json_of(&after, Kind::Flow, "approval");
    assert_eq!(flow["submit"]["when"], "customer.grade <> \"a\" AND level = \"a\"");
    let sheet = json_of(&after, Kind::PrintTemplate, "sheet");
    assert_eq!(sheet["file_name"], "{{record.name}}-{{record.level}}");
    assert_eq!(sheet["body"][0]["when"], "customer.grade = \"a\"");
    let run = |index: usize| sheet["body"][0]["options"]["runs"][index]["text"].as_str().unwrap().to_owned();
    assert_eq!(
        run(0),
        "level {{record.level}} {{#if record.customer.record.grade}}{{upper record.customer.record.grade}}{{/if}}"
    );
    assert_eq!(
        run(2),
        "{{#with record.customer.record}}{{grade}} {{eq grade 'level'}}{{/with}} {{money amount=record.amount}}"
    );
}

#[test]
fn rows_and_parents_are_told_apart() {
    let before = company();
    let subject = Subject::Field { object: "order_line".to_owned(), field: "amount".to_owned() };
    let (after, _) = renamed(&before, subject, "total");
    let order = json_of(&after, Kind::Object, "order");
    assert_eq!(order["fields"][2]["formula"], "SUM(lines.total) +　 record . rate * 2");
    let sheet = json_of(&after, Kind::PrintTemplate, "sheet");
    assert_eq!(
        sheet["body"][0]["options"]["runs"][1]["text"],
        "{{#each record.lines as |line|}}{{money line.total}} {{this.total}} {{../record.amount}}{{total}}{{/each}}"
    );
    assert_eq!(sheet["body"][1]["options"]["columns"][0], json!({"label": "amount", "text": "{{money row.total}}"}));
    assert_eq!(sheet["body"][1]["options"]["totals"][0][0]["text"], "{{money record.amount}}");
    let form = json_of(&after, Kind::Form, "order_form");
    assert_eq!(form["sections"][0]["fields"][1]["columns"], json!(["product", "total"]));
    let (parent, _) =
        renamed(&before, Subject::Field { object: "order".to_owned(), field: "amount".to_owned() }, "total");
    let sheet = json_of(&parent, Kind::PrintTemplate, "sheet");
    assert_eq!(
        sheet["body"][0]["options"]["runs"][1]["text"],
        "{{#each record.lines as |line|}}{{money line.amount}} {{this.amount}} {{../record.total}}{{amount}}{{/each}}"
    );
}

#[test]
fn a_word_of_the_language_stands_behind_the_root() {
    let before = company();
    let subject = Subject::Field { object: "customer".to_owned(), field: "level".to_owned() };
    let (after, _) = renamed(&before, subject, "user");
    let customer = json_of(&after, Kind::Object, "customer");
    assert_eq!(customer["fields"][2]["formula"], "IF( record.user=“a” ,  \"b\", \"a\")");
    assert_eq!(json_of(&after, Kind::PrintTemplate, "sheet")["body"][0]["when"], "customer.user = \"a\"");
}

#[test]
fn options_follow_where_they_are_compared_and_given() {
    let before = company();
    let subject =
        Subject::OptionOfField { object: "customer".to_owned(), field: "level".to_owned(), option: "a".to_owned() };
    let (after, _) = renamed(&before, subject.clone(), "top");
    let customer = json_of(&after, Kind::Object, "customer");
    assert_eq!(
        (&customer["fields"][1]["default"], &customer["fields"][2]["formula"]),
        (&json!("top"), &json!("IF( level=“top” ,  \"b\", \"a\")"))
    );
    let flow = json_of(&after, Kind::Flow, "approval");
    assert_eq!(flow["submit"]["when"], "customer.level <> \"top\" AND level = \"a\"");
    let branch = &flow["steps"][1]["branches"][0];
    assert_eq!(branch["when"], "SWITCH(customer.level, \"top\", 1, \"b\", 2) = amount");
    assert_eq!(flow["effects"]["approved"]["level"], "a", "another object's level");
    let view = json_of(&after, Kind::View, "orders");
    assert_eq!(view["filter"]["or"][0]["value"], json!(["top", "b"]));
    assert_eq!(view["filter"]["or"][1]["not"]["value"], "a");
    records_follow(&before, subject);
    // What a formula gives is a value of its own field.
    let result =
        Subject::OptionOfField { object: "customer".to_owned(), field: "guess".to_owned(), option: "a".to_owned() };
    let (after, _) = renamed(&before, result, "low");
    let customer = json_of(&after, Kind::Object, "customer");
    assert_eq!(customer["fields"][2]["formula"], "IF( level=“a” ,  \"b\", \"low\")");
    let back = Subject::Document(DocumentKey { kind: Kind::Object, name: "order_line".to_owned() });
    let (after, _) = renamed(&before, back, "position_row");
    assert_eq!(json_of(&after, Kind::Object, "order")["fields"][5]["options"]["object"], "position_row");
}

/// One of a list is an option; a piece of a text only looks like one.
#[test]
fn options_follow_in_lists() {
    let options = json!({"options": [{"value": "a", "label": {"en": "A"}}, {"value": "b", "label": {"en": "B"}}]});
    let plain = |name: &str, kind: &str, rest: Value| {
        let mut field = json!({"name": name, "type": kind, "label": {"en": name}});
        field.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        field
    };
    let formula = |name: &str, kind: &str, text: &str| plain(name, kind, json!({"formula": text}));
    let object = |name: &str, fields: Vec<Value>| json!({"kind": "object", "format": 1, "name": name, "label": {"en": name}, "title_field": "name", "fields": fields});
    let before = model(vec![
        object(
            "parcel",
            vec![
                plain("name", "text", json!({})),
                plain("marks", "multi_select", json!({"options": options})),
                plain("state", "select", json!({"options": options})),
                plain("parts", "children", json!({"options": {"object": "part", "field": "parcel"}})),
                formula("marked", "boolean", "CONTAINS(marks, \"a\") OR CONTAINS(name, \"a\")"),
                formula("stated", "boolean", "CONTAINS(state, \"a\") OR state = \"a\""),
                formula("some", "boolean", "CONTAINS(parts.state, \"a\")"),
                formula("many", "integer", "COUNTIF(parts.state, \"a\") + COUNTIF(parts.name, \"a\")"),
            ],
        ),
        object(
            "part",
            vec![
                plain("name", "text", json!({})),
                plain("parcel", "reference", json!({"options": {"object": "parcel"}})),
                plain("state", "select", json!({"options": options})),
            ],
        ),
    ]);
    let formulas = |object: &str, field: &str| -> Vec<String> {
        let (object, field) = (object.to_owned(), field.to_owned());
        let (after, _) = renamed(&before, Subject::OptionOfField { object, field, option: "a".to_owned() }, "first");
        let fields = json_of(&after, Kind::Object, "parcel")["fields"].as_array().unwrap().clone();
        fields.iter().filter_map(|field| field["formula"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(formulas("parcel", "marks")[0], "CONTAINS(marks, \"first\") OR CONTAINS(name, \"a\")");
    // Whether a text holds a piece has nothing to do with options, even where the piece looks like one.
    assert_eq!(formulas("parcel", "state")[1], "CONTAINS(state, \"a\") OR state = \"first\"");
    let of_parts = formulas("part", "state");
    assert_eq!(of_parts[1], "CONTAINS(state, \"a\") OR state = \"a\"", "another field's option");
    assert_eq!(of_parts[2], "CONTAINS(parts.state, \"first\")");
    assert_eq!(of_parts[3], "COUNTIF(parts.state, \"first\") + COUNTIF(parts.name, \"a\")");
}

#[test]
fn names_that_cannot_be_are_refused() {
    let before = company();
    let field = |field: &str| Subject::Field { object: "customer".to_owned(), field: field.to_owned() };
    let object = |name: &str| Subject::Document(DocumentKey { kind: Kind::Object, name: name.to_owned() });
    let option = |option: &str| Subject::OptionOfField {
        object: "customer".to_owned(),
        field: "level".to_owned(),
        option: option.to_owned(),
    };
    for (subject, to, code) in [
        (field("level"), "name", Code::NameDuplicate),
        (field("level"), "level", Code::NameDuplicate),
        (field("level"), "owner", Code::NameReserved),
        (field("level"), "rights", Code::NameReserved),
        (field("level"), "Level", Code::NameInvalid),
        (field("level"), "等级", Code::NameInvalid),
        (field("level"), "", Code::NameInvalid),
        (field("owner"), "keeper", Code::ReferenceDangling),
        (field("missing"), "x", Code::ReferenceDangling),
        (object("customer"), "order", Code::NameDuplicate),
        (object("customer"), "a b", Code::NameInvalid),
        (object("missing"), "x", Code::ReferenceDangling),
        (option("a"), "b", Code::NameDuplicate),
        (option("a"), "x,y", Code::NameInvalid),
        (option("c"), "d", Code::ReferenceDangling),
    ] {
        let wanted = Rename { subject: subject.clone(), to: to.to_owned(), until: None };
        let problems = rename(&before, &wanted).expect_err(to);
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [code], "{subject:?} to {to}");
    }
}

#[test]
fn the_old_name_is_remembered_until_it_comes_back() {
    let before = company();
    let subject = |field: &str| Subject::Field { object: "customer".to_owned(), field: field.to_owned() };
    let wanted = |field: &str, to: &str| Rename {
        subject: subject(field),
        to: to.to_owned(),
        until: Some("2027-05-20".to_owned()),
    };
    let done = rename(&before, &wanted("level", "grade")).unwrap();
    let of = |documents: &[Document]| -> Value {
        let customer = documents.iter().find(|document| document.name() == "customer").unwrap().to_json();
        customer["fields"][1]["former_names"].clone()
    };
    assert_eq!(of(&done.documents), json!([{"name": "level", "until": "2027-05-20"}]));
    let mut documents = before.documents().clone();
    documents.extend(done.documents.into_iter().map(|document| (document.key(), document)));
    let between = Model::resolve(documents.into_values().collect(), 2).unwrap();
    let back = rename(&between, &wanted("grade", "level")).unwrap();
    assert_eq!(of(&back.documents), json!([{"name": "grade", "until": "2027-05-20"}]));
}

#[test]
fn companions_and_stages_follow_their_field() {
    let before = model(vec![json!({
        "kind": "object", "format": 1, "name": "chance", "label": {"en": "Chance"}, "title_field": "name", "fields": [
            {"name": "name", "type": "text", "label": {"en": "Name"}},
            {"name": "stage", "type": "stage", "label": {"en": "Stage"}, "options": {"stages": [
                {"value": "a", "label": {"en": "A"}, "allowed": ["b"]},
                {"value": "b", "label": {"en": "B"}, "required": ["name"], "entry": "old.stage = \"a\" AND name <> \"x\""},
            ]}},
            {"name": "weight", "type": "integer", "label": {"en": "Weight"}, "formula": "stage_probability * 2"},
        ],
        "rules": [{"name": "open", "condition": "stage_category <> \"won\" OR old.name = name", "message": {"en": "x"}}],
    })]);
    let subject = |field: &str| Subject::Field { object: "chance".to_owned(), field: field.to_owned() };
    let whole = |model: &Model| text(model).concat();
    let (phase, _) = renamed(&before, subject("stage"), "phase");
    assert!(whole(&phase).contains("phase_probability * 2") && whole(&phase).contains("phase_category <> "));
    assert!(whole(&phase).contains("old.phase = "), "{}", whole(&phase));
    let (title, _) = renamed(&phase, subject("name"), "title");
    assert!(whole(&title).contains("old.title = title") && !whole(&title).contains("\"name\"\n"), "{}", whole(&title));
    let option =
        Subject::OptionOfField { object: "chance".to_owned(), field: "phase".to_owned(), option: "a".to_owned() };
    let (option, _) = renamed(&title, option, "first");
    assert!(whole(&option).contains("old.phase = \\\"first\\\""), "{}", whole(&option));
    assert!(whole(&option).contains("\"value\": \"first\""), "{}", whole(&option));
}

/// The key of the option changes in the records of its field, and is remembered until its day.
fn records_follow(before: &engine_model::Model, subject: Subject) {
    let wanted = Rename { subject, to: "top".to_owned(), until: Some("2030-01-31".to_owned()) };
    let done = rename(before, &wanted).unwrap();
    let mut documents = before.documents().clone();
    documents.extend(done.documents.into_iter().map(|document| (document.key(), document)));
    let after = engine_model::Model::resolve(documents.into_values().collect(), 2).unwrap();
    let values = engine_model::renamed_values(before, &after);
    assert_eq!((values.len(), values[0].from.as_str(), values[0].to.as_str()), (1, "a", "top"));
    let customer = json_of(&after, Kind::Object, "customer");
    let option = &customer["fields"][1]["options"]["options"][0];
    assert_eq!(option["former_names"], json!([{"name": "a", "until": "2030-01-31"}]));
}
