//! SQLite: what its whole numbers, texts and dates compute exactly is said in SQL, everything else is handed over to the
//! evaluator (`program.rs`).

use std::collections::BTreeSet;

use engine_expressions::{BinaryOperator, Node, Path, RowsPath, Type};
use engine_values::{ColumnType, Value};

use super::emitter::{Condition, Emitter};
use super::fragment::{Fragment, joined, sql};
use super::moment::alone;
use super::program::{EVALUATE, Form, Input, Program, Shape};
use super::sight::{Leaf, Place};
use super::tree::{Part, What};
use super::whole::{Side, Whole};

impl Emitter<'_, '_> {
    /// A part computed by the evaluator inside SQLite.
    pub(crate) fn handed_over(&mut self, part: &Part, result: Form) -> Fragment {
        let mut places = Vec::new();
        places_of(part, &mut places);
        let mut inputs: Vec<Input> = Vec::new();
        let mut arguments = Vec::new();
        for (path, place) in places {
            if inputs.iter().any(|input| input.path == path) {
                continue;
            }
            let (input, argument) = self.input(path, place);
            inputs.push(input);
            arguments.push(argument);
        }
        let named: BTreeSet<&Path> = inputs.iter().map(|input| &input.path).collect();
        let rows: Vec<RowsPath> = self.rows.iter().filter(|rows| named.contains(&rows.path)).cloned().collect();
        let mut expression = alone(&part.ast, &part.kind);
        expression.rows = rows;
        let program = Program {
            expression,
            inputs,
            result,
            now: self.moment.now.as_microsecond(),
            user: self.moment.user,
            department: self.moment.department,
            user_name: self.moment.user_name.clone(),
        };
        let text = serde_json::to_string(&program).unwrap_or_default();
        let arguments = std::iter::once(Fragment::text(&text)).chain(arguments);
        sql![EVALUATE, "(", joined(arguments, ","), ")"]
    }

    fn input(&mut self, path: Path, place: &Place) -> (Input, Fragment) {
        let Leaf::Column { column, .. } = &place.leaf else {
            let rows = self.many(place);
            let count = sql!["(SELECT count(*)", rows.from, ")"];
            return (Input { path, form: Form::Whole, shape: Shape::Count }, count);
        };
        let form = Form::of(*column);
        if !place.is_many {
            return (Input { path, form, shape: Shape::One }, self.raw(place));
        }
        let rows = self.many(place);
        let leaf = if form == Form::Id { sql!["hex(", rows.leaf, ")"] } else { rows.leaf };
        let name = self.conditions.alias();
        let each = sql![
            "(SELECT json_group_array(",
            &name,
            ".v) FROM (SELECT ",
            leaf,
            " AS v",
            rows.from,
            " ORDER BY ",
            &rows.order,
            ") ",
            &name,
            ")"
        ];
        (Input { path, form, shape: Shape::Each }, each)
    }

    /// A comparison that SQLite makes by itself.
    pub(crate) fn compare_natively(
        &mut self,
        operator: BinaryOperator,
        left: &Part,
        right: &Part,
        whole: &Part,
    ) -> Option<Condition> {
        if left.kind == Type::Number && right.kind == Type::Number {
            return self.compare_numbers(operator, left, right, whole);
        }
        let (one, two) = (self.native(left)?, self.native(right)?);
        Some(compared(operator, one, two))
    }

    /// A value that is no number and that SQLite holds as the evaluator means it.
    fn native(&mut self, part: &Part) -> Option<Fragment> {
        if part.is_constant {
            let value = self.constant(part)?;
            let column = match part.kind {
                Type::Text => ColumnType::Text,
                Type::Boolean => ColumnType::Bool,
                Type::Date => ColumnType::Date,
                Type::DateTime => ColumnType::Instant,
                Type::Record => ColumnType::Id,
                _ => return None,
            };
            return Some(Fragment::bind(column, value));
        }
        match &part.what {
            What::Place(place) if !place.is_many => match &place.leaf {
                Leaf::Column { column, .. } if !matches!(column, ColumnType::TextList) => Some(self.scalar(place)),
                _ => None,
            },
            What::Call(name @ ("MIN" | "MAX"), parts) => match parts.as_slice() {
                [Part { what: What::Place(place), .. }] if place.is_many && place.leaf != Leaf::Rows => {
                    let rows = self.many(place);
                    Some(sql!["(SELECT ", *name, "(", rows.leaf, ")", rows.from, ")"])
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn compare_numbers(
        &mut self,
        operator: BinaryOperator,
        left: &Part,
        right: &Part,
        whole: &Part,
    ) -> Option<Condition> {
        let (one, two) = (self.whole(left, None)?, self.whole(right, None)?);
        if let Some((one, two)) = Side::comparable(&one, &two) {
            return Some(compared(operator, one, two));
        }
        // In whole numbers it is exact for all but the largest amounts: for those, and only for those, the evaluator.
        let guards = one.guarded(&two)?;
        for digits in (6..=15).rev() {
            let limit = Some(digits);
            let (one, two) = (self.whole(left, limit)?, self.whole(right, limit)?);
            let Some((one, two)) = Side::comparable(&one, &two) else { continue };
            let limit = 10_i64.pow(digits).to_string();
            let small = guards.iter().map(|name| sql!["coalesce(", name, ",0) BETWEEN -", &limit, " AND ", &limit]);
            let small = joined(small, " AND ");
            let fast = compared(operator, one, two).strict();
            let slow = self.handed_over(whole, Form::Condition);
            return Some(Condition::sure(sql!["CASE WHEN ", small, " THEN ", fast, " ELSE ", slow, " END"]));
        }
        None
    }
}

fn compared(operator: BinaryOperator, one: Fragment, two: Fragment) -> Condition {
    match operator {
        BinaryOperator::Equal => Condition::sure(sql![one, " IS ", two]),
        BinaryOperator::NotEqual => Condition::sure(sql![one, " IS NOT ", two]),
        other => Condition::loose(sql![one, other.sign(), two]),
    }
}

/// Every place that a part reads, with its path.
fn places_of<'a>(part: &'a Part, found: &mut Vec<(Path, &'a Place)>) {
    match &part.what {
        What::Given => {}
        What::Place(place) => {
            if let Node::Path(path) = &part.ast.node {
                found.push((path.clone(), place));
            }
        }
        What::Minus(inner) | What::Not(inner) => places_of(inner, found),
        What::Binary(_, left, right) => {
            places_of(left, found);
            places_of(right, found);
        }
        What::Call(_, parts) => parts.iter().for_each(|part| places_of(part, found)),
    }
}

/// Whether the value of a part that SQLite keeps as a number of a column can be written without the evaluator.
pub(crate) fn exact_in(whole: &Whole, column: ColumnType) -> bool {
    match column {
        ColumnType::Decimal { precision, scale } => {
            whole.scale == u32::from(scale) && whole.bound < 10_u128.pow(u32::from(precision))
        }
        ColumnType::Int => whole.scale == 0 && whole.is_exact(),
        _ => false,
    }
}

/// The bind of a whole constant.
pub(crate) fn whole_bind(number: i64) -> Fragment {
    Fragment::bind(ColumnType::Int, Value::Int(number))
}
