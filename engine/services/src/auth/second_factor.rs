//! The second factor of an account: an app that shows codes, made and confirmed by its owner, with recovery codes for
//! when it is lost.

use engine_access::Actor;
use engine_errors::{Code, Problem};
use engine_store::tables::second_factors::{self, SecondFactor};
use engine_store::{Db, StoreError};
use engine_values::{Id, Timestamp};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::brake::Guess;
use super::change_password::prove;
use super::own_sessions::end_all_of;
use super::rules::SignInRules;
use super::token::Access;
use super::totp;
use crate::audit::Event;
use crate::people::account_kept_by;
use crate::secrets::Secrets;
use crate::seed::random_letters;
use crate::text::{from_base64, random_bytes, sha256_hex, to_base64};
use crate::{Answer, Failure, Tenon};

/// Recovery codes of a person.
const CODES: usize = 10;
/// Letters of a recovery code: about 118 bits, so that a plain hash keeps it.
const LETTERS: usize = 24;
/// None that is mistaken for another.
const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// The password, to prove once more who asks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofBody {
    /// The present password.
    pub password: String,
}

/// A code that an app shows, or a recovery code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeBody {
    /// The code; spaces and hyphens do not matter.
    pub code: String,
}

/// What a code turned out to be.
#[derive(Debug, Clone)]
pub(crate) enum Proof {
    /// The app's code of a step.
    Step(i64),
    /// A recovery code, by its hash.
    Recovery(String),
}

/// Whether a person has a second factor, must have one, and how many recovery codes are left.
///
/// # Errors
/// Whatever the database says.
pub async fn own_second_factor(tenon: &Tenon, access: &Access) -> Answer<Json> {
    let user = access.actor.user;
    let read = async |db: &mut Db| -> Result<_, StoreError> {
        let factor = second_factors::get(db, user).await?;
        Ok((factor, second_factors::codes_left(db, user).await?, SignInRules::load(db).await?))
    };
    let (factor, left, rules) = tenon.store.read(read).await?;
    let since = factor.and_then(|factor| factor.confirmed_at).map(engine_values::instant_to_text);
    Ok(json!({
        "on": since.is_some(),
        "since": since,
        "required": rules.wants_second_factor(tenon, user),
        "recovery_codes_left": left,
    }))
}

/// Begins: makes a secret for the app. It asks nobody for codes until the first one is right.
///
/// # Errors
/// `password_wrong` at `/password`; `second_factor_present`.
pub async fn start_second_factor(tenon: &Tenon, access: &Access, body: ProofBody, address: &str) -> Answer<Json> {
    prove(tenon, access.actor.user, &body.password, "/password", address).await?;
    begin(tenon, access.actor.user).await
}

/// Makes a secret for the app of a person.
pub(crate) async fn begin(tenon: &Tenon, user: Id) -> Answer<Json> {
    let world = tenon.world();
    let login = world.directory.person(user).map(|person| person.login.clone());
    let login = login.ok_or_else(|| Failure::new(Code::SessionExpired))?;
    let secret = random_bytes::<{ totp::SECRET_LENGTH }>().ok_or_else(|| Failure::internal("no random bytes"))?;
    let sealed = tenon.keys.secrets().seal(&place(user), &to_base64(&secret));
    let factor = SecondFactor {
        user_id: user,
        secret: sealed.ok_or_else(|| Failure::internal("a secret cannot be sealed"))?,
        created_at: tenon.clock.now(),
        confirmed_at: None,
        last_step: 0,
    };
    let stored = tenon.store.write(async move |db: &mut Db| second_factors::put(db, &factor).await).await?;
    if !stored {
        return Err(Failure::new(Code::SecondFactorPresent));
    }
    let text = totp::to_base32(&secret);
    // A login has no character that an address would have to write otherwise, save `@`, which may stand there.
    let uri = format!("otpauth://totp/Tenon:{login}?secret={text}&issuer=Tenon&algorithm=SHA1&digits=6&period=30");
    let picture = qrcode::QrCode::new(uri.as_bytes()).map_err(|error| Failure::internal(error.to_string()))?;
    let svg = picture.render::<qrcode::render::svg::Color<'_>>().min_dimensions(200, 200).build();
    Ok(json!({"secret": text, "uri": uri, "svg": svg}))
}

