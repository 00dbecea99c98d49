//! The function that SQLite is taught: the Rust evaluator itself. SQLite runs inside this process and has no decimals,
//! no zones and no letters beyond ASCII, so what it cannot compute exactly it hands over, with the values of the row.
//! Agreement with the evaluator needs no proof there: it is the evaluator.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use engine_expressions::{CheckedExpression, Path, Source, evaluate};
use engine_sql::{Native, SqlFunction};
use engine_values::{ColumnType, Decimal, Id, Timestamp, Value, date_from_text};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::moment::Moment;

/// What SQLite has to be taught for the statements of this package.
pub static SQL_FUNCTIONS: &[SqlFunction] =
    &[SqlFunction { name: EVALUATE, most: SqlFunction::ARGUMENTS, call: evaluate_natively }];

pub(crate) const EVALUATE: &str = "tenon_evaluate";

/// A part of an expression and how its values come in and go out. Travels as a bind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Program {
    pub(crate) expression: CheckedExpression,
    pub(crate) inputs: Vec<Input>,
    pub(crate) result: Form,
    pub(crate) now: i64,
    pub(crate) user: Option<Id>,
    pub(crate) department: Option<Id>,
    pub(crate) user_name: String,
}

/// A name and the argument that has its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Input {
    pub(crate) path: Path,
    pub(crate) form: Form,
    pub(crate) shape: Shape,
}

/// How many values an input has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Shape {
    /// One.
    One,
    /// One of each row, as a JSON array.
    Each,
    /// The number of rows.
    Count,
}

/// How a value lies in SQLite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Form {
    /// 1 where a condition holds, else 0; only as a result.
    Condition,
    Boolean,
    Whole,
    /// Minor units of this scale, with at most so many digits.
    Minor {
        precision: u8,
        scale: u8,
    },
    Text,
    Date,
    Instant,
    Id,
    Texts,
}

impl Form {
    /// The form of a column.
    pub(crate) fn of(column: ColumnType) -> Self {
        match column {
            ColumnType::Bool => Self::Boolean,
            ColumnType::Int => Self::Whole,
            ColumnType::Decimal { precision, scale } => Self::Minor { precision, scale },
            ColumnType::Date => Self::Date,
            ColumnType::Instant => Self::Instant,
            ColumnType::Id => Self::Id,
            ColumnType::TextList => Self::Texts,
            ColumnType::Text | ColumnType::Json | ColumnType::Bytes => Self::Text,
        }
    }

    fn read(self, native: &Native) -> Result<Value, String> {
        Ok(match (self, native) {
            (_, Native::Null) => Value::Null,
            (Self::Boolean, Native::Int(number)) => Value::Bool(*number != 0),
            (Self::Whole, Native::Int(number)) => Value::Int(*number),
            (Self::Minor { scale, .. }, Native::Int(number)) => Value::Decimal(Decimal::new(*number, u32::from(scale))),
            (Self::Text, Native::Text(text)) => Value::Text(text.clone()),
            (Self::Date, Native::Text(text)) => Value::Date(date_from_text(text).ok_or("a date")?),
            (Self::Instant, Native::Int(number)) => {
                Value::Instant(Timestamp::from_microsecond(*number).map_err(|error| error.to_string())?)
            }
            (Self::Id, Native::Blob(bytes)) => Value::Id(Id::from_slice(bytes).map_err(|error| error.to_string())?),
            (Self::Texts, Native::Text(text)) => {
                Value::List(serde_json::from_str(text).map_err(|error| error.to_string())?)
            }
            (form, _) => return Err(format!("{form:?} is not stored so")),
        })
    }

    /// The values of child rows. Identities are hexadecimal there, because JSON has no bytes.
    fn read_json(self, json: Json) -> Result<Value, String> {
        let native = match (self, json) {
            (_, Json::Null) => Native::Null,
            (Self::Id, Json::String(text)) if text.is_empty() => Native::Null,
            (Self::Id, Json::String(text)) => {
                return Id::try_parse(&text).map(Value::Id).map_err(|error| error.to_string());
            }
            (_, Json::String(text)) => Native::Text(text),
            (_, Json::Number(number)) => Native::Int(number.as_i64().ok_or("a whole number")?),
            (_, Json::Bool(flag)) => Native::Int(i64::from(flag)),
            (_, other) => return Err(format!("{other} in a row")),
        };
        self.read(&native)
    }

    fn write(self, value: Value) -> Result<Native, String> {
        Ok(match (self, value) {
            (Self::Condition, value) => Native::Int(i64::from(value == Value::Bool(true))),
            (_, Value::Null) => Native::Null,
            (Self::Boolean, Value::Bool(flag)) => Native::Int(i64::from(flag)),
            (Self::Whole, value) => Native::Int(minor(&value, 18, 0)?),
            (Self::Minor { precision, scale }, value) => Native::Int(minor(&value, precision, scale)?),
            (Self::Text, Value::Text(text)) => Native::Text(text),
            (Self::Date, Value::Date(date)) => Native::Text(date.to_string()),
            (Self::Instant, Value::Instant(instant)) => Native::Int(instant.as_microsecond()),
            (Self::Id, Value::Id(id)) => Native::Blob(id.as_bytes().to_vec()),
            (form, _) => return Err(format!("the result is not {form:?}")),
        })
    }
}

