//! `tenon doctor`: what is stored against what should be: tables, numberings, computed values, files, work that was given
//! up. It tells, and mends what can be mended without losing anything.

mod computed;
mod numbers;
mod stored;
mod tables_of_objects;

use serde_json::{Map, Value as Json, json};

use crate::locales;
use crate::records::Told;
use crate::{Answer, Tenon};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Nothing is wrong; somebody may want to know.
    Note,
    /// Something is wrong.
    Fault,
}

/// Something that the doctor has to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// A stable word; `doctor.<code>` is its text.
    pub code: &'static str,
    /// How much it matters.
    pub weight: Weight,
    /// It can be mended without losing anything.
    pub mendable: bool,
    /// It was mended just now.
    pub is_mended: bool,
    /// Values that the text names.
    pub params: Map<String, Json>,
}

impl Finding {
    fn new(code: &'static str, weight: Weight, mendable: bool) -> Self {
        Self { code, weight, mendable, is_mended: false, params: Map::new() }
    }

    fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// The finding in words.
    #[must_use]
    pub fn text(&self, language: &str) -> String {
        let text = locales::message(&format!("doctor.{}", self.code), &self.params, language);
        text.unwrap_or_else(|| format!("{} {}", self.code, json!(self.params)))
    }

    /// True while it is wrong.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.weight == Weight::Fault && !self.is_mended
    }
}

/// Looks at everything; with `repair`, mends what can be mended and tells what it mended. `told` hears how far the records
/// are, which take the longest.
///
/// # Errors
/// Whatever the database says.
pub async fn doctor(tenon: &Tenon, repair: bool, told: Told<'_>) -> Answer<Vec<Finding>> {
    let world = tenon.world();
    let before = examine(tenon, &world, told).await?;
    if !repair || !before.iter().any(|finding| finding.mendable) {
        return Ok(before);
    }
    crate::designs::clean_leftovers(tenon, false).await?;
    tables_of_objects::mend(tenon, &world).await?;
    numbers::mend(tenon, &world).await?;
    // Also the values of columns that were missing until now.
    computed::mend(tenon, told).await?;
    let after = examine(tenon, &world, told).await?;
    let mended = before.into_iter().filter(|finding| finding.mendable && !after.contains(finding));
    let mended: Vec<Finding> = mended.map(|finding| Finding { is_mended: true, ..finding }).collect();
    Ok(mended.into_iter().chain(after).collect())
}

async fn examine(tenon: &Tenon, world: &crate::World, told: Told<'_>) -> Answer<Vec<Finding>> {
    let mut findings = tables_of_objects::examine(tenon, world).await?;
    // A table that lacks a column cannot be asked for its numbers and values.
    if !findings.iter().any(Finding::is_open) {
        findings.extend(numbers::examine(tenon, world).await?);
        findings.extend(computed::examine(tenon, world, told).await?);
    }
    findings.extend(stored::examine(tenon).await?);
    if crate::designs::has_leftovers(tenon).await? {
        findings.push(Finding::new("type_change_left", Weight::Note, true));
    }
    Ok(findings)
}
