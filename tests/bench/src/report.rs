//! Where results go: standard output, and docs/benchmarks.md between two markers.

use std::io::Write as _;
use std::path::PathBuf;

use crate::{Options, Outcome, machine};

/// Prints a result, and keeps it in the document when asked to.
pub(crate) fn give(part: &str, text: &str, options: &Options) -> Outcome<()> {
    let whole = format!("{}\n\n{}", machine::describe()?, text.trim());
    writeln!(std::io::stdout(), "## {part}\n\n{whole}\n")?;
    if options.write {
        keep(part, &whole)?;
    }
    Ok(())
}

/// Says what is going on, beside the result.
pub(crate) fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Says why the bench ended.
pub(crate) fn complain(text: &str) {
    tell(&format!("bench: {text}"));
}

fn keep(part: &str, text: &str) -> Outcome<()> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/benchmarks.md");
    let document = std::fs::read_to_string(&path)?;
    std::fs::write(&path, replaced(&document, part, text).ok_or(format!("no markers for {part}"))?)?;
    Ok(())
}

/// The document with new text between `<!-- bench:part -->` and `<!-- /bench:part -->`.
fn replaced(document: &str, part: &str, text: &str) -> Option<String> {
    let (open, close) = (format!("<!-- bench:{part} -->"), format!("<!-- /bench:{part} -->"));
    let (before, rest) = document.split_once(&open)?;
    let (_, after) = rest.split_once(&close)?;
    Some(format!("{before}{open}\n{text}\n{close}{after}"))
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn only_the_marked_part_changes() {
        let document = "a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb";
        assert_eq!(replaced(document, "x", "new").unwrap(), "a\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\nb");
        assert_eq!(replaced(document, "y", "new"), None);
    }
}
