//! What a record refers to: it exists and the writer may see it, or both are refused alike.

use serde_json::json;

use crate::support::id_of;

on_both! {
    fn an_invisible_and_a_missing_target_are_refused_alike(app) {
        let of_rob = app.by("rob").create("company", json!({"name": "of rob"}));
        let rita = app.by("rita");
        let deal = rita.create("deal", json!({"name": "mine"}));
        let missing = engine_values::new_id().to_string();
        app.unchanged(|| {
            for name in ["company", "partner", "origin"] {
                let answers = [id_of(&of_rob), &missing].map(|id| {
                    let created = rita.try_create("deal", json!({"name": "x", name: id}));
                    created.refused(422, "validation_failed").tells(&[("reference_not_found", &format!("/{name}"))]);
                    let changed = rita.patch("deal", id_of(&deal), 1, json!({name: id}));
                    (created.without(&[id]), changed.without(&[id]))
                });
                assert_eq!(answers[0], answers[1], "{name}");
            }
        });
        // A dossier may exist; whoever may read none can refer to none.
        let dossier = app.by("ada").create("dossier", json!({"name": "closed"}));
        app.unchanged(|| {
            rita.try_create("deal", json!({"name": "x", "dossier": id_of(&dossier)}))
                .tells(&[("reference_not_found", "/dossier")])
                .clone()
        });
    }

    fn a_reference_that_was_set_by_another_may_stay(app) {
        let rita = app.by("rita");
        let of_rob = app.by("rob").create("company", json!({"name": "of rob"}));
        let deal = rita.create("deal", json!({"name": "mine"}));
        app.by("ada").patch("deal", id_of(&deal), 1, json!({"company": id_of(&of_rob)})).expect(200);
        let changed = rita.patch("deal", id_of(&deal), 2, json!({"name": "renamed"})).expect(200);
        assert_eq!(changed["company"], json!(null), "what she may not see is blank for her");
        assert_eq!(app.by("ada").read("deal", id_of(&deal))["company"]["id"], of_rob["id"], "and stays where it was");
    }

    fn an_inactive_person_cannot_be_chosen(app) {
        app.change_person("ray", |user| user.active = false);
        let rita = app.by("rita");
        app.unchanged(|| {
            rita.try_create("deal", json!({"name": "x", "keeper": app.id("ray")}))
                .tells(&[("reference_not_found", "/keeper")]);
            rita.try_create("deal", json!({"name": "x", "owner": app.id("ray")}))
                .tells(&[("reference_not_found", "/owner")]);
        });
    }
}
