//! Installing a template's documents, and the demo company with its records and approvals, all through the same
//! services that people use.

use std::collections::HashMap;
use std::sync::Arc;

use engine_access::{Actor, Grants};
use engine_errors::Code;
use engine_flows::Command;
use engine_model::Object;
use engine_store::{Db, StoreError, tables};
use engine_values::{Id, Timestamp, new_id};
use seeds_generator::{Approval, Demo, Record, Verb};
use serde_json::{Map, Value as Json, json};

use crate::designs::{Publication, publish_in};
use crate::prints::{COMPANY, PRINT_IMAGES};
use crate::records::{Change, create_in};
use crate::text::random_bytes;
use crate::world::World;
use crate::{Answer, Failure, Tenon, approvals, auth};

/// Records written in one transaction.
const LOT: usize = 200;
/// Letters of generated passwords: none that is mistaken for another.
const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A person of the demo with the password that was made for it.
#[derive(Debug, Clone)]
pub struct SeededPassword {
    /// What the person signs in with.
    pub login: String,
    /// What people call the person.
    pub name: String,
    /// Names of the roles.
    pub roles: Vec<String>,
    /// The generated password; only its hash is stored.
    pub password: String,
}

/// Publishes documents as one release.
///
/// # Errors
/// Every problem of the documents.
pub async fn install_documents(tenon: &Arc<Tenon>, documents: Vec<Json>, note: &str) -> Answer<i64> {
    let publication = Publication { documents, note: note.to_owned(), ..Publication::default() };
    publish_in(tenon, None, publication).await
}

/// Fills an installation with the demo company. `images` are the pictures that prints name.
///
/// # Errors
/// Whatever a service refuses; the caller throws the half-filled folder away.
pub async fn seed_demo(
    tenon: &Arc<Tenon>,
    demo: &Demo,
    images: &[(&str, &[u8])],
    progress: &(dyn Fn(&str, usize, usize) + Sync),
) -> Answer<Vec<SeededPassword>> {
    let passwords = people(tenon, demo).await?;
    settings(tenon, demo, images).await?;
    tenon.reload_directory().await?;
    let world = tenon.world();
    let actors = actors(&world, demo);
    let mut keys: HashMap<String, Id> = HashMap::new();
    let total = demo.records.len();
    for lot in demo.records.chunks(LOT) {
        keys.extend(records(tenon, &world, &actors, lot, &keys).await?);
        progress("records", keys.len(), total);
    }
    let keys = Arc::new(keys);
    for (done, approval) in demo.approvals.iter().enumerate() {
        approve(tenon, &world, &actors, approval, &keys).await?;
        progress("approvals", done + 1, demo.approvals.len());
    }
    Ok(passwords)
}

async fn people(tenon: &Tenon, demo: &Demo) -> Answer<Vec<SeededPassword>> {
    let departments: HashMap<&str, Id> =
        demo.departments.iter().map(|department| (department.key.as_str(), new_id())).collect();
    let users: HashMap<&str, Id> = demo.users.iter().map(|user| (user.key.as_str(), new_id())).collect();
    let world = tenon.world();
    let now = tenon.clock.now();
    let mut rows = Vec::new();
    let mut members = Vec::new();
    let mut passwords = Vec::new();
    for user in &demo.users {
        let password = generated_password()?;
        let id = users.get(user.key.as_str()).copied().unwrap_or_default();
        rows.push(tables::users::User {
            id,
            login: user.login.clone(),
            name: user.name.clone(),
            email: Some(user.email.clone()),
            phone: Some(user.phone.clone()),
            password_hash: Some(auth::hash(&password).await?),
            language: Some(user.language.clone()),
            department: departments.get(user.department.as_str()).copied(),
            superior: None,
            active: true,
            created_at: now,
        });
        for name in &user.roles {
            let role = world.model().roles().find(|role| role.name == *name).and_then(|role| role.uid.clone());
            members.push((role.ok_or_else(|| Failure::internal(format!("no role {name}")))?, id));
        }
        passwords.push(SeededPassword {
            login: user.login.clone(),
            name: user.name.clone(),
            roles: user.roles.clone(),
            password,
        });
    }
    let heads: Vec<tables::departments::Department> = demo
        .departments
        .iter()
        .enumerate()
        .map(|(position, department)| tables::departments::Department {
            id: departments.get(department.key.as_str()).copied().unwrap_or_default(),
            name: department.name.clone(),
            parent: department.parent.as_deref().and_then(|key| departments.get(key)).copied(),
            head: users.get(department.head.as_str()).copied(),
            position: i64::try_from(position).unwrap_or(0),
        })
        .collect();
    let superiors: Vec<Option<Id>> =
        demo.users.iter().map(|user| user.superior.as_deref().and_then(|key| users.get(key)).copied()).collect();
    tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            // Departments name their heads and people their departments: each first without, then with.
            for department in &heads {
                tables::departments::insert(db, &tables::departments::Department { head: None, ..department.clone() })
                    .await?;
            }
            for user in &rows {
                tables::users::insert(db, user).await?;
            }
            for (user, superior) in rows.iter().zip(&superiors) {
                tables::users::update(db, &tables::users::User { superior: *superior, ..user.clone() }).await?;
            }
            for department in &heads {
                tables::departments::update(db, department).await?;
            }
            for (role, user) in &members {
                tables::role_members::add(db, role, *user).await?;
            }
            Ok(())
        })
        .await?;
    Ok(passwords)
}

