//! Existing records after a changed definition: at once when few, with progress when many, and again after a kill.

use engine_services::{check_computed, doctor, repair_computed, run_jobs};
use engine_sql::{Dialect, SqlWriter};
use engine_store::{Db, StoreError, tables};
use serde_json::{Value as Json, json};

use super::scene::{formula, on_scene, rollup, to, wrong};
use crate::support::{App, field, id_of, object_document};

fn documents(filter: &str, factor: i64) -> Vec<Json> {
    vec![
        object_document(
            "shelf",
            vec![
                field("name", "text", json!({})),
                rollup("total", "book", "shelf", "sum", json!({"of": "value", "filter": filter})),
                formula("text", "text", "name & \":\" & total"),
            ],
        ),
        object_document(
            "book",
            vec![
                field("name", "text", json!({})),
                field("shelf", "reference", to("shelf")),
                field("price", "integer", json!({})),
                formula("value", "integer", &format!("price * {factor}")),
            ],
        ),
    ]
}

fn shelf_with_books(app: &App) -> String {
    let ada = app.by("ada");
    let shelf = id_of(&ada.create("shelf", json!({"name": "s"}))).to_owned();
    for price in [1, 10, 100] {
        ada.create("book", json!({"name": "b", "shelf": shelf, "price": price}));
    }
    shelf
}

