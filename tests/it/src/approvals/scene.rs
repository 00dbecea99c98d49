//! Short words for what people do in approvals.

use serde_json::{Value as Json, json};

use crate::support::{Answer, App, Client, id_of};

/// A deal of rita's over an amount.
pub fn deal(app: &App, amount: &str) -> Json {
    app.by("rita")
        .create("deal", json!({"name": format!("deal of {amount}"), "lines": [{"product": "p", "price": amount}]}))
}

pub fn submit(client: &Client, deal: &Json) -> Answer {
    client.post(&format!("/api/v1/records/deal/{}/submit", id_of(deal)), json!({"comment": "please"}))
}

/// A submitted deal with its instance.
pub fn submitted(app: &App, amount: &str) -> (Json, Json) {
    let deal = deal(app, amount);
    let instance = submit(&app.by("rita"), &deal).expect(201);
    (deal, instance)
}

/// Identities of somebody's open tasks, newest first.
pub fn open_tasks(client: &Client) -> Vec<String> {
    let page = client.get("/api/v1/tasks").expect(200);
    page["data"].as_array().unwrap().iter().map(|task| id_of(task).to_owned()).collect()
}

/// The one open task of somebody.
pub fn task_of(app: &App, login: &str) -> String {
    let tasks = open_tasks(&app.by(login));
    assert_eq!(tasks.len(), 1, "{login} has {} tasks", tasks.len());
    tasks[0].clone()
}

pub fn approve(client: &Client, task: &str) -> Answer {
    client.post(&format!("/api/v1/tasks/{task}/approve"), json!({}))
}

pub fn reject(client: &Client, task: &str, comment: Option<&str>) -> Answer {
    client.post(&format!("/api/v1/tasks/{task}/reject"), json!({"comment": comment}))
}

pub fn withdraw(client: &Client, instance: &Json) -> Answer {
    client.post(&format!("/api/v1/instances/{}/withdraw", id_of(instance)), json!({}))
}

pub fn look(client: &Client, instance: &Json) -> Answer {
    client.get(&format!("/api/v1/instances/{}", id_of(instance)))
}

/// Step, state and people with outcomes of a timeline, as text.
pub fn story(instance: &Json) -> Vec<String> {
    let each = instance["timeline"].as_array().unwrap().iter();
    each.map(|line| {
        let people: Vec<String> = line["people"]
            .as_array()
            .unwrap()
            .iter()
            .map(|person| {
                let name = person["label"].as_str().unwrap().split(' ').next().unwrap_or_default().to_owned();
                format!("{name}:{}", person["outcome"].as_str().unwrap_or("-"))
            })
            .collect();
        format!(
            "{} {} {}",
            line["step"].as_str().unwrap_or("-"),
            line["state"].as_str().unwrap_or("-"),
            people.join(",")
        )
        .trim_end()
        .to_owned()
    })
    .collect()
}
