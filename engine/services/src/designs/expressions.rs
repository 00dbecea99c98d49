//! What editors of expressions ask: the functions there are, and what is wrong with a text.

use engine_access::Actor;
use engine_expressions::{Type, functions, inspect};
use engine_model::{Reach, RecordPaths};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::documents::admit;
use crate::world::not_found;
use crate::{Answer, Tenon};

/// An expression as it is being written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpressionBody {
    /// The object whose records it is about.
    pub object: String,
    /// The text.
    pub text: String,
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
    let environment = RecordPaths::new(model, object, Reach::OneReference).in_language(&actor.language);
    Ok(json!(inspect(&body.text, body.caret, &environment, body.result.as_ref())))
}
