//! An object without rights is a misspelt object on every route.

use serde_json::json;

use crate::support::{Answer, Client, id_of};

type Ask = Box<dyn Fn(&Client, &str) -> Answer>;

fn routes(id: &str) -> Vec<(&'static str, Ask)> {
    let one = |method: &'static str, rest: String| -> Ask {
        Box::new(move |client, object| {
            let path = format!("/api/v1/records/{object}{rest}");
            client.send(method, &path, &[("If-Match", "\"1\"")], Some(b"{}".as_slice()).filter(|_| method != "GET"))
        })
    };
    vec![
        ("list", one("GET", String::new())),
        ("query", one("POST", "/query".to_owned())),
        ("compute", one("POST", "/compute".to_owned())),
        ("create", one("POST", String::new())),
        ("read", one("GET", format!("/{id}"))),
        ("patch", one("PATCH", format!("/{id}"))),
        ("delete", one("DELETE", format!("/{id}"))),
        ("history", one("GET", format!("/{id}/history"))),
        ("submit", one("POST", format!("/{id}/submit"))),
        ("meta", Box::new(|client, object| client.get(&format!("/api/v1/meta/objects/{object}")))),
        (
            "upload",
            Box::new(|client, object| {
                client.send("POST", &format!("/api/v1/files?object={object}&field=paper"), &[], Some(b"x"))
            }),
        ),
    ]
}

on_both! {
    fn an_object_without_rights_is_a_misspelt_object_on_every_route(app) {
        let dossier = app.by("ada").create("dossier", json!({"name": "closed"}));
        let deal = app.by("ada").create("deal", json!({"name": "closed", "lines": [{"product": "p"}]}));
        app.unchanged(|| {
            for (route, ask) in routes(id_of(&dossier)) {
                let (closed, misspelt) = (ask(&app.by("rita"), "dossier"), ask(&app.by("rita"), "dosiser"));
                closed.refused(404, "object_not_found");
                assert_eq!(closed.without(&["dossier"]), misspelt.without(&["dosiser"]), "{route}");
            }
            for (route, ask) in routes(id_of(&deal)) {
                for object in ["deal", "deal_line", "company", "thing"] {
                    let (closed, misspelt) = (ask(&app.by("nina"), object), ask(&app.by("nina"), "nonsense"));
                    closed.refused(404, "object_not_found");
                    assert_eq!(closed.without(&[object]), misspelt.without(&["nonsense"]), "{route} {object}");
                }
            }
        });
    }

    fn whoever_may_only_create_reads_nothing(app) {
        let dropbox = crate::support::document("role", "dropbox", json!({"objects": {"dossier": {"create": true}}}));
        app.publish(vec![dropbox]).expect(200);
        app.set_role("nina", "dropbox", true);
        let nina = app.by("nina");
        let made = nina.create("dossier", json!({"name": "dropped"}));
        assert_eq!(made.as_object().unwrap().len(), 1, "the key and nothing else: {made}");
        nina.try_read("dossier", id_of(&made)).refused(404, "record_not_found");
        assert_eq!(nina.list("dossier", &[("count", "exact")]).expect(200)["count"], 0);
        assert_eq!(app.by("ada").read("dossier", id_of(&made))["name"], "dropped");
    }

    fn the_menu_shows_what_may_be_opened(app) {
        let views = |login: &str| {
            let me = app.by(login).get("/api/v1/me").expect(200);
            let items = me["apps"].as_array().unwrap().iter().flat_map(|app| app["menu"].as_array().unwrap().clone());
            items
                .flat_map(|group| group["items"].as_array().unwrap().clone())
                .map(|item| item["view"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(views("nina"), Vec::<String>::new());
        assert_eq!(views("rita"), ["deal_drafts"]);
        assert_eq!(views("ada"), ["deal_drafts", "deal_costly"]);
    }

    fn documents_are_for_those_with_the_right(app) {
        app.unchanged(|| {
            for login in ["rita", "mia", "nina", "otto"] {
                let client = app.by(login);
                for path in [
                    "documents",
                    "documents?kind=role",
                    "documents/object/deal",
                    "documents/object/nonsense",
                    "releases",
                ] {
                    client.get(&format!("/api/v1/meta/{path}")).refused(403, "forbidden");
                }
                client.post("/api/v1/meta/check", json!({"documents": []})).refused(403, "forbidden");
                client.post("/api/v1/meta/publish", json!({"documents": []})).refused(403, "forbidden");
            }
        });
        let ada = app.by("ada");
        assert_eq!(ada.get("/api/v1/meta/documents/object/deal").expect(200)["name"], "deal");
        ada.get("/api/v1/meta/documents/object/nonsense").refused(404, "document_not_found");
        ada.get("/api/v1/meta/documents?kind=nonsense").refused(422, "kind_unknown");
    }
}
