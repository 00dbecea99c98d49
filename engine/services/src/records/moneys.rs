//! Amounts in several currencies: the currency, day and rate that a write leaves out, for the record and its rows.

use engine_errors::{Code, Problem, Problems};
use engine_expressions::default_zone;
use engine_fields::{CompanionRole, currency_decimals};
use engine_model::{Field, FieldIndex, Object, Target};
use engine_values::{Date, Timestamp, Value};

use super::Row;
use super::judge::Judge;
use super::write::Change;
use crate::rates::Rates;

/// Digits after the point of a rate, as the companion keeps it.
const RATE_SCALE: u32 = 8;

impl Judge<'_> {
    /// Completes every amount. The rate is looked up when there is none, and when currency or day have changed but the
    /// rate has not: whoever writes a rate by hand keeps it.
    /// True when something was filled in.
    pub(crate) fn complete_moneys(&self, row: &mut Row, problems: &mut Problems) -> bool {
        let object = self.change.object;
        let mut has_changed = false;
        let mut children = std::mem::take(&mut row.children);
        for (field, rows) in &mut children {
            let Some(Target::Children { object: child, .. }) = object.field(*field).target else { continue };
            let child = self.change.world.model().object(child);
            for (position, row) in rows.iter_mut().enumerate() {
                let before = self.row_before(*field, child, row);
                let prefix = format!("/{}/{position}", object.field(*field).name);
                has_changed |= complete(self.change, child, row, before, &prefix, problems);
            }
        }
        row.children = children;
        has_changed | complete(self.change, object, row, self.writing.before, "", problems)
    }
}

/// The company currency where the field offers it, else the first that it offers.
pub(crate) fn usual_currency(rates: &Rates, field: &Field) -> Value {
    let choices = field.rules.choices();
    let own = choices.iter().find(|choice| choice.value == rates.company()).or(choices.first());
    own.map(|choice| Value::from(choice.value.as_str())).unwrap_or_default()
}

/// The day that it is for the organisation.
pub(crate) fn today(now: Timestamp) -> Date {
    now.to_zoned(default_zone()).date()
}

fn complete(
    change: Change<'_>,
    object: &Object,
    row: &mut Row,
    before: Option<&Row>,
    prefix: &str,
    problems: &mut Problems,
) -> bool {
    let mut has_changed = false;
    let rates = &change.world.directory.rates;
    for (index, field) in object.fields() {
        let Some(of) = field.companion_of.filter(|of| of.role == CompanionRole::Currency) else { continue };
        let other = |role| companion(object, of.field, role);
        let (Some(rate), Some(day)) = (other(CompanionRole::Rate), other(CompanionRole::RateDate)) else { continue };
        if row.get(of.field).is_blank() {
            continue;
        }
        if row.get(index).is_blank() {
            row.set(index, usual_currency(rates, field));
            has_changed = true;
        }
        if row.get(day).is_blank() {
            row.set(day, Value::Date(today(change.now)));
            has_changed = true;
        }
        let currency = row.get(index).as_text().unwrap_or_default().to_owned();
        let main = object.field(of.field);
        if let (Some(amount), Some(decimals)) = (row.get(of.field).as_decimal(), currency_decimals(&currency))
            && amount.normalize().scale() > u32::from(decimals)
        {
            let path = format!("{prefix}/{}", main.name);
            problems.push(Problem::at(Code::TooManyDecimals, path).with("scale", decimals));
        }
        let differs = |index: FieldIndex| before.is_some_and(|before| before.get(index) != row.get(index));
        let is_by_hand = before.is_none() || differs(rate);
        let is_kept = !differs(index) && !differs(day);
        if !row.get(rate).is_blank() && (is_by_hand || is_kept) {
            continue;
        }
        let Value::Date(date) = *row.get(day) else { continue };
        match rates.rate(&currency, date) {
            Some(mut found) => {
                found.rescale(RATE_SCALE);
                row.set(rate, Value::Decimal(found));
                has_changed = true;
            }
            None => {
                let path = format!("{prefix}/{}", object.field(rate).name);
                let problem = Problem::at(Code::CurrencyRateMissing, path);
                problems.push(problem.with("currency", currency).with("date", date.to_string()));
            }
        }
    }
    has_changed
}

fn companion(object: &Object, main: FieldIndex, role: CompanionRole) -> Option<FieldIndex> {
    let of = |field: &Field| field.companion_of.is_some_and(|of| of.field == main && of.role == role);
    object.fields().find(|(_, field)| of(field)).map(|(index, _)| index)
}
