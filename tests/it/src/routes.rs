//! Every route of the table is locked, and a new one fails here until somebody says what it answers.

use runtime_http::{Access, route_docs};
use serde_json::json;

use crate::support::{App, Client, id_of};

/// What a member without any role gets, by route.
const WITHOUT_ROLE: &[(&str, &str, u16)] = &[
    ("get", "/api/v1/me", 200),
    ("patch", "/api/v1/me", 422),
    ("post", "/api/v1/me/password", 422),
    ("get", "/api/v1/me/second-factor", 200),
    ("post", "/api/v1/me/second-factor", 422),
    ("post", "/api/v1/me/second-factor/confirm", 422),
    ("post", "/api/v1/me/second-factor/remove", 422),
    ("post", "/api/v1/me/recovery-codes", 422),
    ("get", "/api/v1/me/sessions", 200),
    ("post", "/api/v1/me/sessions/end-others", 200),
    ("delete", "/api/v1/me/sessions/{id}", 404),
    ("get", "/api/v1/users", 200),
    ("post", "/api/v1/users", 403),
    ("patch", "/api/v1/users/{id}", 403),
    ("post", "/api/v1/users/{id}/password-reset", 403),
    ("get", "/api/v1/users/{id}/sessions", 403),
    ("delete", "/api/v1/users/{id}/sessions", 403),
    ("delete", "/api/v1/users/{id}/second-factor", 403),
    ("get", "/api/v1/sign-in-rules", 403),
    ("put", "/api/v1/sign-in-rules", 403),
    ("get", "/api/v1/audit", 403),
    ("post", "/api/v1/departments", 403),
    ("patch", "/api/v1/departments/{id}", 403),
    ("get", "/api/v1/departments", 200),
    ("get", "/api/v1/currency-rates", 200),
    ("put", "/api/v1/currency-rates", 403),
    ("delete", "/api/v1/currency-rates", 403),
    ("get", "/api/v1/meta/objects/{object}", 404),
    ("get", "/api/v1/meta/functions", 200),
    ("post", "/api/v1/meta/expressions/check", 422),
    ("get", "/api/v1/meta/regions", 200),
    ("get", "/api/v1/meta/documents", 403),
    ("get", "/api/v1/meta/documents/{kind}/{name}", 403),
    ("get", "/api/v1/meta/uses", 403),
    ("get", "/api/v1/meta/schemas/records/{object}", 404),
    ("get", "/api/v1/meta/schemas/{kind}", 200),
    ("post", "/api/v1/meta/check", 403),
    ("post", "/api/v1/meta/publish", 403),
    ("post", "/api/v1/meta/type-change/preview", 422),
    ("get", "/api/v1/meta/jobs", 403),
    ("post", "/api/v1/meta/jobs/{id}/cancel", 403),
    ("post", "/api/v1/meta/jobs/{id}/resume", 403),
    ("post", "/api/v1/meta/plan", 403),
    ("get", "/api/v1/meta/documents/{kind}/{name}/history", 403),
    ("get", "/api/v1/meta/change-sets", 403),
    ("post", "/api/v1/meta/change-sets", 403),
    ("get", "/api/v1/meta/change-sets/{id}", 403),
    ("patch", "/api/v1/meta/change-sets/{id}", 403),
    ("put", "/api/v1/meta/change-sets/{id}/documents/{kind}/{name}", 403),
    ("delete", "/api/v1/meta/change-sets/{id}/documents/{kind}/{name}", 403),
    ("post", "/api/v1/meta/change-sets/{id}/check", 403),
    ("post", "/api/v1/meta/change-sets/{id}/plan", 403),
    ("post", "/api/v1/meta/change-sets/{id}/publish", 403),
    ("post", "/api/v1/meta/change-sets/{id}/rename", 422),
    ("get", "/api/v1/meta/change-sets/{id}/conflicts", 403),
    ("post", "/api/v1/meta/change-sets/{id}/rebase", 403),
    ("post", "/api/v1/meta/change-sets/{id}/discard", 403),
    ("post", "/api/v1/meta/rename", 422),
    ("get", "/api/v1/meta/releases", 403),
    ("get", "/api/v1/meta/releases/{number}", 403),
    ("post", "/api/v1/meta/releases/{number}/restore", 403),
    ("get", "/api/v1/meta/recycle", 403),
    ("post", "/api/v1/meta/recycle/{id}/restore", 403),
    ("delete", "/api/v1/meta/recycle/{id}", 403),
    ("get", "/api/v1/records/{object}", 404),
    ("post", "/api/v1/records/{object}/query", 404),
    ("post", "/api/v1/records/{object}/compute", 404),
    ("post", "/api/v1/records/{object}", 404),
    ("get", "/api/v1/records/{object}/{id}", 404),
    ("patch", "/api/v1/records/{object}/{id}", 404),
    ("delete", "/api/v1/records/{object}/{id}", 404),
    ("get", "/api/v1/records/{object}/{id}/history", 404),
    ("get", "/api/v1/records/{object}/{id}/stages", 404),
    ("post", "/api/v1/records/{object}/{id}/submit", 404),
    ("get", "/api/v1/tasks", 200),
    ("post", "/api/v1/tasks/{id}/approve", 404),
    ("post", "/api/v1/tasks/{id}/reject", 404),
    ("get", "/api/v1/instances/{id}", 404),
    ("post", "/api/v1/instances/{id}/withdraw", 404),
    ("get", "/api/v1/prints/{template}/{id}", 404),
    ("post", "/api/v1/files", 404),
    ("get", "/api/v1/files/{id}", 404),
    ("get", "/api/v1/notices", 200),
    ("post", "/api/v1/notices/{id}/read", 404),
    ("post", "/api/v1/notices/read-all", 204),
    ("get", "/api/v1/openapi.json", 200),
];

