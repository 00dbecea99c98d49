//! How long sessions last and who must have a second factor, as the company has decided.

use engine_access::Actor;
use engine_definitions::SystemRight;
use engine_errors::{Code, Problem};
use engine_store::{Db, StoreError, tables};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::audit::Event;
use crate::{Answer, Failure, Tenon};

/// Key of the setting.
const KEY: &str = "sign_in_rules";

/// What the company has decided; what is not said is as it was, or as it comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignInRules {
    /// Hours after which an unused session ends, 1 to 720.
    pub idle_hours: i64,
    /// Days after which every session ends, 1 to 365.
    pub session_days: i64,
    /// Roles whose people must have a second factor: by name for people, by identity where it is stored.
    pub second_factor_roles: Vec<String>,
}

impl Default for SignInRules {
    fn default() -> Self {
        Self { idle_hours: 12, session_days: 30, second_factor_roles: Vec::new() }
    }
}

impl SignInRules {
    /// The rules of this moment.
    pub(crate) async fn load(db: &mut Db) -> Result<Self, StoreError> {
        let stored = tables::settings::get(db, KEY).await?;
        Ok(stored.and_then(|json| serde_json::from_value(json).ok()).unwrap_or_default())
    }
}

fn admit(actor: &Actor) -> Answer<()> {
    if actor.has_system_right(SystemRight::Users) { Ok(()) } else { Err(Failure::new(Code::Forbidden)) }
}

/// The rules.
///
/// # Errors
/// `forbidden`.
pub async fn sign_in_rules(tenon: &Tenon, actor: &Actor) -> Answer<SignInRules> {
    admit(actor)?;
    let rules = tenon.store.read(async |db: &mut Db| SignInRules::load(db).await).await?;
    let world = tenon.world();
    let roles = world
        .model()
        .roles()
        .filter(|role| role.uid.as_ref().is_some_and(|uid| rules.second_factor_roles.contains(uid)));
    let second_factor_roles = roles.map(|role| role.name.clone()).collect();
    Ok(SignInRules { second_factor_roles, ..rules })
}

/// Sets the rules; sessions that are open follow at their next renewal.
///
/// # Errors
/// `forbidden`; a problem for each number outside of its range and each role that there is not.
pub async fn put_sign_in_rules(tenon: &Tenon, actor: &Actor, rules: SignInRules) -> Answer<()> {
    admit(actor)?;
    let ranges = [("/idle_hours", rules.idle_hours, 720), ("/session_days", rules.session_days, 365)];
    let mut problems: Vec<Problem> = ranges
        .into_iter()
        .filter(|(_, value, max)| !(1..=*max).contains(value))
        .map(|(path, _, max)| Problem::at(Code::OutOfRange, path).with("min", 1).with("max", max))
        .collect();
    let world = tenon.world();
    let mut roles = Vec::with_capacity(rules.second_factor_roles.len());
    for (index, name) in rules.second_factor_roles.iter().enumerate() {
        match world.model().roles().find(|role| role.name == *name).and_then(|role| role.uid.clone()) {
            Some(uid) => roles.push(uid),
            None => {
                let problem = Problem::at(Code::ReferenceDangling, format!("/second_factor_roles/{index}"));
                problems.push(problem.with("kind", "role").with("name", name.as_str()));
            }
        }
    }
    if !problems.is_empty() {
        return Err(Failure::problems(problems));
    }
    let rules = SignInRules { second_factor_roles: roles, ..rules };
    let (trail, now) = (tenon.keys.trail().clone(), tenon.clock.now());
    let stored = json!(rules);
    let event = Event::new("sign_in_rules_changed").by(actor.user).with(stored.clone());
    tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            tables::settings::put(db, KEY, &stored).await?;
            trail.note(db, now, &event).await
        })
        .await?;
    Ok(())
}
