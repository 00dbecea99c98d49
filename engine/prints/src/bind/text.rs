//! One run of template text, checked and compiled once, written out many times.

use engine_errors::{Code, Problem, Problems};
use handlebars::{Output, RenderContext, Renderable, Template};

use super::check::{check_source, check_template};
use super::scope::{Binder, Scope};

/// The longest text one run may produce.
const MAX_OUTPUT: usize = 256 * 1024;

/// Text with or without Handlebars in it.
#[derive(Debug, Clone)]
pub(crate) enum TextTemplate {
    /// No `{{` inside: stands as it is.
    Plain(String),
    /// Compiled Handlebars.
    Compiled(Box<Template>),
}

impl TextTemplate {
    /// Compiles a run; `pointer` is where it stands in the document. A wrong one becomes a problem and stays blank.
    pub fn parse(source: &str, pointer: &str, problems: &mut Problems) -> Self {
        let mut refuse = |reason: &str, detail: String| {
            problems
                .push(Problem::at(Code::PrintTemplateInvalid, pointer).with("reason", reason).with("detail", detail));
            Self::Plain(String::new())
        };
        if let Err((reason, detail)) = check_source(source) {
            return refuse(reason, detail);
        }
        if !source.contains("{{") {
            return Self::Plain(source.to_owned());
        }
        match Template::compile(source) {
            Err(error) => refuse("handlebars", error.reason().to_string()),
            Ok(template) => match check_template(&template) {
                Err((reason, detail)) => refuse(reason, detail),
                Ok(()) => Self::Compiled(Box::new(template)),
            },
        }
    }

    /// The text for this scope. Data is never read as Handlebars again.
    pub fn write(&self, binder: &Binder<'_>, scope: &Scope<'_>, pointer: &str) -> Result<String, Problem> {
        let template = match self {
            Self::Plain(text) => return Ok(text.clone()),
            Self::Compiled(template) => template,
        };
        let mut context = RenderContext::new(None);
        if let Some(block) = context.block_mut() {
            block.set_block_params(scope.parameters());
        }
        let mut output = Limited::default();
        match template.render(binder.registry(), binder.context(), &mut context, &mut output) {
            Ok(()) => Ok(output.text),
            Err(error) => Err(Problem::at(Code::PrintTemplateInvalid, pointer)
                .with("reason", if output.full { "output_too_large" } else { "handlebars" })
                .with("detail", error.to_string())),
        }
    }
}

#[derive(Default)]
struct Limited {
    text: String,
    full: bool,
}

impl Output for Limited {
    fn write(&mut self, segment: &str) -> std::io::Result<()> {
        if self.text.len() + segment.len() > MAX_OUTPUT {
            self.full = true;
            return Err(std::io::Error::other("the text is too long"));
        }
        self.text.push_str(segment);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn reason(source: &str) -> String {
        let mut problems = Vec::new();
        TextTemplate::parse(source, "/body/0", &mut problems);
        problems
            .first()
            .map(|problem| problem.params["reason"].as_str().unwrap_or_default().to_owned())
            .unwrap_or_default()
    }

    #[test]
    fn dangerous_text_is_refused_before_the_parser_sees_it() {
        assert_eq!(reason(&"a".repeat(64 * 1024 + 1)), "text_too_large");
        assert_eq!(reason(&"a".repeat(64 * 1024)), "");
        let deep = |levels: usize| format!("{}x{}", "{{#if a}}".repeat(levels), "{{/if}}".repeat(levels));
        assert_eq!(reason(&deep(33)), "nesting_too_deep");
        assert_eq!(reason(&deep(32)), "");
        assert_eq!(reason(&deep(3000)), "nesting_too_deep");
        assert_eq!(reason(&"{{ # if a}}".repeat(3000)), "nesting_too_deep");
        assert_eq!(reason(&format!("{{{{#if a}}}}{}{{{{/if}}}}", "{{else if b}}".repeat(40))), "nesting_too_deep");
        assert_eq!(reason(&format!("{{{{upper {}a{}}}}}", "(upper ".repeat(40), ")".repeat(40))), "nesting_too_deep");
        assert_eq!(reason("{{{{raw}}}}x{{{{/raw}}}}"), "raw_block");
    }

    #[test]
    fn only_known_helpers_and_no_partials() {
        assert_eq!(reason("{{> other}}"), "partial");
        assert_eq!(reason("{{#> other}}{{/other}}"), "partial");
        assert_eq!(reason("{{* deco}}"), "decorator");
        assert_eq!(reason("{{log record}}"), "helper_unknown");
        assert_eq!(reason("{{upper (log record)}}"), "helper_unknown");
        assert_eq!(reason("{{#exec 'ls'}}{{/exec}}"), "helper_unknown");
        assert_eq!(reason("{{#each a}}{{#each b}}{{#each c}}{{/each}}{{/each}}{{/each}}"), "loops_too_deep");
        assert_eq!(reason("{{#if a}}"), "handlebars");
        assert_eq!(reason("{{money record.amount}} {{#each record.lines}}{{this.name}}{{/each}}"), "");
    }

    #[test]
    fn data_stays_text() {
        let data = json!({"record": {"name": "{{record.secret}}<b>&{{#if x}}", "secret": "s"}});
        let binder = Binder::new(&data, "zh-CN", 480).expect("binds");
        let text = TextTemplate::parse("《{{record.name}}》{{row.x}}{{index}}", "/p", &mut Vec::new());
        let row = json!({"x": "行"});
        let scope = Scope { row: Some((&row, 2)), ..Scope::default() };
        assert_eq!(text.write(&binder, &scope, "/p").expect("writes"), "《{{record.secret}}<b>&{{#if x}}》行3");
        assert_eq!(text.write(&binder, &Scope::default(), "/p").expect("writes"), "《{{record.secret}}<b>&{{#if x}}》");
    }

    #[test]
    fn endless_output_ends() {
        let data = json!({"a": vec!["x".repeat(1000); 600]});
        let binder = Binder::new(&data, "zh-CN", 480).expect("binds");
        let text = TextTemplate::parse("{{#each a}}{{this}}{{/each}}", "/p", &mut Vec::new());
        let problem = text.write(&binder, &Scope::default(), "/p").expect_err("too much");
        assert_eq!(problem.params["reason"], "output_too_large");
    }
}