/// A number in minor units, rounded half away from zero as a computed field is.
fn minor(value: &Value, precision: u8, scale: u8) -> Result<i64, String> {
    let number = value.as_decimal().ok_or("not a number")?.normalize();
    let (digits, has) = (number.mantissa(), number.scale());
    let wanted = u32::from(scale);
    let minor = if has > wanted {
        let unit = 10_i128.pow(has - wanted);
        let (whole, rest) = (digits / unit, digits % unit);
        Some(whole + if rest.abs() * 2 >= unit { digits.signum() } else { 0 })
    } else {
        10_i128.checked_pow(wanted - has).and_then(|unit| digits.checked_mul(unit))
    };
    let limit = 10_i128.pow(u32::from(precision.min(18)));
    let minor = minor.filter(|minor| minor.abs() < limit).and_then(|minor| i64::try_from(minor).ok());
    minor.ok_or_else(|| "overflow".to_owned())
}

/// The values of one row.
struct RowValues<'a> {
    program: &'a Program,
    moment: &'a Moment,
    values: Vec<Held>,
}

enum Held {
    One(Value),
    Each(Vec<Value>),
    Count(usize),
}

impl RowValues<'_> {
    fn held(&self, path: &Path) -> Option<&Held> {
        let place = self.program.inputs.iter().position(|input| input.path == *path)?;
        self.values.get(place)
    }
}

impl Source for RowValues<'_> {
    fn value(&self, path: &Path) -> Value {
        match self.held(path) {
            Some(Held::One(value)) => value.clone(),
            _ => self.moment.value(path),
        }
    }

    fn row_count(&self, path: &Path) -> usize {
        match self.held(path) {
            Some(Held::Count(count)) => *count,
            Some(Held::Each(values)) => values.len(),
            _ => 0,
        }
    }

    fn row_values(&self, path: &Path) -> Vec<Value> {
        match self.held(path) {
            Some(Held::Each(values)) => values.clone(),
            _ => Vec::new(),
        }
    }

    fn now(&self) -> Timestamp {
        self.moment.now
    }

    fn user(&self) -> Option<Id> {
        self.moment.user
    }
}

/// A program that was read, with the text that it was read from.
struct Read {
    text: String,
    program: Program,
    moment: Moment,
}

/// Programs of the statements that run on this thread; each row asks for one again.
const KEPT: usize = 16;

thread_local! {
    static READ: RefCell<VecDeque<Rc<Read>>> = const { RefCell::new(VecDeque::new()) };
}

fn read(text: &str) -> Result<Rc<Read>, String> {
    READ.with_borrow_mut(|kept| {
        if let Some(place) = kept.iter().position(|read| read.text == text) {
            let found = kept.get(place).map(Rc::clone).ok_or("a kept program")?;
            if place > 0 {
                kept.swap(0, place);
            }
            return Ok(found);
        }
        let program: Program = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let moment = Moment {
            now: Timestamp::from_microsecond(program.now).map_err(|error| error.to_string())?,
            user: program.user,
            department: program.department,
            user_name: program.user_name.clone(),
        };
        let fresh = Rc::new(Read { text: text.to_owned(), program, moment });
        kept.push_front(Rc::clone(&fresh));
        kept.truncate(KEPT);
        Ok(fresh)
    })
}

fn evaluate_natively(arguments: &[Native]) -> Result<Native, String> {
    let Some((Native::Text(text), given)) = arguments.split_first() else {
        return Err("no program".to_owned());
    };
    let read = read(text)?;
    let program = &read.program;
    let values =
        program.inputs.iter().zip(given).map(|(input, native)| held(input, native)).collect::<Result<_, _>>()?;
    let source = RowValues { program, moment: &read.moment, values };
    let value = evaluate(&program.expression, &source).map_err(|error| error.code.name().to_owned())?;
    program.result.write(value)
}

fn held(input: &Input, native: &Native) -> Result<Held, String> {
    Ok(match (input.shape, native) {
        (Shape::One, native) => Held::One(input.form.read(native)?),
        (Shape::Count, Native::Int(count)) => Held::Count(usize::try_from(*count).unwrap_or_default()),
        (Shape::Each, Native::Text(text)) => {
            let items: Vec<Json> = serde_json::from_str(text).map_err(|error| error.to_string())?;
            Held::Each(items.into_iter().map(|item| input.form.read_json(item)).collect::<Result<_, _>>()?)
        }
        _ => return Err("rows are not stored so".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_minor_units_rounded_half_away_from_zero() {
        let minor = |text: &str, precision, scale| minor(&Value::Decimal(text.parse().unwrap()), precision, scale).ok();
        assert_eq!(minor("1.005", 18, 2), Some(101));
        assert_eq!(minor("-1.005", 18, 2), Some(-101));
        assert_eq!(minor("1.0049", 18, 2), Some(100));
        assert_eq!(minor("7", 18, 2), Some(700));
        assert_eq!(minor("10", 3, 2), None);
        assert_eq!(minor("1000000000000000000", 18, 0), None);
    }

    #[test]
    fn a_value_that_is_stored_otherwise_is_an_error() {
        assert!(Form::Date.read(&Native::Text("2026-1-1".to_owned())).is_err());
        assert!(Form::Whole.read(&Native::Text("1".to_owned())).is_err());
        assert!(evaluate_natively(&[]).is_err());
        assert!(evaluate_natively(&[Native::Text("{}".to_owned())]).is_err());
    }
}
