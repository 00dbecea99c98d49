//! What the program says in a terminal.

use engine_services::{Failure, locales};
use tracing_subscriber::EnvFilter;

/// Starts the log: to standard error, `TENON_LOG` sets the level.
pub(crate) fn start_log() {
    let filter = EnvFilter::try_from_env("TENON_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

/// Prints a line for the person at the terminal.
#[expect(clippy::print_stdout, reason = "this is the program's own voice")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

/// Shows how far a long verb is, over the line that was shown before; on standard error, so that no output holds it.
#[expect(clippy::print_stderr, reason = "this is the program's own voice")]
pub(crate) fn progress(line: &str) {
    use std::io::IsTerminal as _;
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[2K{line}");
    }
}

/// Says why a verb failed, in the language of the terminal.
#[expect(clippy::print_stderr, reason = "this is the program's own voice")]
pub(crate) fn refused(failure: &Failure) {
    let language = language();
    eprintln!("tenon: {}", locales::error_text(failure.code, &failure.params, &language));
    for problem in &failure.problems {
        let text = locales::error_text(problem.code, &problem.params, &language);
        let document = problem.document.as_deref().unwrap_or_default();
        eprintln!("  {document}{} [{}] {text}", problem.path, problem.code);
    }
    if let Some(cause) = &failure.cause {
        eprintln!("  ({cause})");
    }
}

/// `LC_ALL` or `LANG`: Chinese when it says so, else English, which every terminal can show.
pub(crate) fn language() -> String {
    let of = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
    let text = of("LC_ALL").or_else(|| of("LANG")).unwrap_or_default();
    if text.starts_with("zh") { "zh-CN".to_owned() } else { "en".to_owned() }
}
