//! What editors of expressions ask: the functions there are, and what is wrong with a text.

use engine_access::Actor;
use engine_expressions::{Environment, Inspection, Name, PathType, Type, functions, inspect};
use engine_model::{Reach, RecordPaths};
use engine_query::{Sight, SqlExpression, SqlLimits, SqlNames};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::documents::admit;
use crate::world::not_found;
use crate::{Answer, Tenon};

/// Where an expression stands: that decides which names it may use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpressionPlace {
    /// A computed field: along every relation.
    Formula,
    /// The filter of a roll-up, about one of the rows.
    RollupFilter,
    /// The default of a field: no record yet.
    Default,
    /// A validation rule or the entry condition of a stage: also what is stored, under `old`.
    Rule,
    /// When a field is shown, required or read-only; a branch of a flow.
    #[default]
    Condition,
    /// When a block of a print is there.
    Print,
    /// The filter of a list, computed by the database with the eyes of whoever asks.
    Filter,
}

impl ExpressionPlace {
    /// How far it reaches; none where the database's own names hold.
    fn reach(self) -> Option<Reach> {
        Some(match self {
            Self::Formula | Self::RollupFilter => Reach::Everywhere,
            Self::Default => Reach::Nothing,
            Self::Rule => Reach::Written,
            Self::Condition => Reach::OneReference,
            Self::Print => Reach::Own,
            Self::Filter => return None,
        })
    }
}

/// An expression as it is being written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpressionBody {
    /// The object whose records it is about.
    pub object: String,
    /// The text.
    pub text: String,
    /// Where it stands.
    #[serde(default)]
    pub place: ExpressionPlace,
    /// How many characters stand before the caret; with it come completions.
    #[serde(default)]
    pub caret: Option<usize>,
    /// The type that the result must have.
    #[serde(default)]
    pub result: Option<Type>,
}

/// Every function: `{"data": [{"name", "family", "usage", "help": {language: text}, "examples": [{"text", "result"}]}]}`.
/// A function that no database computes has the reason as `memory_only`.
#[must_use]
pub fn expression_functions() -> Json {
    let data: Vec<Json> = functions()
        .map(|function| {
            let examples: Vec<Json> =
                function.examples.iter().map(|(text, result)| json!({"text": text, "result": result})).collect();
            json!({
                "name": function.name,
                "family": function.family,
                "usage": function.written(),
                "help": {"zh-CN": function.zh, "en": function.en},
                "examples": examples,
                "memory_only": function.memory_only,
            })
        })
        .collect();
    json!({"data": data})
}

/// Errors with their places in characters, the type of the result, and what may stand at the caret.
///
/// # Errors
/// `forbidden`; `object_not_found`.
pub fn inspect_expression(tenon: &Tenon, actor: &Actor, body: &ExpressionBody) -> Answer<Json> {
    admit(actor)?;
    let world = tenon.world();
    let model = world.model();
    let object = model.object_named(&body.object).ok_or_else(|| not_found(&body.object))?;
    let wanted = body.result.as_ref();
    let paths = |reach| RecordPaths::new(model, object, reach).in_language(&actor.language);
    Ok(json!(match body.place.reach() {
        Some(reach) => inspect(&body.text, body.caret, &paths(reach), wanted),
        None => {
            let sight = Sight::Reader(world.reader(actor));
            let names = SqlNames { sight, object };
            let offered = paths(Reach::OneReference);
            let inspection = inspect(&body.text, body.caret, &Both { names, offered }, wanted);
            let found = SqlExpression::compile(&body.text, names, wanted, SqlLimits::REQUEST).err();
            Inspection { errors: found.unwrap_or_default(), ..inspection }
        }
    }))
}

/// What the database knows, offered with the labels that people read.
struct Both<'a> {
    names: SqlNames<'a>,
    offered: RecordPaths<'a>,
}

impl Environment for Both<'_> {
    fn resolve(&self, path: &[&str]) -> Option<PathType> {
        self.names.resolve(path)
    }

    fn names(&self, path: &[&str]) -> Vec<Name> {
        let is_known = |name: &Name| {
            let whole: Vec<&str> = path.iter().copied().chain([name.name.as_str()]).collect();
            self.names.resolve(&whole).is_some()
        };
        self.offered.names(path).into_iter().filter(is_known).collect()
    }
}