/// Confirms the second factor with the first code of the app. The person's other sessions end.
///
/// # Errors
/// `second_factor_wrong` at `/code`, slowed down after some; `second_factor_present`.
pub async fn confirm_second_factor(tenon: &Tenon, access: &Access, body: CodeBody, address: &str) -> Answer<Json> {
    let (user, present, now) = (access.actor.user, access.session, tenon.clock.now());
    let proof = proven(tenon, user, &body.code, false, address).await.map_err(at_code)?;
    let (codes, hashes) = fresh_codes()?;
    let (trail, event) = (tenon.keys.trail().clone(), Event::new("second_factor_on").by(user).to(user).from(address));
    let ended = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Vec<Id>> {
            use_up(db, user, &proof, now).await?;
            confirm(db, user, &hashes, now).await?;
            let ended = end_all_of(db, user, Some(present), now).await?;
            trail.note(db, now, &event).await?;
            Ok(ended)
        })
        .await?;
    tenon.ended.add(ended, now);
    Ok(json!({"recovery_codes": codes}))
}

/// Turns the second factor on in the caller's transaction.
pub(crate) async fn confirm(db: &mut Db, user: Id, hashes: &[String], now: Timestamp) -> Answer<()> {
    if !second_factors::confirm(db, user, now).await? {
        return Err(Failure::new(Code::SecondFactorPresent));
    }
    second_factors::put_codes(db, user, hashes).await?;
    Ok(())
}

/// Makes new recovery codes; the old ones are good no more.
///
/// # Errors
/// `password_wrong` at `/password`; `second_factor_missing`.
pub async fn new_recovery_codes(tenon: &Tenon, access: &Access, body: ProofBody, address: &str) -> Answer<Json> {
    let (user, now) = (access.actor.user, tenon.clock.now());
    prove(tenon, user, &body.password, "/password", address).await?;
    let (codes, hashes) = fresh_codes()?;
    let (trail, event) =
        (tenon.keys.trail().clone(), Event::new("recovery_codes_made").by(user).to(user).from(address));
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<()> {
            if second_factors::get(db, user).await?.is_none_or(|factor| factor.confirmed_at.is_none()) {
                return Err(Failure::new(Code::SecondFactorMissing));
            }
            second_factors::put_codes(db, user, &hashes).await?;
            trail.note(db, now, &event).await?;
            Ok(())
        })
        .await?;
    Ok(json!({"recovery_codes": codes}))
}

/// Turns the own second factor off.
///
/// # Errors
/// `password_wrong` at `/password`; `second_factor_required` for a role that must have one; `second_factor_missing`.
pub async fn remove_second_factor(tenon: &Tenon, access: &Access, body: ProofBody, address: &str) -> Answer<()> {
    let user = access.actor.user;
    prove(tenon, user, &body.password, "/password", address).await?;
    let rules = tenon.store.read(async |db: &mut Db| SignInRules::load(db).await).await?;
    if rules.wants_second_factor(tenon, user) {
        return Err(Failure::new(Code::SecondFactorRequired));
    }
    taken_away(tenon, user, Event::new("second_factor_off").by(user).to(user).from(address), Some(access.session)).await
}

/// Takes away the second factor of somebody who has lost it, for those who keep people; all sessions of the person end.
///
/// # Errors
/// `forbidden`, `person_not_found`, `second_factor_missing`.
pub async fn remove_second_factor_of(tenon: &Tenon, actor: &Actor, person: Id, address: &str) -> Answer<()> {
    account_kept_by(&tenon.world(), actor, person)?;
    taken_away(tenon, person, Event::new("second_factor_off").by(actor.user).to(person).from(address), None).await
}

