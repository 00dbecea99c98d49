//! Files whose content is gone, and work that was given up.

use engine_store::{Db, StoreError, tables};

use super::{Finding, Weight};
use crate::{Answer, Tenon};

/// Rows of files that are looked at in one go.
const LOT: i64 = 1000;
/// Most pieces of given-up work that are told one by one.
const MOST: i64 = 20;

/// Everything that is not a table of an object.
pub(super) async fn examine(tenon: &Tenon) -> Answer<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut after = None;
    loop {
        let files = tenon.store.read(async |db: &mut Db| tables::files::page(db, after, LOT).await).await?;
        for file in &files {
            if tenon.files.open_content(&file.sha256)?.is_none() {
                let name = file.name.as_str();
                let finding = Finding::new("file_missing", Weight::Fault, false).with("name", name);
                findings.push(finding.with("id", file.id.to_string()));
            }
        }
        match files.last() {
            Some(last) => after = Some(last.id),
            None => break,
        }
    }
    let (jobs, effects) = tenon
        .store
        .read(async |db: &mut Db| -> Result<_, StoreError> {
            let jobs = tables::jobs::list(db, "failed", MOST).await?;
            Ok((jobs, tables::outbox::given_up(db, MOST).await?))
        })
        .await?;
    for job in jobs {
        let finding = Finding::new("job_failed", Weight::Fault, false).with("name", job.name);
        findings.push(finding.with("error", job.error.unwrap_or_default()));
    }
    for effect in effects {
        let finding = Finding::new("effect_failed", Weight::Fault, false).with("kind", effect.kind);
        findings.push(finding.with("error", effect.error.unwrap_or_default()));
    }
    Ok(findings)
}