/// The only routes that answer without a token.
const OPEN: &[(&str, &str)] = &[
    ("post", "/api/v1/auth/login"),
    ("post", "/api/v1/auth/second-step"),
    ("post", "/api/v1/auth/second-step/enrol"),
    ("post", "/api/v1/auth/refresh"),
    ("post", "/api/v1/auth/logout"),
    ("get", "/api/v1/auth/setup"),
    ("post", "/api/v1/auth/setup"),
    ("post", "/api/v1/auth/password"),
    ("get", "/healthz"),
    ("get", "/readyz"),
];

/// A record with a running approval and a file: there is something to be denied.
struct Made {
    deal: String,
    instance: String,
    task: String,
    file: String,
}

fn address(app: &App, path: &str, made: &Made) -> String {
    let id = match path {
        path if path.contains("/tasks/") => made.task.clone(),
        path if path.contains("/instances/") => made.instance.clone(),
        path if path.contains("/files/") => made.file.clone(),
        path if path.contains("/users/") => app.id("rita"),
        path if path.contains("/departments/") => app.id("east"),
        _ => made.deal.clone(),
    };
    let path = path.replace("{object}", "deal").replace("{kind}", "object").replace("{name}", "deal");
    let path = path.replace("{template}", "deal_sheet").replace("{id}", &id).replace("{number}", "1");
    if path == "/api/v1/files" { format!("{path}?object=deal&field=paper") } else { path }
}

fn addresses(app: &App) -> Vec<(&'static str, &'static str, String)> {
    let rita = app.by("rita");
    let upload =
        rita.send("POST", "/api/v1/files?object=deal&field=paper", &[("Content-Type", "text/plain")], Some(b"x"));
    let file = id_of(&upload.expect(201)).to_owned();
    let deal = rita.create("deal", json!({"name": "d", "paper": [file], "lines": [{"product": "p", "price": "5"}]}));
    let instance = rita.post(&format!("/api/v1/records/deal/{}/submit", id_of(&deal)), json!({})).expect(201);
    let task = app.by("mia").get("/api/v1/tasks").expect(200)["data"][0]["id"].as_str().unwrap().to_owned();
    let made = Made { deal: id_of(&deal).to_owned(), instance: id_of(&instance).to_owned(), task, file };
    route_docs().iter().map(|doc| (doc.method, doc.path, address(app, doc.path, &made))).collect()
}

