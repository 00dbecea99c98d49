//! How a verb ends when it cannot go on.

/// Why a verb stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// In words, for the person at the terminal.
    Told(String),
    /// A program failed and has said why itself; more words behind its own would hide them.
    Shown,
}

/// The answer of everything that can fail.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Stops with a sentence.
pub(crate) fn refuse<T>(text: impl Into<String>) -> Outcome<T> {
    Err(Failure::Told(text.into()))
}

/// Says what was being done when the system refused.
pub(crate) trait While<T> {
    fn while_doing(self, what: &str) -> Outcome<T>;
}

impl<T> While<T> for std::io::Result<T> {
    fn while_doing(self, what: &str) -> Outcome<T> {
        self.map_err(|error| Failure::Told(format!("{what}: {error}")))
    }
}
