//! What the demo of the CRM template consists of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{approvals, contacts, contracts, customers, leads, organisation, payments, products, quotes, sales};

/// Values of one record by field name. A reference is `{"ref": "<key of another record>"}`.
pub type Values = BTreeMap<String, Value>;

/// A company with its people, its records and the approvals that brought the records into their states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Demo {
    /// The company itself.
    pub company: Company,
    /// Departments, parents first.
    pub departments: Vec<Department>,
    /// People.
    pub users: Vec<User>,
    /// Records, those referred to first.
    pub records: Vec<Record>,
    /// What to do with the records when all are there, in this order.
    pub approvals: Vec<Approval>,
}

/// The company that uses the demo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Company {
    /// Name by language.
    pub name: BTreeMap<String, String>,
    /// Postal address.
    pub address: String,
    /// Switchboard.
    pub phone: String,
    /// Unified social credit code.
    pub tax_number: String,
    /// Bank.
    pub bank: String,
    /// Account at the bank.
    pub account: String,
}

/// A department.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Department {
    /// Name in this demo.
    pub key: String,
    /// What people read.
    pub name: String,
    /// Key of the department above; none for the root.
    pub parent: Option<String>,
    /// Key of the person who leads it.
    pub head: String,
}

/// A person of the company.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// Name in this demo.
    pub key: String,
    /// What he types to sign in.
    pub login: String,
    /// What people read.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Mobile number.
    pub phone: String,
    /// Key of the department.
    pub department: String,
    /// Key of the superior; none for the CEO.
    pub superior: Option<String>,
    /// Names of role documents.
    pub roles: Vec<String>,
    /// BCP 47 tag.
    pub language: String,
}

/// A record of an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Name of the object document.
    pub object: String,
    /// Name in this demo, for references.
    pub key: String,
    /// Key of the person who owns it.
    pub owner: String,
    /// Field values; nothing that the system fills in.
    pub values: Values,
    /// Rows of the field `lines`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Values>,
}

/// What people do with one record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Approval {
    /// Name of the object document.
    pub object: String,
    /// Key of the record.
    pub record: String,
    /// The steps in their order.
    pub actions: Vec<Action>,
}

/// One thing that somebody does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// What.
    #[serde(rename = "do")]
    pub verb: Verb,
    /// Key of the person.
    pub by: String,
    /// What he writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A verb of approvals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words are the meaning")]
pub enum Verb {
    Submit,
    Approve,
    Reject,
    Withdraw,
}

/// The whole demo of `templates/crm`. Always the same.
#[must_use]
pub fn crm_demo() -> Demo {
    let customers = customers::customers();
    let contacts = contacts::contacts(&customers);
    let contracts = contracts::plans(&customers);
    let opportunities = sales::opportunities(&customers, &contacts, &contracts);
    let mut records = products::records();
    records.extend(customers.iter().map(customers::Customer::record));
    records.extend(contacts.iter().map(|contact| contact.record(&customers)));
    records.extend(leads::records(&customers));
    records.extend(opportunities.iter().map(|opportunity| opportunity.record(&customers)));
    records.extend(quotes::records(&customers, &opportunities, &contracts));
    records.extend(contracts.iter().map(|plan| contracts::record(plan, &customers, &contacts, &opportunities)));
    records.extend(payments::records(&customers, &contracts));
    Demo {
        company: organisation::company(),
        departments: organisation::departments(),
        users: organisation::users(),
        records,
        approvals: approvals::of_contracts(&customers, &contracts),
    }
}