async fn settings(tenon: &Tenon, demo: &Demo, images: &[(&str, &[u8])]) -> Answer<()> {
    let company = serde_json::to_value(&demo.company).map_err(|error| Failure::internal(error.to_string()))?;
    let mut stored = Map::new();
    for (name, bytes) in images {
        stored.insert((*name).to_owned(), json!(tenon.files.put(bytes)?));
    }
    tenon
        .store
        .write(async move |db: &mut Db| -> Result<(), StoreError> {
            tables::settings::put(db, COMPANY, &company).await?;
            tables::settings::put(db, PRINT_IMAGES, &Json::Object(stored.clone())).await?;
            Ok(())
        })
        .await?;
    Ok(())
}

/// The people of the demo with every right: a record of a colleague may refer to what only another one sees.
fn actors(world: &World, demo: &Demo) -> HashMap<String, Arc<Actor>> {
    let grants = Arc::new(Grants::everything(world.model()));
    demo.users
        .iter()
        .filter_map(|user| {
            let person = world.directory.person_with_login(&user.login)?;
            let actor = world.actor(person.id)?;
            let actor = Actor { grants: Arc::clone(&grants), ..actor.as_ref().clone() };
            Some((user.key.clone(), Arc::new(actor)))
        })
        .collect()
}

async fn records(
    tenon: &Tenon,
    world: &Arc<World>,
    actors: &HashMap<String, Arc<Actor>>,
    lot: &[Record],
    known: &HashMap<String, Id>,
) -> Answer<HashMap<String, Id>> {
    let (world, actors, lot, known) = (Arc::clone(world), actors.clone(), lot.to_vec(), known.clone());
    let now = tenon.clock.now();
    let start = Timestamp::from_second(now.as_second() - 60 * 86_400).unwrap_or(now);
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<HashMap<String, Id>> {
            let mut made: HashMap<String, Id> = HashMap::new();
            for record in &lot {
                let object = object(&world, &record.object)?;
                let owner = actor(&actors, &record.owner)?;
                // Spread over the last weeks, so that lists by time look like a company at work.
                let place = i64::try_from(known.len() + made.len()).unwrap_or(0);
                let at = Timestamp::from_second(start.as_second() + place * 3_000).unwrap_or(now);
                let change = Change { world: &world, actor: &owner, object, now: at.min(now) };
                let body = body(record, |key| known.get(key).or_else(|| made.get(key)).copied());
                let id = create_in(db, change, &body, None).await.map_err(|failure| named(failure, &record.key))?;
                made.insert(record.key.clone(), id);
            }
            Ok(made)
        })
        .await
}

