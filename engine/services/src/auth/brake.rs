//! What slows down guessing. Every guess is counted before it is judged, in the database, so that it counts for every
//! process and guesses at the same time cannot slip through together.
//!
//! A guess at a login counts three times: for the login from this address, for the login from anywhere, and for the
//! address. Each has a number of guesses that are free, and then a pause that doubles with each. The pause of a login is
//! never longer than five minutes, guesses during a pause do not prolong it, and a browser that has signed in as this
//! person before has a count of its own: strangers can slow a person down elsewhere, but not keep the person out.

use engine_errors::Code;
use engine_store::tables::brakes::{self, Brake};
use engine_store::{Db, StoreError};
use engine_values::{Id, Timestamp};

use crate::text::sha256_hex;
use crate::{Answer, Failure};

/// Seconds of the first pause.
const FIRST_PAUSE: i64 = 5;
/// Seconds after which every failure is forgotten; the clean-up removes what is older.
pub(crate) const LONGEST_MEMORY: i64 = 86_400;

/// How patient something is.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// Failures without a pause.
    free: i64,
    /// Seconds of the longest pause.
    longest: i64,
    /// Seconds without a failure after which all are forgotten.
    memory: i64,
}

const PAIR: Patience = Patience { free: 5, longest: 900, memory: LONGEST_MEMORY };
const ACCOUNT: Patience = Patience { free: 20, longest: 300, memory: LONGEST_MEMORY };
const ADDRESS: Patience = Patience { free: 50, longest: 900, memory: 3_600 };

impl Patience {
    /// Seconds to wait after so many failures.
    fn pause(self, failures: i64) -> i64 {
        if failures < self.free {
            return 0;
        }
        let doubled = u32::try_from((failures - self.free).clamp(0, 20)).unwrap_or(20);
        (FIRST_PAUSE << doubled).min(self.longest)
    }

    /// Failures that still count.
    fn remembered(self, brake: &Brake, now: Timestamp) -> i64 {
        if now.as_second() - brake.last_at.as_second() > self.memory { 0 } else { brake.failures }
    }

    /// Seconds to wait now.
    fn wait(self, brake: &Brake, now: Timestamp) -> i64 {
        let pause = self.pause(self.remembered(brake, now));
        if pause == 0 {
            return 0;
        }
        let end = brake.last_at.as_millisecond() + pause * 1_000;
        (end - now.as_millisecond()).max(0).div_euclid(1_000)
            + i64::from((end - now.as_millisecond()).max(0) % 1_000 > 0)
    }
}

/// What one guess counts for.
#[derive(Debug, Clone)]
pub(crate) struct Guess {
    counted: Vec<(String, Patience)>,
    /// The address is not forgiven by a success: whoever has one account would otherwise guess at others without end.
    address: Option<String>,
}

impl Guess {
    /// At a login from an address.
    pub(crate) fn login(login: &str, address: &str) -> Self {
        let place = key(&["address", network(address).as_str()]);
        let counted = vec![
            (key(&["pair", login, network(address).as_str()]), PAIR),
            (key(&["account", login]), ACCOUNT),
            (place.clone(), ADDRESS),
        ];
        Self { counted, address: Some(place) }.sorted()
    }

    /// At the login of a person from a browser where the person has signed in before.
    pub(crate) fn device(device: Id) -> Self {
        Self { counted: vec![(key(&["device", &device.to_string()]), PAIR)], address: None }
    }

    /// At something that only this person can try, such as the present password before a change.
    pub(crate) fn person(what: &str, user: Id) -> Self {
        Self { counted: vec![(key(&[what, &user.to_string()]), PAIR)], address: None }
    }

    /// At a one-time token from an address.
    pub(crate) fn token(address: &str) -> Self {
        let place = key(&["token", network(address).as_str()]);
        Self { counted: vec![(place.clone(), ADDRESS)], address: Some(place) }
    }

    /// Everybody locks in one order, so that two who share some never wait for each other.
    fn sorted(mut self) -> Self {
        self.counted.sort_by(|one, other| one.0.cmp(&other.0));
        self
    }

