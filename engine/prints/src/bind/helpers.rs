//! The Handlebars helpers a template may call; nothing else is callable.

use handlebars::{Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, ScopedJson};
use serde_json::Value;

use super::dates::{DateLook, date_text};
use super::numbers::{decimal_of, grouped, percent};
use super::rmb_capital;

/// Helpers of Handlebars itself that stay.
const BUILT_IN: &[&str] =
    &["if", "unless", "each", "with", "lookup", "eq", "ne", "gt", "gte", "lt", "lte", "and", "or", "not", "len"];

/// Helpers of this file.
const OWN: &[&str] = &["money", "number", "percent", "date", "rmb_capital", "label", "upper", "lower", "mask", "add"];

/// True when a template may call `name`.
pub(super) fn is_allowed(name: &str) -> bool {
    BUILT_IN.contains(&name) || OWN.contains(&name)
}

/// A registry with exactly the allowed helpers, HTML escaping off: the target is paper.
pub(super) fn registry(look: DateLook) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.register_escape_fn(handlebars::no_escape);
    for name in ["log", "raw"] {
        registry.unregister_helper(name);
    }
    let mut add = |name: &str, function: Function| registry.register_helper(name, Box::new(Pure(function)));
    add(
        "money",
        Box::new(|call| {
            let amount = call.number(0, |number| grouped(number, Some(call.decimals().unwrap_or(2))));
            match call.currency() {
                Some(code) if !amount.is_empty() => format!("{code} {amount}"),
                _ => amount,
            }
        }),
    );
    add("number", Box::new(|call| call.number(0, |number| grouped(number, call.decimals()))));
    add("percent", Box::new(|call| call.number(0, |number| percent(number, call.decimals()))));
    add("rmb_capital", Box::new(|call| call.number(0, |number| rmb_capital(number).unwrap_or_default())));
    add(
        "date",
        Box::new(move |call| {
            let text = plain(call.value(0));
            let pattern = call.value(1).as_str();
            date_text(&text, pattern, look).unwrap_or(text)
        }),
    );
    add("label", Box::new(|call| plain(call.value(0))));
    add("upper", Box::new(|call| plain(call.value(0)).to_uppercase()));
    add("lower", Box::new(|call| plain(call.value(0)).to_lowercase()));
    add("mask", Box::new(|call| masked(&plain(call.value(0)))));
    add(
        "add",
        Box::new(|call| {
            let mut numbers = call.0.params().iter().filter_map(|value| decimal_of(value.value()));
            let sum = numbers.try_fold(engine_values::Decimal::ZERO, engine_values::Decimal::checked_add);
            sum.map(|sum| sum.to_string()).unwrap_or_default()
        }),
    );
    registry
}

type Function = Box<dyn Fn(Call<'_, '_>) -> String + Send + Sync>;

/// The arguments of one call.
#[derive(Clone, Copy)]
struct Call<'call, 'reg>(&'call Helper<'reg>);

impl Call<'_, '_> {
    fn value(&self, index: usize) -> &Value {
        self.0.param(index).map_or(&Value::Null, handlebars::PathAndJson::value)
    }

    /// `{{money amount 0}}` or `{{money amount decimals=0}}`.
    fn decimals(&self) -> Option<u32> {
        let given = self.0.hash_get("decimals").or_else(|| self.0.param(1))?;
        u32::try_from(given.value().as_u64()?).ok()
    }

    /// `{{money amount currency=amount_currency}}`: the code stands before the amount, the same in every language.
    fn currency(&self) -> Option<String> {
        self.0.hash_get("currency").map(|given| plain(given.value())).filter(|code| !code.is_empty())
    }

    /// Blank stays blank; text that is no number stays as it is, so that nothing is lost silently.
    fn number(&self, index: usize, write: impl Fn(engine_values::Decimal) -> String) -> String {
        let value = self.value(index);
        decimal_of(value).map_or_else(|| plain(value), write)
    }
}

struct Pure(Function);

impl HelperDef for Pure {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(Value::String((self.0)(Call(helper)))))
    }
}

/// What a person reads of a value: the label of a reference, the items of a list, never brackets or braces.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("、"),
        Value::Object(fields) => {
            ["label", "name", "value"].iter().find_map(|key| fields.get(*key)).map(plain).unwrap_or_default()
        }
    }
}

/// `138****1234`: the first three and last four characters stay when at least four are hidden between them.
fn masked(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (head, tail) = if characters.len() >= 11 { (3, 4) } else { (characters.len().min(1), 0) };
    characters
        .iter()
        .enumerate()
        .map(|(index, character)| {
            let shown = index < head || index + tail >= characters.len();
            if shown { *character } else { '*' }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn written(template: &str, data: &Value) -> String {
        let look = DateLook { chinese: true, utc_offset_minutes: 480 };
        registry(look).render_template(template, data).expect("renders")
    }

    #[test]
    fn helpers_write_what_people_read() {
        let data = json!({
            "amount": "1234567.8", "code": "USD", "rate": "12.50", "day": "2026-11-21", "blank": null,
            "customer": {"id": "1", "label": "华东<重工>&子公司"}, "tags": [{"label": "甲"}, "乙"], "phone": "13812341234",
        });
        for (template, text) in [
            ("{{money amount}}", "1,234,567.80"),
            ("{{money amount currency=code}}", "USD 1,234,567.80"),
            ("{{money amount 0 currency=\"JPY\"}}", "JPY 1,234,568"),
            ("{{money amount currency=blank}}", "1,234,567.80"),
            ("{{money blank currency=code}}", ""),
            ("{{money amount 0}}", "1,234,568"),
            ("{{money blank}}|{{date blank}}|{{missing.deep}}|{{label missing}}", "|||"),
            ("{{money 'n/a'}}", "n/a"),
            ("{{number amount decimals=3}}", "1,234,567.800"),
            ("{{percent rate}}", "12.5%"),
            ("{{date day}} {{date day 'yyyy-MM'}}", "2026年11月21日 2026-11"),
            ("{{rmb_capital amount}}", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角整"),
            ("{{label customer}}", "华东<重工>&子公司"),
            ("{{label tags}}", "甲、乙"),
            ("{{mask phone}} {{mask '张三丰'}}", "138****1234 张**"),
            ("{{add 1 '2.5'}}", "3.5"),
            ("{{upper 'ht'}}{{lower 'A'}}{{upper (label customer)}}", "HTa华东<重工>&子公司"),
            ("{{#if customer}}有{{else}}无{{/if}}", "有"),
        ] {
            assert_eq!(written(template, &data), text, "{template}");
        }
    }
}