on_both! {
    fn a_changed_definition_reaches_existing_records(app) {
        app.publish(documents("price > 5", 1)).expect(200);
        let shelf = shelf_with_books(app);
        let ada = app.by("ada");
        assert_eq!((&ada.read("shelf", &shelf)["total"], &ada.read("shelf", &shelf)["text"]), (&json!(110), &json!("s:110")));
        app.publish(documents("price > 50", 1)).expect(200);
        assert_eq!(ada.read("shelf", &shelf)["text"], "s:100");
        app.publish(documents("price > 50", 2)).expect(200);
        assert_eq!(ada.read("shelf", &shelf)["text"], "s:200", "what depends on the changed formula follows");
        assert_eq!(ada.read("shelf", &shelf)["revision"], 1);
        assert_eq!(wrong(app), Vec::<String>::new());
        assert_eq!(ada.get("/api/v1/meta/jobs").expect(200), json!({"data": []}));
    }

    fn many_records_are_filled_by_a_job_that_survives_its_worker(app) {
        app.publish(documents("price > 5", 1)).expect(200);
        let ada = app.by("ada");
        let shelf = shelf_with_books(app);
        fill_with_books(app, &shelf, 20_100);
        let expected = |filter: i64| if filter == 5 { 110 } else { 100 };
        app.publish(documents("price > 50", 3)).expect(200);
        let jobs = ada.get("/api/v1/meta/jobs").expect(200);
        let job = &jobs["data"][0];
        assert_eq!((&job["state"], &job["done"], &job["objects"]), (&json!("waiting"), &json!(0), &json!(["book", "shelf"])));
        assert!(job["total"].as_i64().unwrap() > 20_000);
        app.by("nina").get("/api/v1/meta/jobs").refused(403, "forbidden");
        let computing = |object: &str| {
            let meta = ada.get(&format!("/api/v1/meta/objects/{object}")).expect(200);
            let fields = meta["fields"].as_array().unwrap().clone();
            let marked = fields.iter().filter(|field| field["computing"] == json!(true));
            marked.map(|field| field["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!((computing("book"), computing("shelf")), (vec!["value".to_owned()], vec!["total".to_owned(), "text".to_owned()]));
        // A write in between is right already, and the job does not undo it.
        let book = ada.create("book", json!({"name": "new", "shelf": shelf, "price": 60}));
        assert_eq!(book["value"], 180);
        // A worker claimed the job and died; another publication comes before anybody takes over.
        app.run(app.tenon.store().write(async |db: &mut Db| -> Result<(), StoreError> {
            tables::jobs::claim(db, 1, std::time::Duration::ZERO).await.map(drop)
        }))
        .unwrap();
        app.publish(documents("price > 50", 4)).expect(200);
        assert_eq!(ada.get("/api/v1/meta/jobs").expect(200)["data"].as_array().unwrap().len(), 1, "one at a time");
        while app.run(run_jobs(&app.tenon)).unwrap() > 0 {}
        assert_eq!(ada.get("/api/v1/meta/jobs").expect(200), json!({"data": []}));
        assert_eq!(computing("book"), Vec::<String>::new());
        assert_eq!(ada.read("shelf", &shelf)["total"], (expected(50) + 60) * 4);
        assert_eq!(wrong(app), Vec::<String>::new());
    }

    fn the_plan_says_what_is_computed_again_and_the_job_can_be_stopped(app) {
        app.publish(documents("price > 5", 1)).expect(200);
        let ada = app.by("ada");
        let shelf = shelf_with_books(app);
        let planned = |filter: &str, factor: i64| {
            let plan = ada.post("/api/v1/meta/plan", json!({"documents": documents(filter, factor)})).expect(200);
            let steps: Vec<Json> = plan["steps"].as_array().unwrap().iter().filter(|step| step["code"] == "recompute").cloned().collect();
            (steps, plan["hash"].clone())
        };
        assert_eq!(planned("price > 5", 1).0, Vec::<Json>::new(), "nothing changes");
        let (steps, hash) = planned("price > 50", 1);
        let parts = |step: &Json| (step["key"].clone(), step["fields"].clone(), step["count"].clone(), step["when"].clone(), step["seconds"].clone());
        let of_shelf = |when: &str| (json!("recompute:shelf"), json!(["total", "text"]), json!(1), json!(when), json!(1));
        assert_eq!(steps.iter().map(parts).collect::<Vec<_>>(), [of_shelf("now")]);
        assert!(steps[0]["text"].as_str().unwrap().contains("total, text"), "{steps:?}");
        fill_with_books(app, &shelf, 20_100);
        let (many, same) = planned("price > 50", 1);
        assert_eq!((many.len(), same), (1, hash.clone()), "how many there are makes no other plan");
        let (steps, hash) = planned("price > 5", 2);
        let of_book = (json!("recompute:book"), json!(["value"]), json!(20_103), json!("job"), json!(3));
        assert_eq!(steps.iter().map(parts).collect::<Vec<_>>(), [of_book, of_shelf("job")]);
        let body = json!({"documents": documents("price > 5", 2), "plan_hash": hash});
        ada.post("/api/v1/meta/publish", body).expect(200);
        let job = || ada.get("/api/v1/meta/jobs").expect(200)["data"][0].clone();
        assert_eq!(job()["fields"], json!(["book.value", "shelf.text", "shelf.total"]));
        let path = |verb: &str| format!("/api/v1/meta/jobs/{}/{verb}", job()["id"].as_str().unwrap());
        let post = |path: &str| ada.send("POST", path, &[], None);
        app.by("nina").send("POST", &path("cancel"), &[], None).refused(403, "forbidden");
        assert_eq!(post(&path("cancel")).expect(200)["state"], "cancelled");
        assert_eq!(post(&path("cancel")).expect(200)["state"], "cancelled", "twice is once");
        while app.run(run_jobs(&app.tenon)).unwrap() > 0 {}
        assert_eq!((&job()["state"], &job()["done"]), (&json!("cancelled"), &json!(0)));
        let computing = || ada.get("/api/v1/meta/objects/book").expect(200).to_string().contains("\"computing\":true");
        assert!(computing(), "readers go on knowing that values are old");
        let told = app.run(doctor(&app.tenon, false, &|_| {})).unwrap();
        assert!(told.iter().all(|finding| !finding.is_open()), "old values of a known back-fill are no fault: {told:?}");
        assert!(told.iter().any(|finding| finding.code == "computed_waiting"));
        assert_eq!(post(&path("resume")).expect(200)["state"], "waiting");
        let done = path("resume");
        while app.run(run_jobs(&app.tenon)).unwrap() > 0 {}
        post(&done).refused(404, "job_not_found");
        post("/api/v1/meta/jobs/nonsense/cancel").refused(404, "job_not_found");
        assert!(!computing());
        assert_eq!(wrong(app), Vec::<String>::new());
        // What was cancelled and never resumed is taken over by the next publication that computes something.
        app.publish(documents("price > 5", 3)).expect(200);
        post(&path("cancel")).expect(200);
        app.publish(documents("price > 50", 3)).expect(200);
        assert_eq!((&job()["state"], &job()["fields"]), (&json!("waiting"), &json!(["book.value", "shelf.text", "shelf.total"])));
        while app.run(run_jobs(&app.tenon)).unwrap() > 0 {}
        assert_eq!(wrong(app), Vec::<String>::new());
    }

    fn a_broken_value_is_found_and_repaired(app) {
        app.publish(documents("price > 5", 1)).expect(200);
        let shelf = shelf_with_books(app);
        let world = app.tenon.world();
        let book = world.model().object_named("book").unwrap();
        let column = book.field_named("value").unwrap().1.column.clone().unwrap().0;
        execute(app, &format!("UPDATE {} SET {column} = 7 WHERE {column} = 10", book.table));
        let findings = app.run(check_computed(&app.tenon)).unwrap();
        let of = |object: &str, field: &str| findings.iter().find(|found| found.object == object && found.field == field).unwrap().clone();
        assert_eq!((of("book", "value").wrong, of("book", "value").compared, of("book", "value").samples.len()), (1, 3, 1));
        assert_eq!(of("shelf", "total").wrong, 1, "the total no longer is that of the rows");
        app.run(repair_computed(&app.tenon)).unwrap();
        assert_eq!(wrong(app), Vec::<String>::new());
        assert_eq!(app.by("ada").read("shelf", &shelf)["total"], 110);
    }
}

/// Runs a statement past the services.
fn execute(app: &App, text: &str) {
    let mut writer = SqlWriter::new(app.tenon.store().dialect());
    writer.push(text);
    let statement = writer.finish();
    let write = app
        .tenon
        .store()
        .write(async move |db: &mut Db| -> Result<(), StoreError> { db.execute(&statement).await.map(drop) });
    app.run(write).unwrap();
}

/// More books than a publication waits for, written past the services: only their number matters.
fn fill_with_books(app: &App, shelf: &str, many: usize) {
    let world = app.tenon.world();
    let model = world.model();
    let object = model.object_named("book").unwrap();
    let fields: Vec<_> = ["id", "revision", "shelf", "price", "value"]
        .iter()
        .map(|name| object.field_named(name).unwrap().1.column.clone().unwrap().0)
        .collect();
    let id = |place: usize| format!("{:032x}", 0x0193_9f8e_0000_7000_8000_0000_0000_0000_u128 + place as u128);
    let shelf = shelf.replace('-', "");
    let is_postgres = app.tenon.store().dialect() == Dialect::Postgres;
    let literal = |hex: &str| if is_postgres { format!("'{hex}'") } else { format!("x'{hex}'") };
    for start in (0..many).step_by(1000) {
        let rows: Vec<String> = (start..many.min(start + 1000))
            .map(|place| format!("({},1,{},2,2)", literal(&id(place)), literal(&shelf)))
            .collect();
        let text = format!("INSERT INTO {} ({}) VALUES {}", object.table, fields.join(","), rows.join(","));
        execute(app, &text);
    }
}

on_scene! {
    fn publishing_the_same_again_computes_nothing(app) {
        let ada = app.by("ada");
        let id = id_of(&ada.create("area", json!({"name": "a"}))).to_owned();
        let world = app.tenon.world();
        let area = world.model().object_named("area").unwrap();
        let column = area.field_named("mood").unwrap().1.column.clone().unwrap().0;
        execute(app, &format!("UPDATE {} SET {column} = 'kept'", area.table));
        let mut documents = crate::computed::scene::documents();
        for document in &mut documents {
            document["label"]["en"] = json!("Another label");
        }
        app.publish(documents).expect(200);
        assert_eq!(ada.read("area", &id)["mood"], "kept", "labels do not change values");
    }
}