async fn taken_away(tenon: &Tenon, user: Id, event: Event, save: Option<Id>) -> Answer<()> {
    let (now, trail) = (tenon.clock.now(), tenon.keys.trail().clone());
    let ended = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Vec<Id>> {
            if !second_factors::remove(db, user).await? {
                return Err(Failure::new(Code::SecondFactorMissing));
            }
            let ended = end_all_of(db, user, save, now).await?;
            trail.note(db, now, &event).await?;
            Ok(ended)
        })
        .await?;
    tenon.ended.add(ended, now);
    Ok(())
}

/// Judges a code, slowed down after some failures. Nothing is used up yet.
///
/// # Errors
/// `second_factor_wrong`, `login_throttled`.
pub(crate) async fn proven(tenon: &Tenon, user: Id, given: &str, recovery: bool, address: &str) -> Answer<Proof> {
    let (now, guess) = (tenon.clock.now(), Guess::person("second factor", user));
    let counted = tenon.store.write(async move |db: &mut Db| guess.begin(db, now).await).await?;
    let code: String = given.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let factor = tenon.store.read(async |db: &mut Db| second_factors::get(db, user).await).await?;
    let secret = factor.as_ref().and_then(|factor| opened(tenon.keys.secrets(), factor));
    let step =
        factor.zip(secret).and_then(|(factor, secret)| totp::matching_step(&secret, &code, now, factor.last_step));
    let hash = sha256_hex(code.as_bytes());
    let proof = match step {
        Some(step) => Some(Proof::Step(step)),
        None if recovery && code.len() == LETTERS => Some(Proof::Recovery(hash)),
        None => None,
    };
    let (trail, event) = (tenon.keys.trail().clone(), Event::new("second_factor_wrong").to(user).from(address));
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<Option<Proof>> {
            let good = match &proof {
                Some(Proof::Recovery(hash)) => second_factors::has_code(db, user, hash).await?,
                Some(Proof::Step(_)) => true,
                None => false,
            };
            match proof.clone().filter(|_| good) {
                Some(proof) => {
                    counted.succeeded(db).await?;
                    Ok(Some(proof))
                }
                None => {
                    trail.note(db, now, &event).await?;
                    Ok(None)
                }
            }
        })
        .await?
        .ok_or_else(|| Failure::new(Code::SecondFactorWrong))
}

/// Uses a code up in the caller's transaction.
///
/// # Errors
/// `second_factor_wrong` when somebody was faster with the same code.
pub(crate) async fn use_up(db: &mut Db, user: Id, proof: &Proof, now: Timestamp) -> Answer<()> {
    let fresh = match proof {
        Proof::Step(step) => second_factors::use_step(db, user, *step).await?,
        Proof::Recovery(hash) => second_factors::use_code(db, user, hash, now).await?,
    };
    if fresh { Ok(()) } else { Err(Failure::new(Code::SecondFactorWrong)) }
}

/// Recovery codes as they are shown, once, and their hashes.
pub(crate) fn fresh_codes() -> Answer<(Vec<String>, Vec<String>)> {
    let mut codes = Vec::with_capacity(CODES);
    let mut hashes = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        let letters = random_letters(ALPHABET, LETTERS)?;
        hashes.push(sha256_hex(letters.as_bytes()));
        let groups: Vec<String> =
            letters.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        codes.push(groups.join("-"));
    }
    Ok((codes, hashes))
}

/// The secret of an app, when the keys folder still has the key that sealed it.
fn opened(secrets: &Secrets, factor: &SecondFactor) -> Option<Vec<u8>> {
    from_base64(&secrets.open(&place(factor.user_id), &factor.secret)?)
}

/// Where a secret belongs: copied to another person, it does not open.
fn place(user: Id) -> String {
    format!("second_factor/{user}")
}

fn at_code(failure: Failure) -> Failure {
    if failure.code == Code::SecondFactorWrong {
        return Failure::problems(vec![Problem::at(Code::SecondFactorWrong, "/code")]);
    }
    failure
}
