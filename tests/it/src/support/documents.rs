//! The documents of the tests: few, small, and with one of everything.

use std::path::Path;

use serde_json::{Value as Json, json};

/// A document from its kind, name and further keys; the label is the name.
pub fn document(kind: &str, name: &str, rest: Json) -> Json {
    let mut document = json!({
        "kind": kind, "format": 1, "name": name, "label": {"zh-CN": format!("{name}（中）"), "en": name},
    });
    merge(&mut document, rest);
    document
}

/// A field from its name, type and further keys.
pub fn field(name: &str, kind: &str, rest: Json) -> Json {
    let mut field = json!({"name": name, "type": kind, "label": {"zh-CN": format!("{name}（中）"), "en": name}});
    merge(&mut field, rest);
    field
}

/// An object whose title is its first field.
pub fn object_document(name: &str, fields: Vec<Json>) -> Json {
    let title = fields[0]["name"].clone();
    document("object", name, json!({"title_field": title, "fields": fields}))
}

fn merge(target: &mut Json, rest: Json) {
    let Json::Object(rest) = rest else { return };
    target.as_object_mut().unwrap().extend(rest);
}

fn options(keys: &[&str]) -> Json {
    let each = keys.iter().map(|key| json!({"value": key, "label": {"zh-CN": format!("{key}（中）"), "en": key}}));
    Json::Array(each.collect())
}

fn to(object: &str, rest: Json) -> Json {
    let mut options = json!({"object": object});
    merge(&mut options, rest);
    json!({"options": options})
}

/// Everything that the tests' company works with.
pub fn company_documents() -> Vec<Json> {
    let mut documents = vec![
        document("option_set", "level", json!({"options": options(&["a", "b", "c"])})),
        company(),
        object_document(
            "dossier",
            vec![
                field("name", "text", json!({"required": true})),
                field("company", "reference", to("company", json!({}))),
            ],
        ),
        deal(),
        deal_line(),
        thing(),
    ];
    documents.extend(pages());
    documents.extend(roles());
    documents.push(flow());
    documents.push(print());
    documents
}

fn company() -> Json {
    let mut company = object_document(
        "company",
        vec![
            field("name", "text", json!({"required": true, "indexed": true})),
            field("code", "text", json!({"unique": true})),
            field("level", "select", json!({"options": {"option_set": "level"}})),
            field("secret", "text", json!({})),
        ],
    );
    company["search_fields"] = json!(["name", "code", "secret"]);
    company
}

fn deal() -> Json {
    object_document(
        "deal",
        vec![
            field("name", "text", json!({"required": true, "options": {"max_length": 60}})),
            field(
                "number",
                "auto_number",
                json!({"unique": true, "options": {"pattern": "D{yyyy}-{seq:4}", "reset": "year"}}),
            ),
            field("company", "reference", to("company", json!({}))),
            field("partner", "reference", to("company", json!({"on_delete": "clear"}))),
            field("origin", "reference", to("company", json!({"disclose_label": true}))),
            field("dossier", "reference", to("dossier", json!({"on_delete": "clear"}))),
            field(
                "status",
                "select",
                json!({"default": "draft", "options": {"options": options(&["draft", "running", "approved", "rejected"])}}),
            ),
            field("day", "date", json!({"default_expression": "TODAY()"})),
            field("amount", "money", json!({"formula": "SUM(lines.amount)"})),
            field("cost", "money", json!({})),
            field("budget", "money", json!({})),
            field("keeper", "user", json!({})),
            field("note", "long_text", json!({})),
            field("paper", "file", json!({"options": {"max_files": 2, "accept": ["text/plain", "image/png"]}})),
            field("hidden_link", "reference", to("company", json!({"on_delete": "clear"}))),
            field("lines", "children", json!({"options": {"object": "deal_line", "field": "deal", "max_rows": 20}})),
        ],
    )
}

fn deal_line() -> Json {
    object_document(
        "deal_line",
        vec![
            field("product", "text", json!({"required": true})),
            field("deal", "reference", json!({"required": true, "options": {"object": "deal"}})),
            field("quantity", "integer", json!({"default": 1, "options": {"min": 1, "max": 1000}})),
            field("price", "money", json!({})),
            field("amount", "money", json!({"formula": "quantity * price"})),
            field("margin", "money", json!({})),
            field("proof", "file", json!({})),
        ],
    )
}

/// One field of every type.
fn thing() -> Json {
    object_document(
        "thing",
        vec![
            field("text", "text", json!({"options": {"max_length": 40}})),
            field("long_text", "long_text", json!({"options": {"max_length": 100}})),
            field("integer", "integer", json!({"options": {"min": -1000, "max": 1000}})),
            field("decimal", "decimal", json!({"options": {"precision": 10, "scale": 3}})),
            field("money", "money", json!({"options": {"min": "-1000000", "max": "1000000"}})),
            field("percent", "percent", json!({})),
            field("boolean", "boolean", json!({})),
            field("date", "date", json!({})),
            field("datetime", "datetime", json!({})),
            field("select", "select", json!({"options": {"options": options(&["x", "y", "z"])}})),
            field("multi_select", "multi_select", json!({"options": {"options": options(&["p", "q", "r"])}})),
            field("email", "email", json!({})),
            field("phone", "phone", json!({})),
            field("auto_number", "auto_number", json!({"options": {"pattern": "T{seq:3}"}})),
            field("reference", "reference", to("company", json!({}))),
            field("user", "user", json!({})),
            field("dept", "department", json!({})),
            field("file", "file", json!({})),
        ],
    )
}

