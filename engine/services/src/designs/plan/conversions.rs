//! The steps of fields that become another type.

use engine_errors::{Code, Problem};
use engine_sql::Dialect;
use serde_json::json;

use super::build::{Builder, of_field, of_key, pointer};
use super::step::MANY;
use super::{Risk, Step, StepCode};
use crate::Answer;
use crate::designs::type_change::{Counted, Tally, Turn, Turning, type_path};

/// Records that are converted in a second, at the least: on PostgreSQL every one is a new version of its row.
const PER_SECOND: (u64, u64) = (25_000, 60_000);

impl Builder<'_> {
    /// What becomes of the values of an object, and of what must be unique or filled in there.
    pub(super) async fn conversions(&mut self, turning: &Turning, counted: &Counted) -> Answer<()> {
        for (turn, tally) in turning.turns.iter().zip(&counted.tallies) {
            self.conversion(turning, turn, tally);
        }
        let object = self.draft.after.model.object(turning.after);
        for (key, alike) in turning.keys.iter().zip(&counted.alike) {
            let mut step = of_key(StepCode::BuildUnique, object, &key.fields).over_table(None);
            step.count = Some(*alike);
            if *alike > 0 {
                let names: Vec<&str> = key.fields.iter().map(|index| object.field(*index).name.as_str()).collect();
                let problem =
                    Problem::at(Code::NotUnique, pointer(object, &key.fields)).with("field", names.join(", "));
                self.problems.push(problem.with("count", *alike).in_document(format!("object/{}", object.name)));
            }
            self.steps.push(step);
        }
        Ok(())
    }

    fn conversion(&mut self, turning: &Turning, turn: &Turn, tally: &Tally) {
        let object = self.draft.after.model.object(turning.after);
        let old = self.draft.before.object(turning.before);
        let Some((index, field)) = object.field_with_uid(&turn.field) else { return };
        let Some((_, before)) = old.field_with_uid(&turn.field) else { return };
        let is_shared = self.db.dialect() == Dialect::Postgres;
        let rate = if is_shared { PER_SECOND.0 } else { PER_SECOND.1 };
        let (from, to) = (before.rules.kind(), field.rules.kind());
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let mut step = of_field(StepCode::ConvertField, object, field).losing(number(tally.fail));
        // Writers wait on PostgreSQL only for the last few records, on SQLite for all of it.
        step.lock = if is_shared { "short" } else { "table" };
        if step.risk == Risk::Safe && number(tally.records()) > MANY {
            step.risk = Risk::Slow;
        }
        step.values = number(tally.convert + tally.fail);
        step = step.with("from", from).with("to", to).with("records", tally.records());
        step = step.with("blank", tally.blank).with("convert", tally.convert).with("restored", tally.restored);
        step = step.with("seconds", tally.records().div_ceil(rate));
        self.steps.push(Step { tally: Some(tally.clone()), ..step });
        if tally.refused > 0 {
            let problem = Problem::at(Code::ValuesNotConvertible, type_path(object, index));
            let problem = problem.with("field", field.name.as_str()).with("from", from).with("to", to);
            let problem = problem.with("count", tally.refused).with("reasons", json!(tally.reasons));
            self.problems.push(problem.in_document(format!("object/{}", object.name)));
        }
        // Whether a record has what it must have is asked again when it is saved next.
        if field.required && tally.blank_after > 0 {
            let mut step = of_field(StepCode::RequireField, object, field);
            step.lock = "none";
            step.count = Some(number(tally.blank_after));
            self.steps.push(step);
        }
    }
}
