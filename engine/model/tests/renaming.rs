//! A rename changes every place that names the thing, and nothing else; back and forth gives the same bytes.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};

use engine_definitions::{Document, DocumentKey, Kind};
use engine_errors::Code;
use engine_model::{Model, Rename, Subject, rename};
use serde_json::{Value, json};

#[expect(clippy::disallowed_methods, reason = "a test reads the template where it lies")]
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn crm() -> Model {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/crm");
    let files = entries(&root).into_iter().filter(|path| path.is_dir()).flat_map(|folder| entries(&folder));
    let documents = files
        .filter(|file| file.extension().is_some_and(|ending| ending == "json"))
        .map(|file| Document::parse(serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()).unwrap())
        .collect();
    Model::resolve(documents, 1).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn model(documents: Vec<Value>) -> Model {
    let documents = documents.into_iter().map(|json| Document::parse(json).unwrap()).collect();
    Model::resolve(documents, 1).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The model after a rename, and the keys of the documents that changed.
fn renamed(model: &Model, subject: Subject, to: &str) -> (Model, Vec<String>) {
    let wanted = Rename { subject: subject.clone(), to: to.to_owned(), until: None };
    let done = rename(model, &wanted).unwrap_or_else(|problems| panic!("{subject:?} to {to}: {problems:#?}"));
    let mut documents = model.documents().clone();
    if let Some(key) = &done.removed {
        documents.remove(key);
    }
    let changed = done.documents.iter().map(|document| document.key().to_string()).collect();
    documents.extend(done.documents.into_iter().map(|document| (document.key(), document)));
    let after = Model::resolve(documents.into_values().collect(), model.release + 1);
    (after.unwrap_or_else(|problems| panic!("{subject:?} to {to}: {problems:#?}")), changed)
}

fn text(model: &Model) -> Vec<String> {
    model.documents().values().map(Document::canonical).collect()
}

fn there_and_back(before: &Model, subject: Subject, back: Subject, old: &str, new: &str) {
    let (between, changed) = renamed(before, subject.clone(), new);
    assert!(!changed.is_empty(), "{subject:?} changes nothing");
    let (after, _) = renamed(&between, back, old);
    assert!(text(before) == text(&after), "{subject:?} and back is not the same");
}

/// What is renamed, given the present key of the option.
type Asked = Box<dyn Fn(&str) -> Subject>;

const FRESH: &str = "zz_renamed";

#[test]
fn every_document_of_the_template_can_be_renamed_and_back() {
    let before = crm();
    // A few of each kind: every one takes two resolutions of the whole template.
    for kind in Kind::ALL {
        for key in before.documents().keys().filter(|key| key.kind == *kind).step_by(4) {
            let renamed = DocumentKey { kind: key.kind, name: FRESH.to_owned() };
            there_and_back(&before, Subject::Document(key.clone()), Subject::Document(renamed), &key.name, FRESH);
        }
    }
}

#[test]
fn every_field_of_the_template_can_be_renamed_and_back() {
    let before = crm();
    let mut count = 0;
    for object in before.objects() {
        let is_written = |field: &&engine_model::Field| field.system.is_none() && field.companion_of.is_none();
        for field in object.fields.iter().filter(is_written).step_by(3) {
            let subject = |name: &str| Subject::Field { object: object.name.clone(), field: name.to_owned() };
            there_and_back(&before, subject(&field.name), subject(FRESH), &field.name, FRESH);
            if before.print_templates().all(|template| template.object != object.name) {
                count += 1;
                continue;
            }
            let (after, _) = renamed(&before, subject(&field.name), FRESH);
            // Prints are not resolved with the model: no path in them may end in the old name.
            for template in after.print_templates().filter(|template| template.object == object.name) {
                let text = serde_json::to_string(template).unwrap();
                let old = format!("record.{}", field.name);
                let is_left = text.match_indices(&old).any(|(at, _)| {
                    let is_whole =
                        !text[at + old.len()..].starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_');
                    is_whole && !text[..at].ends_with('.')
                });
                assert!(!is_left, "{old} is left in {}", template.name);
            }
            count += 1;
        }
    }
    assert!(count > 40, "only {count} fields");
}

#[test]
fn every_option_of_the_template_can_be_renamed_and_back() {
    let before = crm();
    let mut count = 0;
    for document in before.documents().values() {
        let subjects: Vec<(Asked, String)> = match document {
            Document::OptionSet(set) => set
                .options
                .iter()
                .map(|option| {
                    let set = set.name.clone();
                    let subject =
                        move |option: &str| Subject::OptionOfSet { set: set.clone(), option: option.to_owned() };
                    (Box::new(subject) as Asked, option.value.clone())
                })
                .collect(),
            Document::Object(object) => object
                .fields
                .iter()
                .flat_map(|field| {
                    let options = field.options.get("options").and_then(Value::as_array).cloned().unwrap_or_default();
                    let (object, field) = (object.name.clone(), field.name.clone());
                    options.into_iter().map(move |option| {
                        let (object, field) = (object.clone(), field.clone());
                        let subject = move |option: &str| Subject::OptionOfField {
                            object: object.clone(),
                            field: field.clone(),
                            option: option.to_owned(),
                        };
                        let value = option["value"].as_str().unwrap().to_owned();
                        (Box::new(subject) as Asked, value)
                    })
                })
                .collect(),
            _ => Vec::new(),
        };
        for (subject, value) in subjects.into_iter().step_by(4) {
            there_and_back(&before, subject(&value), subject(FRESH), &value, FRESH);
            count += 1;
        }
    }
    assert!(count > 10, "only {count} options");
}

fn field(name: &str, kind: &str, rest: Value) -> Value {
    let mut field = json!({"name": name, "type": kind, "label": {"en": name}});
    field.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    field
}

fn document(kind: &str, name: &str, rest: Value) -> Value {
    let mut document = json!({"kind": kind, "format": 1, "name": name, "label": {"en": name}});
    document.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    document
}

/// A customer with a level, an order of a customer with lines; both have a field `level`.
fn company() -> Model {
    let options = json!({"options": {"options": [
        {"value": "a", "label": {"en": "A"}}, {"value": "b", "label": {"en": "B"}}]}});
    let with = |mut rest: Value| {
        rest["options"] = options["options"].clone();
        rest
    };
    model(vec![
        document(
            "object",
            "customer",
            json!({"title_field": "name", "search_fields": ["name"],
                "rules": [{"name": "sane", "condition": "level <> \"b\" OR ISBLANK(boss)", "field": "level",
                    "message": {"en": "No"}}],
                "keys": [{"fields": ["name", "level"]}], "fields": [
                field("name", "text", json!({})),
                field("level", "select", with(json!({"default": "a"}))),
                field("guess", "select", with(json!({"formula": "IF( level=“a” ,  \"b\", \"a\")"}))),
                field("boss", "user", json!({"required_when": "level = \"a\""})),
            ]}),
        ),
        document(
            "object",
            "order",
            json!({"title_field": "name", "fields": [
                field("name", "text", json!({})),
                field("level", "text", json!({})),
                field("amount", "money", json!({"formula": "SUM(lines.amount) +　 record . rate * 2"})),
                field("rate", "decimal", json!({"options": {"scale": 2}})),
                field("customer", "reference", json!({"options": {"object": "customer"}})),
                field("lines", "children", json!({"options": {"object": "order_line", "field": "order"}})),
            ]}),
        ),
        document(
            "object",
            "order_line",
            json!({"title_field": "product", "fields": [
                field("product", "text", json!({})),
                field("order", "reference", json!({"options": {"object": "order"}})),
                field("amount", "money", json!({})),
            ]}),
        ),
        document(
            "view",
            "orders",
            json!({"object": "order", "columns": [{"field": "name"}, {"field": "level"}],
                "filter": {"or": [{"field": "customer.level", "op": "in", "value": ["a", "b"]},
                    {"not": {"field": "level", "op": "eq", "value": "a"}}]},
                "sort": [{"field": "level", "direction": "desc"}]}),
        ),
        document(
            "form",
            "order_form",
            json!({"object": "order", "sections": [{"name": "main", "fields": [{"field": "level"},
                {"field": "lines", "columns": ["product", "amount"]}]}]}),
        ),
        document(
            "form",
            "customer_form",
            json!({"object": "customer", "sections": [{"name": "main", "fields": [{"field": "level"}]}],
                "related": [{"object": "order", "field": "customer", "columns": ["name", "level"]}]}),
        ),
        document(
            "role",
            "seller",
            json!({"objects": {
            "order": {"read": "own", "fields": {"level": "hidden", "amount": "read"}},
            "customer": {"read": "own", "fields": {"level": "hidden"}}}}),
        ),
        document(
            "flow",
            "approval",
            json!({"object": "order", "submit": {"when": "customer.level <> \"a\" AND level = \"a\""},
                "settings": {"admins": [{"role": "seller"}]},
                "steps": [{"kind": "start", "id": "start"},
                    {"kind": "switch", "id": "size", "branches": [
                        {"id": "big", "when": "SWITCH(customer.level, \"a\", 1, \"b\", 2) = amount", "steps": [
                            {"kind": "approve", "id": "one", "label": {"en": "One"}, "who": [
                                {"field": "customer.boss"}, {"role": "seller"}]}]},
                        {"id": "rest", "otherwise": true, "steps": []}]}],
                "effects": {"approved": {"level": "a", "rate": "1.00"}}}),
        ),
        document(
            "print_template",
            "sheet",
            json!({"object": "order", "file_name": "{{record.name}}-{{record.level}}", "body": [
                {"kind": "paragraph", "when": "customer.level = \"a\"", "options": {"runs": [
                    {"text": "level {{record.level}} {{#if record.customer.record.level}}{{upper record.customer.record.level}}{{/if}}"},
                    {"text": "{{#each record.lines as |line|}}{{money line.amount}} {{this.amount}} {{../record.amount}}{{amount}}{{/each}}"},
                    {"text": "{{#with record.customer.record}}{{level}} {{eq level 'level'}}{{/with}} {{money amount=record.amount}}"}]}},
                {"kind": "table", "options": {"rows": "record.lines", "columns": [
                    {"label": "amount", "text": "{{money row.amount}}"}],
                    "totals": [[{"span": 1, "text": "{{money record.amount}}"}]]}}]}),
        ),
    ])
}

fn json_of(model: &Model, kind: Kind, name: &str) -> Value {
    model.document(kind, name).unwrap().to_json()
}

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
    let done = rename(&before, &Rename { subject, to: "top".to_owned(), until: None }).unwrap();
    assert_eq!((done.values.len(), done.values[0].from.as_str(), done.values[0].to.as_str()), (1, "a", "top"));
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
