//! `tenon doctor`: one line per finding.

use engine_errors::Code;
use engine_services::{Answer, Failure, Progress, Tenon, doctor, locales};
use serde_json::Map;

use crate::console::{language, progress, say};

/// Says everything that was found; fails when something is wrong and was not mended.
pub(crate) async fn run(tenon: &Tenon, repair: bool) -> Answer<()> {
    let told = |at: Progress<'_>| progress(&format!("{} {} / {}", at.object, at.done, at.total));
    let findings = doctor(tenon, repair, &told).await;
    progress("");
    let findings = findings?;
    let language = language();
    let word = |key: &str| locales::message(&format!("doctor.{key}"), &Map::new(), &language).unwrap_or_default();
    for finding in &findings {
        let rest = match (finding.is_mended, finding.is_open(), finding.mendable) {
            (true, ..) => word("mended"),
            (_, true, true) => word("mendable"),
            (_, true, false) => word("not_mendable"),
            _ => String::new(),
        };
        let rest = if rest.is_empty() { rest } else { format!(" ({rest})") };
        say(&format!("{:<20} {}{rest}", finding.code, finding.text(&language)));
    }
    match findings.iter().filter(|finding| finding.is_open()).count() {
        0 => {
            say(&word("sound"));
            Ok(())
        }
        count => Err(Failure::new(Code::DriftFound).with("count", count)),
    }
}
