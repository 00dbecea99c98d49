//! `cargo dev reset`: the demo as on the first day.

use crate::outcome::{Outcome, While as _};
use crate::places::Places;
use crate::say;

/// Deletes the demo's data folder and nothing else.
pub(crate) fn run(places: &Places) -> Outcome {
    let folder = places.demo_data();
    if !folder.exists() {
        say::line(&format!("{} does not exist.", folder.display()));
        return Ok(());
    }
    std::fs::remove_dir_all(&folder).while_doing(&folder.display().to_string())?;
    say::line(&format!("{} is deleted; the next `cargo demo` makes a new one.", folder.display()));
    Ok(())
}