fn body(record: &Record, id_of: impl Fn(&str) -> Option<Id>) -> Map<String, Json> {
    let resolve = |values: &seeds_generator::Values| -> Map<String, Json> {
        values
            .iter()
            .map(|(name, value)| {
                let key = value.get("ref").and_then(Json::as_str);
                let value = key.and_then(&id_of).map_or_else(|| value.clone(), |id| json!(id));
                (name.clone(), value)
            })
            .collect()
    };
    let mut body = resolve(&record.values);
    if !record.lines.is_empty() {
        let lines = record.lines.iter().map(|line| Json::Object(resolve(line))).collect();
        body.insert("lines".to_owned(), Json::Array(lines));
    }
    body
}

async fn approve(
    tenon: &Tenon,
    world: &Arc<World>,
    actors: &HashMap<String, Arc<Actor>>,
    approval: &Approval,
    keys: &Arc<HashMap<String, Id>>,
) -> Answer<()> {
    let (world, actors, approval, keys) = (Arc::clone(world), actors.clone(), approval.clone(), Arc::clone(keys));
    let now = tenon.clock.now();
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<()> {
            let object = object(&world, &approval.object)?;
            let missing = || Failure::internal(format!("no record {}", approval.record));
            let record = keys.get(&approval.record).copied().ok_or_else(missing)?;
            for action in &approval.actions {
                let by = actor(&actors, &action.by)?;
                let comment = action.comment.clone();
                let done = act(db, &world, object, record, &by, action.verb, comment, now).await;
                done.map_err(|failure| named(failure, &approval.record))?;
            }
            Ok(())
        })
        .await
}

#[expect(clippy::too_many_arguments, reason = "one action of a script with its transaction")]
async fn act(
    db: &mut Db,
    world: &World,
    object: &Object,
    record: Id,
    by: &Actor,
    verb: Verb,
    comment: Option<String>,
    now: Timestamp,
) -> Answer<()> {
    if verb == Verb::Submit {
        approvals::submit_in(db, world, by, object, record, None, comment, now).await?;
        return Ok(());
    }
    let instance = tables::flow_instances::latest_of(db, &object.uid, record).await?;
    let instance = instance.ok_or_else(|| Failure::new(Code::InstanceNotFound))?;
    let tasks = tables::flow_tasks::of_instance(db, instance.id).await?;
    let mine = tasks.iter().find(|task| task.assignee == by.user && task.state == "open").map(|task| task.id);
    let task = || mine.ok_or_else(|| Failure::internal(format!("{} has no open task", by.name)));
    let actor = by.user;
    let command = match verb {
        Verb::Approve => Command::Approve { task: task()?, actor, comment },
        Verb::Reject => Command::Reject { task: task()?, actor, comment },
        Verb::Withdraw | Verb::Submit => Command::Withdraw { actor, comment },
    };
    approvals::command_in(db, world, by, instance.id, &command, now).await
}

fn object<'a>(world: &'a World, name: &str) -> Answer<&'a Object> {
    world.model().object_named(name).ok_or_else(|| Failure::internal(format!("no object {name}")))
}

fn actor(actors: &HashMap<String, Arc<Actor>>, key: &str) -> Answer<Arc<Actor>> {
    actors.get(key).cloned().ok_or_else(|| Failure::internal(format!("no person {key}")))
}

/// Says which seed it was, for the log.
fn named(failure: Failure, key: &str) -> Failure {
    let cause = format!("{key}: {} {:?} {:?}", failure.code, failure.problems, failure.cause);
    Failure { cause: Some(cause), ..failure }
}

/// A password of 14 letters that nobody has to guess or mistake.
///
/// # Errors
/// When the system gives no random bytes.
pub fn generated_password() -> Answer<String> {
    random_letters(LETTERS, 14)
}

/// So many letters of an alphabet, each as likely as any other.
pub(crate) fn random_letters(alphabet: &[u8], count: usize) -> Answer<String> {
    let mut letters = String::with_capacity(count);
    // Bytes beyond the last whole round of the alphabet would make its first letters likelier.
    let limit = 256 - 256 % alphabet.len().max(1);
    while letters.len() < count {
        let [byte] = random_bytes::<1>().ok_or_else(|| Failure::internal("no random bytes"))?;
        let place = usize::from(byte);
        if let Some(letter) = alphabet.get(place % alphabet.len().max(1)).filter(|_| place < limit) {
            letters.push(char::from(*letter));
        }
    }
    Ok(letters)
}
