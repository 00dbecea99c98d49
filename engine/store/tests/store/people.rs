//! People, departments, roles, sessions and their tokens.

use engine_store::tables::{departments, refresh_tokens, role_members, sessions, users};
use engine_store::{Db, StoreError};
use engine_values::{Id, new_id};

use crate::support::{at, databases};

fn user(login: &str, name: &str, department: Option<Id>) -> users::User {
    users::User {
        id: new_id(),
        login: login.into(),
        name: name.into(),
        email: None,
        phone: None,
        password_hash: Some("hash".into()),
        language: None,
        department,
        superior: None,
        active: true,
        created_at: at(0),
    }
}

#[tokio::test]
async fn people_belong_to_departments_and_roles() {
    for database in databases().await {
        let work = async |db: &mut Db| {
            let head =
                departments::Department { id: new_id(), name: "总部".into(), parent: None, head: None, position: 0 };
            let mut part =
                departments::Department { parent: Some(head.id), id: new_id(), name: "销售".into(), ..head.clone() };
            departments::insert(db, &head).await?;
            departments::insert(db, &part).await?;
            let ann = user("ann", "Ann_安", Some(part.id));
            let mut bob = user("bob", "Bob", Some(head.id));
            users::insert(db, &ann).await?;
            users::insert(db, &bob).await?;
            part.head = Some(ann.id);
            assert!(departments::update(db, &part).await?);
            assert_eq!(departments::get(db, part.id).await?, Some(part.clone()));
            assert_eq!(departments::list(db).await?.len(), 2);

            bob.active = false;
            bob.superior = Some(ann.id);
            assert!(users::update(db, &users::User { created_at: at(99), ..bob.clone() }).await?);
            assert_eq!(users::get(db, bob.id).await?, Some(bob.clone()), "the time of creation stays");
            assert!(users::set_password(db, ann.id, "new").await? && users::set_language(db, ann.id, "en").await?);
            let found = users::by_login(db, "ann").await?.unwrap();
            assert_eq!((found.password_hash.as_deref(), found.language.as_deref()), (Some("new"), Some("en")));
            assert_eq!(users::count(db).await?, 2);
            assert_eq!(users::by_ids(db, &[ann.id, bob.id, new_id()]).await?.len(), 2);

            let names = |list: Vec<users::User>| list.into_iter().map(|user| user.login).collect::<Vec<_>>();
            let ask = |search: Option<&str>, active_only, after| users::UserList {
                search: search.map(Into::into),
                active_only,
                after,
                limit: 10,
            };
            assert_eq!(names(users::list(db, &ask(None, false, None)).await?), ["ann", "bob"]);
            assert_eq!(names(users::list(db, &ask(None, true, None)).await?), ["ann"]);
            assert_eq!(names(users::list(db, &ask(Some("安"), false, None)).await?), ["ann"]);
            assert_eq!(names(users::list(db, &ask(Some("N_"), false, None)).await?), ["ann"]);
            assert_eq!(names(users::list(db, &ask(Some("%"), false, None)).await?), [""; 0]);
            assert_eq!(names(users::list(db, &ask(None, false, Some(("Ann_安".into(), ann.id)))).await?), ["bob"]);

            users::set_extra_departments(db, bob.id, &[part.id, part.id]).await?;
            assert_eq!(users::extra_departments(db, bob.id).await?, [part.id]);
            assert_eq!(names(users::in_departments(db, &[part.id]).await?), ["ann", "bob"]);
            users::set_extra_departments(db, bob.id, &[]).await?;
            assert_eq!(names(users::in_departments(db, &[part.id]).await?), ["ann"]);

            assert!(role_members::add(db, "r1", ann.id).await?);
            assert!(!role_members::add(db, "r1", ann.id).await?);
            role_members::add(db, "r2", bob.id).await?;
            role_members::add(db, "r2", ann.id).await?;
            assert_eq!(role_members::roles_of(db, ann.id).await?, ["r1", "r2"]);
            assert_eq!(role_members::members_of(db, "r1").await?, [ann.id]);
            assert_eq!(role_members::members_of_any(db, &["r1".into(), "r2".into()]).await?.len(), 2);
            assert_eq!(role_members::members_of_any(db, &[]).await?, [] as [Id; 0]);
            assert!(role_members::remove(db, "r2", ann.id).await?);
            assert_eq!(role_members::all(db).await?.len(), 2);
            Ok::<_, StoreError>(head.id)
        };
        let head = database.store.write(work).await.unwrap();
        let removed = database.store.write(async move |db: &mut Db| departments::delete(db, head).await).await;
        assert!(matches!(removed, Err(StoreError::ForeignKeyViolation { .. })), "{removed:?}");
        let same = database.store.write(async |db: &mut Db| users::insert(db, &user("ann", "Other", None)).await).await;
        assert!(matches!(same, Err(StoreError::UniqueViolation { constraint }) if constraint.contains("login")));
    }
}

#[tokio::test]
async fn a_refresh_token_is_exchanged_once() {
    for database in databases().await {
        let store = &database.store;
        let ann = user("ann", "Ann", None);
        let session = sessions::Session {
            id: new_id(),
            user_id: ann.id,
            created_at: at(0),
            last_used_at: at(0),
            revoked_at: None,
            user_agent: Some("browser".into()),
            address: Some("::1".into()),
        };
        let token = refresh_tokens::RefreshToken {
            hash: "ab".repeat(32),
            session: session.id,
            created_at: at(0),
            expires_at: at(100),
            used_at: None,
        };
        let (person, kept, given) = (ann.clone(), session.clone(), token.clone());
        let setup = async move |db: &mut Db| {
            users::insert(db, &person).await?;
            sessions::insert(db, &kept).await?;
            refresh_tokens::insert(db, &given).await
        };
        store.write(setup).await.unwrap();
        let uses = (0..16).map(|_| {
            let hash = token.hash.clone();
            store.write(async move |db: &mut Db| refresh_tokens::use_once(db, &hash, at(1)).await)
        });
        let won = futures_util::future::join_all(uses).await.into_iter().filter(|result| *result == Ok(true)).count();
        assert_eq!(won, 1);
        let (hash, id, owner) = (token.hash.clone(), session.id, ann.id);
        let rest = async move |db: &mut Db| {
            assert_eq!(refresh_tokens::get(db, &hash).await?.unwrap().used_at, Some(at(1)));
            assert!(sessions::touch(db, id, at(5), "10.0.0.1").await?);
            let used = sessions::get(db, id).await?.unwrap();
            assert_eq!((used.last_used_at, used.address.as_deref()), (at(5), Some("10.0.0.1")));
            assert_eq!(sessions::list_of(db, owner).await?.len(), 1);
            assert!(sessions::revoke(db, id, at(6)).await?);
            assert!(!sessions::revoke(db, id, at(7)).await?);
            assert_eq!(sessions::revoke_all_of(db, owner, at(8)).await?, 0);
            assert_eq!(sessions::list_of(db, owner).await?, []);
            assert_eq!(sessions::revoked_since(db, at(6)).await?.len(), 1);
            assert_eq!(sessions::revoked_since(db, at(7)).await?, []);
            assert_eq!(refresh_tokens::purge_expired(db, at(100)).await?, 0);
            assert_eq!(refresh_tokens::purge_expired(db, at(101)).await?, 1);
            Ok::<_, StoreError>(())
        };
        store.write(rest).await.unwrap();
    }
}