    /// Counts the guess in advance.
    ///
    /// # Errors
    /// `login_throttled` with the seconds to wait; nothing is counted then.
    pub(crate) async fn begin(&self, db: &mut Db, now: Timestamp) -> Answer<Counted> {
        let mut found = Vec::with_capacity(self.counted.len());
        let mut wait = 0;
        for (key, patience) in &self.counted {
            let brake = brakes::lock(db, key, now).await?;
            wait = wait.max(patience.wait(&brake, now));
            found.push((brake, *patience));
        }
        if wait > 0 {
            return Err(Failure::new(Code::LoginThrottled).with("seconds", wait));
        }
        let mut counted = Counted { pause: 0, at: now, keys: Vec::with_capacity(found.len()) };
        for (brake, patience) in found {
            let failures = patience.remembered(&brake, now) + 1;
            counted.pause = counted.pause.max(patience.pause(failures));
            let is_address = self.address.as_ref() == Some(&brake.key);
            counted.keys.push((brake.key.clone(), is_address, brake.last_at));
            brakes::put(db, &Brake { failures, last_at: now, ..brake }).await?;
        }
        Ok(counted)
    }
}

/// A guess that was counted before anybody knew whether it is right.
#[derive(Debug, Clone)]
pub(crate) struct Counted {
    /// Seconds of the pause that begins when it fails.
    pub(crate) pause: i64,
    at: Timestamp,
    /// Each key, whether it is the address alone, and when the failure before was.
    keys: Vec<(String, bool, Timestamp)>,
}

impl Counted {
    /// The guess was right: what was counted for the person is forgotten, what was counted for the address stays as it
    /// was before.
    pub(crate) async fn succeeded(&self, db: &mut Db) -> Result<(), StoreError> {
        for (key, is_address, before) in &self.keys {
            if *is_address {
                brakes::give_back(db, key, self.at, *before).await?;
            } else {
                brakes::clear(db, key).await?;
            }
        }
        Ok(())
    }

    /// It was no guess at all, because the server could not judge it.
    pub(crate) async fn take_back(&self, db: &mut Db) -> Result<(), StoreError> {
        for (key, _, before) in &self.keys {
            brakes::give_back(db, key, self.at, *before).await?;
        }
        Ok(())
    }
}

/// A hash, because people type passwords where the login belongs.
fn key(parts: &[&str]) -> String {
    sha256_hex(parts.join("\0").as_bytes())
}

/// What one subscriber has: one address of the old kind, or a network of 64 bits of the new one.
fn network(address: &str) -> String {
    match address.parse::<std::net::IpAddr>().map(|address| address.to_canonical()) {
        Ok(std::net::IpAddr::V6(address)) => {
            let part: Vec<String> = address.segments().iter().take(4).map(|part| format!("{part:x}")).collect();
            part.join(":")
        }
        Ok(address) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_have_an_end() {
        let pauses: Vec<i64> = (4..16).map(|failures| PAIR.pause(failures)).collect();
        assert_eq!(pauses, [0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]);
        assert_eq!(ACCOUNT.pause(1_000_000), 300, "nobody is kept out for longer by strangers");
    }

    #[test]
    fn neighbours_in_one_network_count_together() {
        assert_eq!(network("2001:db8:1:2:aaaa::1"), network("2001:db8:1:2::ffff"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:10.0.0.1"), network("10.0.0.1"));
        assert_ne!(network("10.0.0.1"), network("10.0.0.2"));
    }

    #[test]
    fn failures_are_forgotten_after_a_day() {
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let brake = Brake { key: String::new(), failures: 9, last_at: at(1_000) };
        assert_eq!(PAIR.wait(&brake, at(1_000)), 80);
        assert_eq!(PAIR.wait(&brake, at(1_079)), 1);
        assert_eq!(PAIR.wait(&brake, at(1_080)), 0);
        assert_eq!(PAIR.remembered(&brake, at(1_000 + 86_400)), 9);
        assert_eq!(PAIR.remembered(&brake, at(1_001 + 86_400)), 0);
    }
}
