//! The fixed structs and their JSON.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::token::Office;

/// A customer as stored.
#[derive(Debug, Default)]
pub(super) struct Customer {
    pub(super) id: Uuid,
    pub(super) revision: i64,
    pub(super) created_at: jiff::Timestamp,
    pub(super) created_by: Option<Uuid>,
    pub(super) updated_at: jiff::Timestamp,
    pub(super) updated_by: Option<Uuid>,
    pub(super) owner: Option<Uuid>,
    pub(super) department: Option<Uuid>,
    pub(super) approval_state: Option<String>,
    pub(super) number: String,
    pub(super) body: CustomerBody,
    pub(super) totals: Totals,
}

/// What is computed of a customer's contracts and opportunities, and stored with it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Totals {
    pub(super) contract_count: Option<i64>,
    pub(super) contract_total: Option<Decimal>,
    pub(super) received_total: Option<Decimal>,
    pub(super) unpaid_total: Option<Decimal>,
    pub(super) last_contract_on: Option<String>,
    pub(super) open_opportunities: Option<i64>,
}

/// What people write of a customer.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct CustomerBody {
    pub(super) name: String,
    pub(super) short_name: Option<String>,
    pub(super) level: Option<String>,
    pub(super) industry: Option<String>,
    pub(super) region: Option<String>,
    pub(super) source: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) website: Option<String>,
    pub(super) address: Option<String>,
    pub(super) legal_person: Option<String>,
    pub(super) tax_number: Option<String>,
    pub(super) bank: Option<String>,
    pub(super) bank_account: Option<String>,
    pub(super) credit_limit: Option<Decimal>,
    pub(super) tags: Option<Vec<String>>,
    pub(super) next_follow_on: Option<String>,
    pub(super) in_pool: Option<bool>,
    pub(super) remark: Option<String>,
}

/// A change of a customer: the two fields that the bench changes.
#[derive(Debug, Deserialize)]
pub(super) struct CustomerChange {
    pub(super) phone: String,
    pub(super) remark: String,
}

#[derive(Serialize)]
struct Named<'a> {
    id: Uuid,
    label: Option<&'a str>,
}

#[derive(Serialize)]
struct Rights {
    update: bool,
    delete: bool,
    print: bool,
}

#[derive(Serialize)]
struct CustomerAnswer<'a> {
    id: Uuid,
    revision: i64,
    created_at: jiff::Timestamp,
    created_by: Option<Named<'a>>,
    updated_at: jiff::Timestamp,
    updated_by: Option<Named<'a>>,
    owner: Option<Named<'a>>,
    department: Option<Named<'a>>,
    approval_state: Option<&'a str>,
    number: &'a str,
    #[serde(flatten)]
    body: &'a CustomerBody,
    #[serde(flatten)]
    totals: &'a Totals,
    rights: Rights,
}

impl Customer {
    /// The record as JSON.
    pub(super) fn answer(&self, office: &Office) -> Vec<u8> {
        let person = |id: Option<Uuid>| {
            id.map(|id| Named { id, label: office.people.get(&id).map(|person| person.name.as_str()) })
        };
        let department =
            |id: Option<Uuid>| id.map(|id| Named { id, label: office.departments.get(&id).map(String::as_str) });
        let answer = CustomerAnswer {
            id: self.id,
            revision: self.revision,
            created_at: self.created_at,
            created_by: person(self.created_by),
            updated_at: self.updated_at,
            updated_by: person(self.updated_by),
            owner: person(self.owner),
            department: department(self.department),
            approval_state: self.approval_state.as_deref(),
            number: &self.number,
            body: &self.body,
            totals: &self.totals,
            rights: Rights { update: true, delete: false, print: true },
        };
        serde_json::to_vec(&answer).unwrap_or_default()
    }
}

/// A line of the list of customers.
#[derive(Serialize)]
pub(super) struct CustomerLine {
    pub(super) id: Uuid,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) level: Option<String>,
    pub(super) industry: Option<String>,
    pub(super) region: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) credit_limit: Option<Decimal>,
    pub(super) created_at: jiff::Timestamp,
}

/// A reference with an owned label.
#[derive(Serialize)]
pub(super) struct CustomerLabel {
    pub(super) id: Uuid,
    pub(super) label: String,
}

/// A line of the list of contacts.
#[derive(Serialize)]
pub(super) struct ContactLine {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) job_title: Option<String>,
    pub(super) mobile: Option<String>,
    pub(super) email: Option<String>,
    pub(super) decision_role: Option<String>,
    pub(super) is_primary: Option<bool>,
    pub(super) created_at: jiff::Timestamp,
    pub(super) customer: Option<CustomerLabel>,
}

/// What a cursor is made of.
pub(super) trait Line: Serialize {
    /// Time and key of the row.
    fn place(&self) -> (jiff::Timestamp, Uuid);
}

impl Line for CustomerLine {
    fn place(&self) -> (jiff::Timestamp, Uuid) {
        (self.created_at, self.id)
    }
}

impl Line for ContactLine {
    fn place(&self) -> (jiff::Timestamp, Uuid) {
        (self.created_at, self.id)
    }
}

#[derive(Serialize)]
struct PageAnswer<'a, T> {
    data: &'a [T],
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
}

/// A page as JSON; `lines` may hold one more than the page.
pub(super) fn page<T: Line>(lines: &[T], limit: usize, count: Option<i64>) -> Vec<u8> {
    let data = lines.get(..limit).unwrap_or(lines);
    let last = data.last().filter(|_| lines.len() > limit).map(Line::place);
    let next = last.map(|(at, id)| format!("{}.{}", at.as_microsecond(), id.simple()));
    serde_json::to_vec(&PageAnswer { data, next, count }).unwrap_or_default()
}
