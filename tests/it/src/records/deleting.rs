//! Deleting: with rows, and with what others refer to.

use serde_json::json;

use crate::support::id_of;

on_both! {
    fn a_deleted_record_is_gone_with_its_rows(app) {
        let rita = app.by("rita");
        let deal = rita.create("deal", json!({"name": "gone", "lines": [{"product": "a"}, {"product": "b"}]}));
        let row = deal["lines"][0]["id"].as_str().unwrap();
        assert_eq!(rita.delete("deal", id_of(&deal), 1).status, 204);
        rita.try_read("deal", id_of(&deal)).refused(404, "record_not_found");
        app.by("ada").try_read("deal_line", row).refused(404, "record_not_found");
        rita.get(&format!("/api/v1/records/deal/{}/history", id_of(&deal))).refused(404, "record_not_found");
        rita.delete("deal", id_of(&deal), 1).refused(404, "record_not_found");
    }

    fn what_others_need_stays(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "needed"}));
        let deal = rita.create("deal", json!({"name": "needs it", "company": id_of(&company)}));
        app.unchanged(|| rita.delete("company", id_of(&company), 1).refused(409, "record_referenced").clone());
        assert_eq!(rita.delete("deal", id_of(&deal), 1).status, 204);
        assert_eq!(rita.delete("company", id_of(&company), 1).status, 204);
    }

    fn what_refers_to_it_unseen_keeps_it_too_and_is_not_named(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "needed"}));
        let dossier = app.by("ada").create("dossier", json!({"name": "unseen by rita", "company": id_of(&company)}));
        app.unchanged(|| {
            let answer = rita.delete("company", id_of(&company), 1);
            answer.refused(409, "record_referenced");
            assert!(
                !answer.text().contains("dossier") && !answer.text().contains(id_of(&dossier)),
                "{}",
                answer.text()
            );
        });
    }

    fn a_clearing_reference_is_blanked(app) {
        let rita = app.by("rita");
        let company = rita.create("company", json!({"name": "partner"}));
        let deal = rita.create("deal", json!({"name": "stays", "partner": id_of(&company)}));
        assert_eq!(rita.delete("company", id_of(&company), 1).status, 204);
        let deal = rita.read("deal", id_of(&deal));
        assert_eq!((&deal["partner"], &deal["name"]), (&json!(null), &json!("stays")));
        assert_eq!(deal["revision"], 2, "a reader who saved what he saw would be told");
    }

    fn rights_to_delete_are_their_own(app) {
        let company = app.by("rita").create("company", json!({"name": "of rita"}));
        let id = id_of(&company);
        app.unchanged(|| {
            app.by("mia").delete("company", id, 1).refused(403, "forbidden");
            app.by("otto").delete("company", id, 1).refused(403, "forbidden");
            app.by("rob").delete("company", id, 1).refused(404, "record_not_found");
        });
    }
}
