//! The plan of a publication: which steps it takes, what each costs and what it loses. What was shown is what is done,
//! or nothing: the plan has a hash, and publishing works it out again.

mod build;
mod conversions;
mod samples;
mod shown;
mod step;

use engine_errors::Problems;
use engine_model::Model;
use engine_model::diff::Change;
use engine_store::Db;
use serde_json::{Value as Json, json};

use super::draft::Draft;
use super::type_change::{Counted, count};
use crate::Answer;
use crate::text::sha256_hex;

pub(super) use shown::show;
pub(super) use step::{Place, Risk, Step, StepCode, Work};

/// How much is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// What a person wants to see: also sizes, blanks and samples.
    Shown,
    /// What the hash and the refusals need; for the publishing transaction.
    Binding,
}

/// A worked-out plan.
pub(super) struct Plan {
    /// The release it stands on.
    pub(super) base: i64,
    /// Every difference.
    pub(super) changes: Vec<Change>,
    /// The steps in the order in which they are done.
    pub(super) steps: Vec<Step>,
    /// Why the data refuses it, for example values that are the same in a field that becomes unique.
    pub(super) problems: Problems,
    /// Names the plan.
    pub(super) hash: String,
}

impl Plan {
    /// Works out the plan of a draft.
    /// `counted` says what the values of changed types come to, when that is known; else they are counted here.
    pub(super) async fn of(db: &mut Db, draft: &Draft, depth: Depth, counted: Option<Vec<Counted>>) -> Answer<Self> {
        let counted = match counted {
            Some(counted) => counted,
            None => {
                let mut counted = Vec::with_capacity(draft.turnings.len());
                for turning in &draft.turnings {
                    counted.push(count(db, &draft.before, turning).await?);
                }
                counted
            }
        };
        let (steps, problems) = build::build(db, draft, depth, &counted).await?;
        let hash = hash(draft, &steps);
        Ok(Self { base: draft.present, changes: draft.changes.clone(), steps, problems, hash })
    }

    /// Keys of the steps that lose something.
    pub(super) fn losses(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter(|step| step.risk == Risk::Destructive).map(|step| step.key.as_str())
    }
}

/// SHA-256 over base release, differences, the documents themselves and the steps. Of the data it holds only what a
/// step loses: a busy table does not make another plan every second.
fn hash(draft: &Draft, steps: &[Step]) -> String {
    let documents = |model: &Model, other: &Model| -> Vec<Json> {
        let changed = model.documents().iter().filter(|(key, document)| other.documents().get(*key) != Some(document));
        changed.map(|(key, body)| json!([key.to_string(), sha256_hex(body.canonical().as_bytes())])).collect()
    };
    let steps: Vec<Json> = steps
        .iter()
        .map(|step| {
            let is_loss = step.risk == Risk::Destructive;
            json!([step.key, is_loss, step.count.filter(|_| is_loss)])
        })
        .collect();
    let whole = json!({
        "base": draft.present,
        "changes": draft.changes,
        "before": documents(&draft.before, &draft.after.model),
        "after": documents(&draft.after.model, &draft.before),
        "steps": steps,
        "choices": draft.choices,
    });
    sha256_hex(whole.to_string().as_bytes())
}
