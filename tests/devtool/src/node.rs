//! What the web app's build and the C parts of some crates need: Node.js, npm, a C compiler.

use crate::debian;
use crate::outcome::{Outcome, refuse};
use crate::program::{Program, exists};

/// The oldest Node.js that Vite runs on.
const OLDEST: (u32, u32) = (20, 19);

/// Makes sure that Node.js and npm are there.
pub(crate) fn node() -> Outcome {
    if version("node").is_none() || version("npm").is_none() {
        debian::install(&["nodejs", "npm"], "Node.js and npm build the web app and are missing.")?;
    }
    match version("node") {
        Some(found) if found >= OLDEST && version("npm").is_some() => Ok(()),
        Some(found) => refuse(format!(
            "Node.js {}.{} is too old for the web app's build: {}.{} or later is wanted. Debian 13 has it as `nodejs`; Debian 12 \
             does not, there use a version manager such as nvm or the archive from the makers of Node.js.",
            found.0, found.1, OLDEST.0, OLDEST.1
        )),
        None => refuse("Node.js was installed and still does not start: see `node --version`."),
    }
}

/// Makes sure that a C compiler is there; SQLite and the cryptography are C.
pub(crate) fn compiler() -> Outcome {
    if exists("cc") { Ok(()) } else { debian::install(&["gcc", "libc6-dev"], "A C compiler (cc) is missing.") }
}

fn version(program: &str) -> Option<(u32, u32)> {
    parse(&Program::new(program).words(&["--version"]).answer()?)
}

fn parse(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim_start_matches('v').split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(parse("v20.20.2"), Some((20, 20)));
        assert!(parse("v18.19.0") < Some(OLDEST));
        assert!(parse("v20.9.0") < Some(OLDEST));
        assert!(parse("v22.1.0") > Some(OLDEST));
        assert_eq!(parse("not found"), None);
    }
}
