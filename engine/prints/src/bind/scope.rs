//! What the text of a block can see: the whole data, the row it stands in, the page it stands on.

use engine_errors::{Code, Problem};
use handlebars::{BlockParams, Context, Handlebars};
use serde_json::Value;

use super::dates::DateLook;
use super::helpers;

/// Data and helpers of one render.
pub(crate) struct Binder<'data> {
    registry: Handlebars<'static>,
    context: Context,
    data: &'data Value,
}

impl<'data> Binder<'data> {
    /// Binds the data of one document.
    pub fn new(data: &'data Value, language: &str, utc_offset_minutes: i16) -> Result<Self, Problem> {
        let look = DateLook { chinese: language.starts_with("zh"), utc_offset_minutes };
        let context =
            Context::wraps(data).map_err(|error| Problem::new(Code::Internal).with("detail", error.to_string()))?;
        Ok(Self { registry: helpers::registry(look), context, data })
    }

    pub(super) fn registry(&self) -> &Handlebars<'_> {
        &self.registry
    }

    pub(super) fn context(&self) -> &Context {
        &self.context
    }

    /// The rows at a dotted path; anything that is not a list has none.
    pub fn rows<'a>(&self, path: &str, scope: &Scope<'a>) -> &'a [Value]
    where
        'data: 'a,
    {
        self.value(path, scope).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The value at a dotted path.
    pub fn value<'a>(&self, path: &str, scope: &Scope<'a>) -> Option<&'a Value>
    where
        'data: 'a,
    {
        match (path.strip_prefix("row."), scope.row) {
            (Some(rest), Some((row, _))) => find_path(row, rest),
            _ => find_path(self.data, path),
        }
    }

    /// What a condition sees: the data, with `row` beside it inside a repetition.
    pub fn condition_scope(&self, scope: &Scope<'_>) -> std::borrow::Cow<'data, Value> {
        let Some((row, _)) = scope.row else { return std::borrow::Cow::Borrowed(self.data) };
        let mut data = self.data.clone();
        if let Some(fields) = data.as_object_mut() {
            fields.insert("row".to_owned(), row.clone());
        }
        std::borrow::Cow::Owned(data)
    }
}

/// Where in the document a text stands.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Scope<'a> {
    /// The row of the nearest repetition and its place from 0.
    pub row: Option<(&'a Value, usize)>,
    /// Page and number of pages, in bands.
    pub page: Option<(usize, usize)>,
}

impl Scope<'_> {
    /// The names that stand beside the data: `row`, `index` (from 1), `page`, `pages`.
    pub(super) fn parameters(&self) -> BlockParams<'static> {
        let mut parameters = BlockParams::new();
        let mut add = |name, value| {
            // Invariant: adding to a fresh set cannot fail; the result exists for other implementations.
            let _ = parameters.add_value(name, value);
        };
        if let Some((row, index)) = self.row {
            add("row", row.clone());
            add("index", Value::from(index + 1));
        }
        if let Some((page, pages)) = self.page {
            add("page", Value::from(page));
            add("pages", Value::from(pages));
        }
        parameters
    }
}

/// The value at a dotted path below `data`.
fn find_path<'a>(data: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(data, |value, key| match value {
        Value::Array(items) => key.parse::<usize>().ok().and_then(|index| items.get(index)),
        other => other.get(key),
    })
}
