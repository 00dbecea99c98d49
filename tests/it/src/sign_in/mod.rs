//! Signing in: what slows down guessing, one's own account, the first administrator, and the audit trail.

mod account;
mod brake;
mod second_factor;
mod setup;
mod trail;

use engine_services::{Answer as ServiceAnswer, Caller, Credentials, SignIn, login};
use serde_json::json;

use crate::support::{Answer, App, Client, PASSWORD};

fn sign_in(app: &App, name: &str, password: &str) -> Answer {
    app.stranger().post("/api/v1/auth/login", json!({"login": name, "password": password}))
}

fn with_token(app: &App, answer: &Answer) -> Client {
    let token = answer.expect(200)["access_token"].as_str().unwrap().to_owned();
    Client { token: Some(token), ..app.stranger() }
}

/// A sign-in from an address of one's choice.
fn from(app: &App, address: &str, name: &str, password: &str) -> ServiceAnswer<SignIn> {
    let caller = Caller { address: address.to_owned(), ..Caller::default() };
    let credentials = Credentials { login: name.to_owned(), password: password.to_owned() };
    app.run(login(&app.tenon, credentials, &caller))
}

/// The code with which it is refused.
fn refusal(app: &App, address: &str, name: &str, password: &str) -> &'static str {
    from(app, address, name, password).map_or_else(|failure| failure.code.name(), |_| "signed in")
}

/// Rita's session in two browsers.
fn two_of_rita(app: &App) -> (Client, Client) {
    (with_token(app, &sign_in(app, "rita", PASSWORD)), with_token(app, &sign_in(app, "rita", PASSWORD)))
}