fn ask(client: &Client, method: &str, path: &str) -> crate::support::Answer {
    let body: Option<&[u8]> = Some(b"{}".as_slice()).filter(|_| matches!(method, "post" | "patch" | "put"));
    client.send(&method.to_uppercase(), path, &[("If-Match", "\"1\"")], body)
}

on_both! {
    fn without_a_token_only_the_open_routes_answer(app) {
        let open: Vec<(&str, &str)> =
            route_docs().iter().filter(|doc| doc.access == Access::Open).map(|doc| (doc.method, doc.path)).collect();
        assert_eq!(open, OPEN, "a route without a token is a decision: write it down here");
        let addresses = addresses(app);
        app.unchanged(|| {
            for (method, path, address) in &addresses {
                if !OPEN.contains(&(*method, *path)) {
                    ask(&app.stranger(), method, address).refused(401, "not_signed_in");
                    for scheme in ["Basic YWRhOmFkYQ==", "Bearer", "bearer x", "Bearer  "] {
                        let answer =
                            app.stranger().send(&method.to_uppercase(), address, &[("Authorization", scheme)], None);
                        answer.refused(401, "not_signed_in");
                    }
                }
            }
        });
    }

    fn a_member_without_a_role_gets_what_the_table_says(app) {
        let addresses = addresses(app);
        let nina = app.by("nina");
        app.unchanged(|| {
            for (method, path, address) in &addresses {
                if OPEN.contains(&(*method, *path)) {
                    continue;
                }
                let row = WITHOUT_ROLE.iter().find(|(known, template, _)| known == method && template == path);
                let (_, _, status) =
                    row.unwrap_or_else(|| panic!("{method} {path} is new: say what a member without a role gets"));
                let answer = ask(&nina, method, address);
                assert_eq!(answer.status, *status, "{method} {address}: {}", answer.text());
                let text = answer.text();
                let is_silent = path.ends_with("{name}") || !text.contains("deal_line");
                assert!(is_silent || path.contains("schemas"), "{method} {address} tells about deals: {text}");
            }
        });
        assert_eq!(WITHOUT_ROLE.len() + OPEN.len(), route_docs().len(), "the table names a route that is gone");
    }

    fn other_addresses_and_methods_are_refused(app) {
        let rita = app.by("rita");
        rita.get("/api/v1/nonsense").refused(404, "route_not_found");
        rita.get("/api/v2/me").refused(404, "route_not_found");
        rita.send("DELETE", "/api/v1/me", &[], None).refused(405, "method_not_allowed");
        rita.send("PUT", "/api/v1/records/deal", &[], Some(b"{}")).refused(405, "method_not_allowed");
        assert_eq!(app.stranger().get("/healthz").expect(200)["status"], "ok");
        assert_eq!(app.stranger().get("/readyz").expect(200)["status"], "ready");
    }

    fn every_answer_carries_the_safe_headers(app) {
        for answer in
            [app.by("rita").get("/api/v1/me"), app.stranger().get("/api/v1/me"), app.stranger().get("/api/v1/nonsense")]
        {
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
            assert!(answer.headers["content-security-policy"].contains("default-src 'self'"));
            assert_eq!(answer.headers["x-request-id"].len(), 32);
        }
        let refusal = app.stranger().get("/api/v1/me");
        assert_eq!(refusal.json()["error"]["request_id"], refusal.headers["x-request-id"].as_str());
    }
}
