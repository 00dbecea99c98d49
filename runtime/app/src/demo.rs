//! `tenon demo`: a data folder with the CRM template and its sample company, made once.

use std::sync::Arc;

use engine_services::{Answer, SeededPassword, Tenon, install_documents, seed_demo};
use seeds_generator::crm_demo;

use crate::console::say;
use crate::templates;

/// Fills an empty installation; answers the generated passwords, or nothing when there was data already.
pub(crate) async fn fill(tenon: &Arc<Tenon>) -> Answer<Option<Vec<SeededPassword>>> {
    if tenon.world().model().release > 0 {
        return Ok(None);
    }
    say("Making the demo company: 16 people, 300 customers, 120 contracts …");
    install_documents(tenon, templates::documents("crm")?, "crm").await?;
    let seal = templates::crm_asset("seal.png").unwrap_or_default();
    let progress = |what: &str, done: usize, total: usize| {
        if done == total {
            say(&format!("  {done} {what}"));
        }
    };
    let passwords = seed_demo(tenon, &crm_demo(), &[("seal", seal.as_slice())], &progress).await?;
    Ok(Some(passwords))
}

/// The sign-ins as a table; they are shown once and stored nowhere.
pub(crate) fn table(passwords: &[SeededPassword]) -> Vec<String> {
    let mut lines = vec![String::new(), "Sign in as (passwords are generated, and shown only now):".to_owned()];
    for person in passwords {
        lines.push(format!(
            "  {:<12} {}   {} ({})",
            person.login,
            person.password,
            person.name,
            person.roles.join(", ")
        ));
    }
    lines.push(String::new());
    lines
}