fn pages() -> Vec<Json> {
    let column = |name: &str| json!({"field": name});
    vec![
        document(
            "view",
            "deal_drafts",
            json!({
                "object": "deal", "columns": [column("name"), column("amount"), column("cost")],
                "filter": {"field": "status", "op": "eq", "value": "draft"},
                "sort": [{"field": "cost"}, {"field": "name", "direction": "desc"}],
            }),
        ),
        document(
            "view",
            "deal_costly",
            json!({
                "object": "deal", "columns": [column("name"), column("cost")],
                "filter": {"field": "cost", "op": "gt", "value": "10"}, "sort": [{"field": "name"}],
            }),
        ),
        document(
            "form",
            "deal_form",
            json!({
                "object": "deal",
                "sections": [{"name": "main", "fields": [
                    column("name"), column("cost"),
                    {"field": "lines", "columns": ["product", "margin", "amount"]},
                ]}],
            }),
        ),
        document(
            "app",
            "desk",
            json!({"menu": [{"label": {"en": "Deals"}, "items": [{"view": "deal_drafts"}, {"view": "deal_costly"}]}]}),
        ),
    ]
}

fn roles() -> Vec<Json> {
    let own = |rest: Json| {
        let mut grant = json!({"create": true, "read": "own", "update": "own", "delete": "own", "print": true});
        merge(&mut grant, rest);
        grant
    };
    let deal_fields = json!({"fields": {"cost": "hidden", "budget": "read", "hidden_link": "hidden"}});
    let all = json!({"create": true, "read": "all", "update": "all", "delete": "all"});
    let within = |rows: &str| json!({"read": rows, "update": rows, "delete": "own", "create": true, "print": true});
    let reading = |rows: &str| json!({"read": rows});
    vec![
        document(
            "role",
            "rep",
            json!({"objects": {
                "company": own(json!({"fields": {"secret": "hidden"}})), "deal": own(deal_fields),
                "deal_line": {"fields": {"margin": "hidden"}}, "thing": all,
            }}),
        ),
        document("role", "head", json!({"objects": {"company": within("department"), "deal": within("department")}})),
        document(
            "role",
            "manager",
            json!({"objects": {"company": within("department_and_below"), "deal": within("department_and_below")}}),
        ),
        document("role", "director", json!({"objects": {"deal": {"read": "own", "print": true}}})),
        document("role", "board", json!({"objects": {"deal": reading("own")}})),
        document("role", "clerk", json!({"objects": {"deal": reading("own")}})),
        document("role", "auditor", json!({"objects": {"company": reading("all"), "deal": reading("all")}})),
        document("role", "filer", json!({"objects": {"dossier": {"create": true, "read": "own"}}})),
        document("role", "admin", json!({"everything": true})),
    ]
}

/// Superior, then by amount nobody, any director, or the whole board; the clerk is told.
fn flow() -> Json {
    let label = |text: &str| json!({"zh-CN": text, "en": text});
    let approve = |id: &str, who: Json, ballot: &str| json!({"kind": "approve", "id": id, "label": label(id), "who": [who], "ballot": ballot});
    document(
        "flow",
        "deal_approval",
        json!({
            "object": "deal",
            "submit": {"when": "record.amount > 0"},
            "settings": {"admins": [{"role": "admin"}], "reject_comment_required": true},
            "steps": [
                {"kind": "start", "id": "start"},
                approve("superior", json!({"superior": {"level": 1}}), "any"),
                {"kind": "switch", "id": "size", "label": label("size"), "branches": [
                    {"id": "huge", "when": "record.amount >= 5000", "steps": [
                        approve("board", json!({"role": "board"}), "all")]},
                    {"id": "big", "when": "record.amount >= 1000", "steps": [
                        approve("director", json!({"role": "director"}), "any")]},
                    {"id": "small", "otherwise": true, "steps": []},
                ]},
                {"kind": "cc", "id": "tell", "label": label("tell"), "who": [{"role": "clerk"}]},
            ],
            "effects": {
                "submitted": {"status": "running"}, "approved": {"status": "approved", "budget": "77.00"},
                "rejected": {"status": "rejected"}, "withdrawn": {"status": "draft"},
            },
        }),
    )
}

fn print() -> Json {
    document(
        "print_template",
        "deal_sheet",
        json!({
            "object": "deal", "file_name": "成交单-{{record.number}}",
            "body": [
                {"kind": "heading", "options": {"level": 1, "text": "成交单 {{record.name}}"}},
                {"kind": "paragraph", "options": {"runs": [{"text": "金额 {{record.amount}}"}]}},
            ],
        }),
    )
}

/// The documents of the CRM template, as they lie in the repository.
pub fn crm_documents() -> Vec<Json> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/crm");
    let mut paths = Vec::new();
    for folder in std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        paths.extend(files.filter(|path| path.extension().is_some_and(|ending| ending == "json")));
    }
    paths.sort();
    paths.iter().map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()).collect()
}
