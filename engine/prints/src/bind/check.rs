//! What Handlebars text may contain. Handlebars aborts the process on very deep nesting,
//! so depth is measured on the raw text before the parser sees it.

use handlebars::Template;
use handlebars::template::{HelperTemplate, Parameter, TemplateElement};

use super::helpers::is_allowed;

/// Largest run.
pub(super) const MAX_BYTES: usize = 64 * 1024;
/// Deepest nesting of blocks, of parentheses, and most `else` branches of a run.
const MAX_DEPTH: usize = 32;
/// Loops inside loops; each level can multiply the work by the rows of a list.
const MAX_LOOPS: usize = 2;

/// Why a text is refused, as the word that the message names.
pub(super) type Refusal = (&'static str, String);

/// Checks size and nesting of the raw text.
pub(super) fn check_source(source: &str) -> Result<(), Refusal> {
    if source.len() > MAX_BYTES {
        return Err(("text_too_large", MAX_BYTES.to_string()));
    }
    if source.contains("{{{{") {
        return Err(("raw_block", "{{{{".to_owned()));
    }
    let (mut depth, mut branches) = (0_usize, 0_usize);
    let mut rest = source;
    while let Some(start) = rest.find("{{") {
        rest = &rest[start + 2..];
        let tag = &rest[..rest.find("}}").unwrap_or(rest.len())];
        let body = tag.trim_start_matches(['{', '~']).trim_start();
        match body.as_bytes().first() {
            Some(b'#') => depth += 1,
            Some(b'^') if body.len() > 1 => depth += 1,
            Some(b'/') => depth = depth.saturating_sub(1),
            _ if body.starts_with("else") => branches += 1,
            _ => {}
        }
        if depth > MAX_DEPTH || branches > MAX_DEPTH || parentheses(tag) > MAX_DEPTH {
            return Err(("nesting_too_deep", MAX_DEPTH.to_string()));
        }
    }
    Ok(())
}

fn parentheses(tag: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for byte in tag.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Checks that a parsed text calls only allowed helpers and uses no partials or decorators.
pub(super) fn check_template(template: &Template) -> Result<(), Refusal> {
    walk(template, 0)
}

fn walk(template: &Template, loops: usize) -> Result<(), Refusal> {
    for element in &template.elements {
        match element {
            TemplateElement::Expression(call) | TemplateElement::HtmlExpression(call) => {
                let called = !call.params.is_empty() || !call.hash.is_empty();
                check_call(call, called)?;
            }
            TemplateElement::HelperBlock(call) => {
                check_call(call, true)?;
                let inner = loops + usize::from(name_of(&call.name) == "each");
                if inner > MAX_LOOPS {
                    return Err(("loops_too_deep", MAX_LOOPS.to_string()));
                }
                for part in [&call.template, &call.inverse].into_iter().flatten() {
                    walk(part, inner)?;
                }
            }
            TemplateElement::DecoratorExpression(_) | TemplateElement::DecoratorBlock(_) => {
                return Err(("decorator", String::new()));
            }
            TemplateElement::PartialExpression(_) | TemplateElement::PartialBlock(_) => {
                return Err(("partial", String::new()));
            }
            _ => {}
        }
    }
    Ok(())
}

fn check_call(call: &HelperTemplate, called: bool) -> Result<(), Refusal> {
    if let Parameter::Subexpression(_) = call.name {
        return Err(("helper_unknown", "(…)".to_owned()));
    }
    if called && !is_allowed(&name_of(&call.name)) {
        return Err(("helper_unknown", name_of(&call.name)));
    }
    call.params.iter().chain(call.hash.values()).try_for_each(check_parameter)
}

fn check_parameter(parameter: &Parameter) -> Result<(), Refusal> {
    let Parameter::Subexpression(inner) = parameter else { return Ok(()) };
    match inner.as_element() {
        TemplateElement::Expression(call) | TemplateElement::HtmlExpression(call) => check_call(call, true),
        _ => Err(("helper_unknown", inner.name().to_owned())),
    }
}

fn name_of(parameter: &Parameter) -> String {
    parameter.as_name().unwrap_or_default().to_owned()
}
