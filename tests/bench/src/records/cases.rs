//! The cases: the same requests to both servers.

use std::cell::{Cell, RefCell};

use engine_values::Id;
use serde_json::{Map, Value as Json};

use super::installation::Installation;
use super::{MEMBER, PASSWORD};
use crate::Outcome;
use crate::load;
use crate::wire::{Reply, request};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    /// One record.
    Get,
    /// A page by address.
    Page(&'static str),
    /// A new record.
    Create,
    /// A change of two fields.
    Update,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    /// As the table calls it.
    pub(crate) title: &'static str,
    /// The requests.
    pub(crate) ask: Ask,
    /// At most this many times the floor.
    pub(crate) goal: f64,
}

/// `{"field":"level","op":"eq","value":"b"}`.
const NEWEST: &str =
    "/api/v1/records/customer?fields=number,name,level,industry,region,phone,credit_limit,created_at&limit=50";
const FILTERED: &str = "/api/v1/records/customer?fields=number,name,level,industry,region,phone,credit_limit,created_at&limit=50\
    &filter=%7B%22field%22%3A%22level%22%2C%22op%22%3A%22eq%22%2C%22value%22%3A%22b%22%7D&count=exact";
const RELATED: &str =
    "/api/v1/records/contact?fields=name,job_title,mobile,email,decision_role,is_primary,created_at,customer&limit=50";

/// Every case.
pub(crate) const CASES: &[Case] = &[
    Case { title: "get by id", ask: Ask::Get, goal: 4.0 },
    Case { title: "newest 50, 8 fields", ask: Ask::Page(NEWEST), goal: 2.5 },
    Case { title: "filtered list + exact count", ask: Ask::Page(FILTERED), goal: 1.5 },
    Case { title: "list with a relation", ask: Ask::Page(RELATED), goal: 2.5 },
    Case { title: "create", ask: Ask::Create, goal: 4.0 },
    Case { title: "update", ask: Ask::Update, goal: 4.0 },
];

impl Case {
    /// Writing does not depend on how many rows one sees, so it is measured for the member only.
    pub(crate) fn fits(&self, login: &str) -> bool {
        login == MEMBER || !matches!(self.ask, Ask::Create | Ask::Update)
    }
}

/// What one server is sent for one person.
pub(crate) struct Traffic {
    /// Who asks.
    pub(crate) login: String,
    /// The token, renewed before it gets old.
    pub(crate) token: String,
    own: Vec<Id>,
    revisions: RefCell<Vec<i64>>,
    /// Records whose update is on its way: a second one would carry the same revision. On SQLite a waiting writer can be
    /// overtaken by more updates than there are records.
    under_way: RefCell<Vec<bool>>,
    turn: Cell<usize>,
    body: Map<String, Json>,
    made: Cell<u64>,
}

impl Traffic {
    /// Traffic for a side; `side` keeps the names of new records apart.
    pub(crate) fn new(installation: &Installation, login: &str, side: u64) -> Self {
        let own = installation.own.clone();
        let mut body = seeds_generator::scale(1).next().map(|customer| customer.values).unwrap_or_default();
        // A member may read the credit limit, not write it.
        body.remove("credit_limit");
        let started = engine_values::Clock::now(&engine_values::SystemClock).as_millisecond().unsigned_abs();
        Self {
            login: login.to_owned(),
            token: PASSWORD.to_owned(),
            revisions: RefCell::new(vec![0; own.len()]),
            under_way: RefCell::new(vec![false; own.len()]),
            own,
            turn: Cell::new(0),
            body: body.into_iter().collect(),
            made: Cell::new(started * 10_000_000 + side * 5_000_000),
        }
    }

    /// The requests of a case.
    pub(crate) fn of<'a>(&'a self, case: &'a Case) -> CaseTraffic<'a> {
        CaseTraffic { traffic: self, case }
    }

    /// The record whose turn it is; for an update the next one that none is under way for.
    fn next_turn(&self, is_update: bool) -> usize {
        let many = self.own.len().max(1);
        let mut under_way = self.under_way.borrow_mut();
        let mut turn = self.turn.get() % many;
        if is_update {
            let is_free = |turn: &usize| !under_way.get(*turn).copied().unwrap_or_default();
            turn = (0..many).map(|step| (turn + step) % many).find(is_free).unwrap_or(turn);
            if let Some(slot) = under_way.get_mut(turn) {
                *slot = true;
            }
        }
        self.turn.set(turn + 1);
        turn
    }

    fn id(&self, place: usize) -> Id {
        self.own.get(place % self.own.len().max(1)).copied().unwrap_or_default()
    }
}

/// The requests of one case.
pub(crate) struct CaseTraffic<'a> {
    traffic: &'a Traffic,
    case: &'a Case,
}

impl load::Traffic for CaseTraffic<'_> {
    fn next(&self, _connection: usize) -> (Vec<u8>, usize) {
        let traffic = self.traffic;
        let turn = traffic.next_turn(self.case.ask == Ask::Update);
        let token = Some(traffic.token.as_str());
        let path = || format!("/api/v1/records/customer/{}", traffic.id(turn));
        let bytes = match self.case.ask {
            Ask::Get => request("GET", &path(), token, None, ""),
            Ask::Page(path) => request("GET", path, token, None, ""),
            Ask::Create => {
                let number = traffic.made.get() + 1;
                traffic.made.set(number);
                let mut body = traffic.body.clone();
                body.insert("name".to_owned(), Json::from(format!("新客户{number}有限公司")));
                request("POST", "/api/v1/records/customer", token, None, &Json::Object(body).to_string())
            }
            Ask::Update => {
                let revision = traffic.revisions.borrow().get(turn).copied().unwrap_or_default();
                if revision == 0 {
                    // Not changed yet: read first what revision it has; the answer brings it.
                    request("GET", &path(), token, None, "")
                } else {
                    let body =
                        format!("{{\"phone\":\"021-{:08}\",\"remark\":\"第{revision}次\"}}", revision + 60_000_000);
                    request("PATCH", &path(), token, Some(revision), &body)
                }
            }
        };
        (bytes, turn)
    }

    fn answered(&self, mark: usize, reply: &Reply) -> Outcome<()> {
        if !(200..300).contains(&reply.status) {
            let body = String::from_utf8_lossy(&reply.body);
            return Err(format!("{}: status {}: {body}", self.case.title, reply.status).into());
        }
        if let Some(slot) = self.traffic.under_way.borrow_mut().get_mut(mark) {
            *slot = false;
        }
        if let (Some(revision), Some(slot)) = (reply.revision, self.traffic.revisions.borrow_mut().get_mut(mark)) {
            *slot = revision;
        }
        Ok(())
    }
}
