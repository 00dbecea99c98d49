//! `url`: an address on the web.

use engine_errors::{Code, Problem, Problems};
use engine_values::{ColumnType, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::short_text;
use crate::{FieldType, Operator, OptionSets, operator};

/// Longest address in characters.
const MAX: usize = 2000;

/// `url` has no options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {}

/// An address on the web.
pub(crate) struct Url;

impl FieldType for Url {
    const KIND: &'static str = "url";
    type Options = Options;

    fn compile(_options: Options, _sets: &dyn OptionSets) -> Result<Self, Problems> {
        Ok(Self)
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Text)
    }

    fn parse(&self, json: &Json) -> Result<Value, Problem> {
        let value = short_text::parse(json, MAX)?;
        match value.as_text() {
            Some(text) if !is_address(text) => Err(Problem::new(Code::FormatInvalid)),
            _ => Ok(value),
        }
    }

    fn operators(&self) -> &'static [Operator] {
        operator::TEXT
    }

    fn record_schema(&self) -> Json {
        json!({"type": "string", "format": "uri", "maxLength": MAX, "pattern": "^[hH][tT][tT][pP][sS]?://"})
    }

    fn is_text_like(&self) -> bool {
        true
    }

    fn sample() -> (Json, Json) {
        (json!({}), json!("https://example.com/contracts?year=2026"))
    }
}

/// `http` or `https` and a host: whatever else a browser would follow (`javascript:`, `data:`) is no address to click on.
fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // What stands before an @ looks like a host and is none.
    let host = authority.rsplit_once(':').map_or(authority, |(host, port)| {
        if !port.is_empty() && port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit()) {
            host
        } else {
            authority
        }
    });
    let is_name = |host: &str| {
        !host.is_empty()
            && !host.starts_with(['.', '-'])
            && host.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_'))
    };
    let is_number = |host: &str| {
        host.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).is_some_and(|inner| {
            inner.contains(':') && inner.chars().all(|letter| letter.is_ascii_hexdigit() || matches!(letter, ':' | '.'))
        })
    };
    let has_stray = text.chars().any(|letter| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '|' | '}')
    });
    is_web && !has_stray && (is_name(host) || is_number(host))
}
