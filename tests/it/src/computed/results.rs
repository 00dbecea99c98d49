//! What formulas give is held against their fields: whoever writes the record himself is told, others are not refused.

use serde_json::{Value as Json, json};

use super::scene::{formula, lookup, to, wrong};
use crate::support::{field, id_of, object_document};

fn options(keys: &[&str]) -> Json {
    keys.iter().map(|key| json!({"value": key, "label": {"en": key}})).collect()
}

/// Formulas that hand on a text or number of the record itself, and of the record that it refers to.
fn documents() -> Vec<Json> {
    let with =
        |name: &str, kind: &str, text: &str, rest: Json| field(name, kind, json!({"formula": text, "options": rest}));
    let given = |kind: &str, name: &str, of: &str| match kind {
        "integer" => with(name, kind, &format!("{of}number"), json!({"min": 1, "max": 10})),
        "text" => with(name, kind, &format!("{of}word"), json!({"max_length": 5})),
        "select" => with(name, kind, &format!("{of}word"), json!({"options": options(&["red", "blue"])})),
        kind => with(name, kind, &format!("{of}word"), json!({})),
    };
    let kinds = ["integer", "text", "select", "color", "time", "region"];
    let mut leaf = vec![
        field("name", "text", json!({})),
        field("stem", "reference", to("stem")),
        field("word", "text", json!({})),
        field("number", "integer", json!({})),
        field("kind", "text", json!({})),
    ];
    for kind in kinds {
        // Only the field that the record asks for has a value.
        let mut own = given(kind, &format!("own_{kind}"), "");
        let text = own["formula"].as_str().unwrap().to_owned();
        own["formula"] = json!(format!("IF(kind = \"{kind}\", {text}, BLANK)"));
        leaf.push(own);
        let mut far = given(kind, &format!("far_{kind}"), "stem.");
        let text = far["formula"].as_str().unwrap().to_owned();
        far["formula"] = json!(format!("IF(kind = \"{kind}\", {text}, BLANK)"));
        leaf.push(far);
    }
    leaf.push(lookup("shade", "stem", "shade"));
    vec![
        object_document(
            "stem",
            vec![
                field("name", "text", json!({})),
                field("word", "text", json!({})),
                field("number", "integer", json!({})),
                field("shade", "color", json!({})),
                formula("length", "duration", "HOURS(number)"),
            ],
        ),
        object_document("leaf", leaf),
    ]
}

on_both! {
    fn a_result_that_breaks_its_field_is_told_to_the_writer_and_blank_for_others(app) {
        app.publish(documents()).expect(200);
        let ada = app.by("ada");
        for (kind, good, bad, code) in [
            ("integer", json!({"number": 7}), json!({"number": 11}), "out_of_range"),
            ("text", json!({"word": "short"}), json!({"word": "longer"}), "too_long"),
            ("select", json!({"word": "red"}), json!({"word": "green"}), "option_unknown"),
            ("color", json!({"word": "#FF0000"}), json!({"word": "reddish"}), "format_invalid"),
            ("time", json!({"word": "08:30:00"}), json!({"word": "25:00"}), "type_mismatch"),
            ("region", json!({"word": "110101"}), json!({"word": "999999"}), "option_unknown"),
        ] {
            let given = good.as_object().unwrap().values().next().unwrap().clone();
            let (own, far) = (format!("own_{kind}"), format!("far_{kind}"));
            let with = |body: &Json, rest: Json| {
                let mut whole = rest;
                whole.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
                whole
            };
            let stem = ada.create("stem", with(&good, json!({"name": "s", "shade": "#00ff00"})));
            let leaf = ada.create("leaf", with(&good, json!({"name": "l", "kind": kind, "stem": stem["id"]})));
            // Of a region the answer says the name too.
            let of = |record: &Json, name: &str| record[name].get("code").unwrap_or(&record[name]).clone();
            assert_eq!((of(&leaf, &own), of(&leaf, &far)), (given.clone(), given.clone()), "{kind}: what fits is kept");
            // His own record: told, at the computed field.
            let refused = ada.try_create("leaf", with(&bad, json!({"name": "l", "kind": kind})));
            refused.refused(422, "validation_failed").tells(&[(code, &format!("/{own}"))]);
            ada.patch("leaf", id_of(&leaf), 1, bad.clone()).refused(422, "validation_failed");
            // Somebody else's record: blank, and the stem is saved.
            ada.patch("stem", id_of(&stem), 1, bad).expect(200);
            let read = ada.read("leaf", id_of(&leaf));
            assert_eq!((of(&read, &own), of(&read, &far)), (given.clone(), Json::Null), "{kind}");
            assert_eq!(read["revision"], 1, "nobody changed the leaf");
            assert_eq!(wrong(app), Vec::<String>::new(), "blank is what a recompute gives");
            let again = ada.patch("stem", id_of(&stem), 2, good).expect(200);
            assert_eq!(of(&ada.read("leaf", id_of(&leaf)), &far), given, "{kind}: {again}");
        }
    }

    fn a_length_of_time_is_one_in_formulas(app) {
        app.publish(documents()).expect(200);
        let ada = app.by("ada");
        let stem = ada.create("stem", json!({"name": "s", "number": 2}));
        assert_eq!(stem["length"], 7200);
        let mut documents = documents();
        let fields = documents[0]["fields"].as_array_mut().unwrap();
        fields.push(formula("twice", "duration", "length * 2"));
        fields.push(formula("hours", "integer", "INHOURS(length)"));
        app.publish(documents.clone()).expect(200);
        let read = ada.read("stem", id_of(&stem));
        assert_eq!((&read["twice"], &read["hours"]), (&json!(14_400), &json!(2)));
        documents[0]["fields"].as_array_mut().unwrap().push(formula("seconds", "integer", "length + 1"));
        app.publish(documents).tells(&[("expression_invalid", "/fields/7/formula")]);
    }
}
