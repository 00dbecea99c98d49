//! Documents that are refused: each problem with code, place and document, and nothing changes.

use serde_json::{Value as Json, json};

use crate::support::{Answer, App, document, field, object_document};

fn refused(app: &App, documents: Vec<Json>) -> Answer {
    app.unchanged(|| {
        let answer = app.publish(documents.clone());
        assert!(matches!(answer.status, 400 | 409 | 422), "{} {}", answer.status, answer.text());
        let checked = app.by("ada").post("/api/v1/meta/check", json!({"documents": documents})).expect(200);
        let told = |problems: &Json| {
            problems
                .as_array()
                .unwrap()
                .iter()
                .map(|one| (one["code"].clone(), one["path"].clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            told(&checked["problems"]),
            told(&answer.json()["error"]["problems"]),
            "check tells what publish tells"
        );
        answer
    })
}

fn one(app: &App, document: Json, code: &str, path: &str) {
    let answer = refused(app, vec![document]);
    assert!(answer.problems().contains(&(code.to_owned(), path.to_owned())), "{code} {path}: {}", answer.text());
}

fn with_fields(fields: Vec<Json>) -> Json {
    object_document("fresh", fields)
}

fn name() -> Json {
    field("name", "text", json!({}))
}

on_both! {
    fn documents_that_are_none_are_refused(app) {
        one(app, json!({"kind": "wizard", "format": 1, "name": "x", "label": {"en": "x"}}), "kind_unknown", "/kind");
        one(app, json!({"name": "x"}), "kind_unknown", "/kind");
        one(app, json!({"kind": "object", "format": 2, "name": "x"}), "format_too_new", "/format");
        for stray in [json!("text"), json!(7), json!([]), json!({})] {
            assert_eq!(refused(app, vec![stray]).status, 422);
        }
        let answer = refused(app, vec![document("object", "fresh", json!({"fields": "none", "colour": 1}))]);
        assert!(answer.problems().iter().all(|(code, _)| code == "document_invalid"), "{}", answer.text());
        assert!(answer.problems().len() >= 2, "all problems at once: {}", answer.text());
        app.unchanged(|| {
            let wrong = app.by("ada").post("/api/v1/meta/publish", json!({"documents": [], "colour": 1}));
            assert_eq!(wrong.status, 422, "{}", wrong.text());
        });
    }

    fn names_are_checked(app) {
        // The form of a name is in the schema of the kind already.
        for wrong in ["Fresh", "x y", "1st", "über", "a-b", "a.b", "", "x\"; DROP TABLE t; --", &"x".repeat(49)] {
            let of_object = refused(app, vec![object_document(wrong, vec![name()])]);
            assert!(of_object.problems().iter().any(|(_, path)| path == "/name"), "{}", of_object.text());
            let of_field = refused(app, vec![with_fields(vec![name(), field(wrong, "text", json!({}))])]);
            assert!(of_field.problems().iter().any(|(_, path)| path == "/fields/1/name"), "{}", of_field.text());
        }
        one(app, with_fields(vec![name(), field("owner", "text", json!({}))]), "name_reserved", "/fields/1/name");
        one(app, with_fields(vec![name(), field("rights", "text", json!({}))]), "name_reserved", "/fields/1/name");
        one(app, with_fields(vec![name(), name()]), "name_duplicate", "/fields/1/name");
        let answer = refused(app, vec![with_fields(vec![name()]), with_fields(vec![name()])]);
        assert!(answer.problems().contains(&("name_duplicate".to_owned(), "/name".to_owned())), "{}", answer.text());
    }

    fn labels_have_a_limit(app) {
        let mut long = with_fields(vec![name()]);
        long["label"] = json!({"zh-CN": "字".repeat(300), "en": "x".repeat(200)});
        one(app, long, "label_too_long", "/label/zh-CN");
        let mut field = name();
        field["label"] = json!({"en": "x".repeat(300)});
        one(app, with_fields(vec![field]), "label_too_long", "/fields/0/label/en");
        let mut fits = with_fields(vec![name()]);
        fits["label"] = json!({"zh-CN": "字".repeat(200)});
        app.publish(vec![fits]).expect(200);
    }

    fn what_is_named_must_exist(app) {
        one(
            app,
            with_fields(vec![name(), field("link", "reference", json!({"options": {"object": "nowhere"}}))]),
            "reference_dangling",
            "/fields/1/options/object",
        );
        one(
            app,
            with_fields(vec![name(), field("pick", "select", json!({"options": {"option_set": "nowhere"}}))]),
            "reference_dangling",
            "/fields/1/options/option_set",
        );
        one(
            app,
            document("view", "v", json!({"object": "nowhere", "columns": [{"field": "name"}]})),
            "reference_dangling",
            "/object",
        );
        one(
            app,
            document("view", "v", json!({"object": "deal", "columns": [{"field": "nmae"}]})),
            "reference_dangling",
            "/columns/0/field",
        );
        one(
            app,
            document("role", "r", json!({"objects": {"nowhere": {"read": "all"}}})),
            "reference_dangling",
            "/objects/nowhere",
        );
        one(
            app,
            document(
                "view",
                "v",
                json!({"object": "deal", "columns": [{"field": "name"}], "filter": {"field": "nmae", "op": "empty"}}),
            ),
            "field_unknown",
            "/filter/field",
        );
        let mut titled = with_fields(vec![name()]);
        titled["title_field"] = json!("nmae");
        let answer = refused(app, vec![titled]);
        assert!(
            answer.problems().iter().any(|(code, path)| code == "reference_dangling" && path == "/title_field"),
            "{}",
            answer.text()
        );
        let gone = app.unchanged(|| {
            app.by("ada").post("/api/v1/meta/publish", json!({"remove": [{"kind": "object", "name": "company"}]}))
        });
        assert!(
            gone.problems().iter().any(|(code, _)| code == "reference_dangling"),
            "others still name it: {}",
            gone.text()
        );
        let missing = app.unchanged(|| {
            app.by("ada").post("/api/v1/meta/publish", json!({"remove": [{"kind": "object", "name": "nowhere"}]}))
        });
        missing.tells(&[("reference_dangling", "/remove")]);
    }

    fn field_types_and_options_are_checked(app) {
        one(app, with_fields(vec![name(), field("x", "colour", json!({}))]), "field_type_unknown", "/fields/1/type");
        let cases = [
            field("x", "text", json!({"options": {"max_length": 5000}})),
            field("x", "text", json!({"options": {"colour": 1}})),
            field("x", "text", json!({"options": {"pattern": "("}})),
            field("x", "decimal", json!({"options": {"precision": 40}})),
            field("x", "select", json!({})),
            field("x", "auto_number", json!({"options": {"pattern": "no sequence"}})),
            field("x", "file", json!({"options": {"max_files": 0}})),
            field("x", "reference", json!({})),
            field("x", "integer", json!({"default": "many"})),
            field("x", "integer", json!({"formula": "1 +"})),
            field("x", "integer", json!({"formula": "nmae + 1"})),
            field("x", "integer", json!({"formula": "name & \"x\""})),
            field("x", "date", json!({"default_expression": "\"text\""})),
            field("x", "integer", json!({"formula": "x + 1"})),
        ];
        for case in cases {
            let answer = refused(app, vec![with_fields(vec![name(), case.clone()])]);
            assert!(answer.problems().iter().all(|(_, path)| path.starts_with("/fields")), "{case}: {}", answer.text());
        }
    }

    fn circles_are_noticed(app) {
        let hen = object_document(
            "hen",
            vec![name(), field("egg", "reference", json!({"required": true, "options": {"object": "egg"}}))],
        );
        let egg = object_document(
            "egg",
            vec![name(), field("hen", "reference", json!({"required": true, "options": {"object": "hen"}}))],
        );
        let answer = refused(app, vec![hen.clone(), egg]);
        answer.tells(&[("required_cycle", "/fields")]);
        let own = object_document(
            "own",
            vec![name(), field("own", "reference", json!({"required": true, "options": {"object": "own"}}))],
        );
        one(app, own, "required_cycle", "/fields");
        let free =
            object_document("egg", vec![name(), field("hen", "reference", json!({"options": {"object": "hen"}}))]);
        app.publish(vec![hen, free]).expect(200);
        let loops = with_fields(vec![
            name(),
            field("a", "integer", json!({"formula": "b + 1"})),
            field("b", "integer", json!({"formula": "a + 1"})),
        ]);
        let answer = refused(app, vec![loops]);
        assert!(answer.problems().iter().any(|(code, _)| code == "formula_cycle"), "{}", answer.text());
    }

    fn flows_are_checked(app) {
        let flow = |rest: Json| {
            let mut flow = document(
                "flow",
                "f",
                json!({"object": "deal", "settings": {"admins": [{"role": "admin"}]}, "steps": [{"kind": "start", "id": "start"}]}),
            );
            flow.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            flow
        };
        let step = |who: Json| json!({"kind": "approve", "id": "a", "label": {"en": "a"}, "who": who});
        let steps = |step: Json| json!({"steps": [{"kind": "start", "id": "start"}, step]});
        one(app, flow(json!({"object": "nowhere"})), "reference_dangling", "/object");
        one(app, flow(steps(step(json!([{"role": "nobody"}])))), "reference_dangling", "/steps/1/who/0/role");
        one(app, flow(steps(step(json!([])))), "flow_invalid", "/steps/1/who");
        one(app, flow(json!({"steps": []})), "flow_invalid", "/steps");
        one(app, flow(json!({"effects": {"approved": {"nmae": 1}}})), "reference_dangling", "/effects/approved/nmae");
        let bad = flow(json!({"submit": {"when": "record.amount + 1"}}));
        assert!(refused(app, vec![bad]).problems().iter().any(|(code, _)| code == "expression_invalid"));
    }

    fn texts_with_a_nul_do_not_break_anything(app) {
        let mut labelled = with_fields(vec![name()]);
        labelled["label"] = json!({"en": "a\u{0}b"});
        let answer = app.publish(vec![labelled]);
        assert_ne!(answer.status, 500, "{}", answer.text());
        let noted = app.by("ada").post("/api/v1/meta/publish", json!({"documents": [], "note": "a\u{0}b"}));
        assert_ne!(noted.status, 500, "{}", noted.text());
    }

    fn problems_of_all_stages_are_told_at_once(app) {
        // A document that cannot be read, options that are wrong, a formula, a view, a flow and a filter.
        let start = json!({"kind": "start", "id": "start"});
        let step = json!({"kind": "approve", "id": "a", "label": {"en": "a"}, "who": []});
        let broken = document("object", "broken", json!({"fields": "none"}));
        let documents = vec![
            broken,
            with_fields(vec![name(), field("x", "text", json!({"options": {"colour": 1}}))]),
            object_document("other", vec![name(), field("y", "integer", json!({"formula": "1 +"}))]),
            document("view", "v", json!({"object": "deal", "columns": [{"field": "nmae"}]})),
            document("view", "w", json!({"object": "broken", "columns": [{"field": "nmae"}]})),
            document("flow", "f", json!({"object": "company", "steps": [start, step]})),
            document(
                "view",
                "u",
                json!({"object": "deal", "columns": [{"field": "name"}], "filter": {"field": "nmae", "op": "empty"}}),
            ),
        ];
        let json = refused(app, documents).json();
        let told = |document: &str| {
            json["error"]["problems"].as_array().unwrap().iter().any(|problem| problem["document"] == document)
        };
        for document in ["object/broken", "object/fresh", "object/other", "view/v", "view/u", "flow/f"] {
            assert!(told(document), "{document} is not told: {json:#}");
        }
        assert!(!told("view/w"), "nobody knows the fields of an object that cannot be read: {json:#}");
    }

    fn several_documents_are_told_together(app) {
        let documents = vec![
            document("view", "v", json!({"object": "nowhere", "columns": [{"field": "name"}]})),
            document(
                "form",
                "f",
                json!({"object": "deal", "sections": [{"name": "s", "fields": [{"field": "nmae"}]}]}),
            ),
            document("role", "r", json!({"objects": {"nowhere": {"read": "all"}}})),
        ];
        let answer = refused(app, documents);
        let json = answer.json();
        let mut named: Vec<&str> =
            json["error"]["problems"].as_array().unwrap().iter().map(|one| one["document"].as_str().unwrap()).collect();
        named.dedup();
        assert!(named.len() >= 3, "{named:?}");
    }
}
