//! The outbox, jobs and counters under several workers.

use std::collections::BTreeSet;
use std::time::Duration;

use engine_store::tables::{counters, database_now, jobs, outbox};
use engine_store::{Db, Store, StoreError};
use serde_json::json;

use crate::support::databases;

const LEASE: Duration = Duration::from_secs(60);

async fn enqueue(store: &Store, count: usize) {
    let work = async move |db: &mut Db| {
        for number in 0..count {
            let item =
                outbox::NewOutboxItem { key: format!("k{number}"), kind: "mail".into(), payload: json!({"n": number}) };
            assert!(outbox::enqueue(db, &item).await?);
            assert!(!outbox::enqueue(db, &item).await?, "a key is known once");
        }
        Ok::<_, StoreError>(())
    };
    store.write(work).await.unwrap();
}

#[tokio::test]
async fn each_effect_is_claimed_by_one_worker() {
    for database in databases().await {
        let store = &database.store;
        enqueue(store, 250).await;
        let claims = (0..4).map(|_| store.write(async |db: &mut Db| outbox::claim(db, 100, LEASE).await));
        let claimed = futures_util::future::join_all(claims).await;
        let claimed: Vec<_> = claimed.into_iter().flat_map(Result::unwrap).collect();
        let ids: BTreeSet<_> = claimed.iter().map(|item| item.id).collect();
        assert_eq!((claimed.len(), ids.len()), (250, 250));
        assert!(claimed.iter().all(|item| item.attempts == 1));
    }
}

#[tokio::test]
async fn an_effect_is_tried_again_until_it_is_delivered_or_given_up() {
    for database in databases().await {
        enqueue(&database.store, 3).await;
        let store = &database.store;
        let claim =
            async |limit| store.write(async move |db: &mut Db| outbox::claim(db, limit, LEASE).await).await.unwrap();
        let items = claim(9).await;
        assert_eq!(items.iter().map(|item| item.key.as_str()).collect::<Vec<_>>(), ["k0", "k1", "k2"]);
        assert_eq!(claim(9).await, [], "claimed ones are not given out again");
        let ids: Vec<_> = items.iter().map(|item| item.id).collect();
        let report = async move |db: &mut Db| {
            assert_eq!(outbox::delivered(db, &ids[..1]).await?, 1);
            assert_eq!(outbox::delivered(db, &ids[..1]).await?, 0);
            assert!(outbox::failed(db, ids[1], "refused", Some(Duration::ZERO)).await?);
            assert!(outbox::failed(db, ids[2], "gone", None).await?);
            Ok::<_, StoreError>(())
        };
        store.write(report).await.unwrap();
        let again = claim(9).await;
        assert_eq!(again.len(), 1);
        assert_eq!((again[0].key.as_str(), again[0].attempts, again[0].error.as_deref()), ("k1", 2, Some("refused")));
        let later = engine_values::Timestamp::now() + Duration::from_secs(3600);
        assert_eq!(store.write(async move |db: &mut Db| outbox::purge_delivered(db, later).await).await, Ok(1));
    }
}

fn job(key: Option<&str>, run_in: Duration) -> jobs::NewJob {
    jobs::NewJob { name: "export".into(), payload: json!({}), run_in, unique_key: key.map(Into::into) }
}

#[tokio::test]
async fn a_job_is_held_by_its_newest_claim() {
    for database in databases().await {
        let store = &database.store;
        let enqueued = async |db: &mut Db| {
            assert!(jobs::enqueue(db, &job(None, Duration::from_secs(600))).await?.is_some());
            let first = jobs::enqueue(db, &job(Some("one"), Duration::ZERO)).await?;
            assert_eq!(jobs::enqueue(db, &job(Some("one"), Duration::ZERO)).await?, None);
            Ok::<_, StoreError>(first.unwrap())
        };
        let id = store.write(enqueued).await.unwrap();
        let claim = async |lease| {
            // Times are those of the transaction, so each claim is one of its own.
            tokio::time::sleep(Duration::from_millis(5)).await;
            store.write(async move |db: &mut Db| jobs::claim(db, 10, lease).await).await.unwrap()
        };
        let lost = claim(Duration::ZERO).await;
        assert_eq!(lost.iter().map(|job| job.id).collect::<Vec<_>>(), [id], "the other one is not due");
        let held = claim(LEASE).await;
        assert_eq!((held.len(), held[0].attempts), (1, 2), "a lease that ran out is given to another");
        assert_eq!(claim(LEASE).await, []);
        let (old, new) = (lost[0].clone(), held[0].clone());
        let report = async move |db: &mut Db| {
            assert!(!jobs::finish(db, &old).await?, "the one who lost it cannot speak for it");
            assert!(!jobs::beat(db, &old, 1, LEASE).await?);
            assert!(jobs::beat(db, &new, 40, LEASE).await?);
            assert_eq!(jobs::get(db, new.id).await?.unwrap().progress, 40);
            assert!(jobs::fail(db, &new, "broke", 5).await?);
            let now = database_now(db).await?;
            let waiting = jobs::get(db, new.id).await?.unwrap();
            assert_eq!((waiting.state.as_str(), waiting.error.as_deref()), ("waiting", Some("broke")));
            let wait = waiting.run_at.duration_since(now).as_secs();
            assert!((19..=20).contains(&wait), "{wait}");
            Ok::<_, StoreError>(())
        };
        store.write(report).await.unwrap();
    }
}

#[tokio::test]
async fn a_job_ends_done_or_failed() {
    for database in databases().await {
        let store = &database.store;
        for (name, max_attempts) in [("done", 3), ("failed", 1)] {
            store
                .write(async |db: &mut Db| jobs::enqueue(db, &job(Some("same"), Duration::ZERO)).await)
                .await
                .unwrap()
                .unwrap();
            tokio::time::sleep(Duration::from_millis(5)).await;
            let mut claimed = store.write(async |db: &mut Db| jobs::claim(db, 1, LEASE).await).await.unwrap();
            let held = claimed.pop().unwrap();
            let end = async move |db: &mut Db| match name {
                "done" => jobs::finish(db, &held).await,
                _ => jobs::fail(db, &held, "broke", max_attempts).await,
            };
            assert_eq!(store.write(end).await, Ok(true));
            let ended = store.read(async |db: &mut Db| jobs::list(db, name, 9).await).await.unwrap();
            assert_eq!((ended.len(), ended[0].unique_key.is_none(), ended[0].finished_at.is_some()), (1, true, true));
        }
        let later = engine_values::Timestamp::now() + Duration::from_secs(3600);
        assert_eq!(store.write(async move |db: &mut Db| jobs::purge_finished(db, later).await).await, Ok(2));
    }
}

#[tokio::test]
async fn sixty_four_writers_get_numbers_without_gaps() {
    for database in databases().await {
        let store = &database.store;
        let takes = (0..64).map(|writer| {
            store.write(async move |db: &mut Db| {
                let first = counters::next(db, "HT202611", 2).await?;
                // Some give up: their numbers go to others.
                if writer % 8 == 7 { Err(StoreError::Other("gave up".into())) } else { Ok(first) }
            })
        });
        let results = futures_util::future::join_all(takes).await;
        let taken: BTreeSet<i64> = results.into_iter().flatten().flat_map(|first| [first, first + 1]).collect();
        assert_eq!(taken, (1..=112).collect());
        let wrong = store.write(async |db: &mut Db| counters::next(db, "x", 0).await).await;
        assert!(wrong.is_err());
    }
}
