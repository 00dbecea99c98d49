//! `tenon audit`: the trail of sign-in, checked from the first entry to the last.

use engine_services::{Answer, AuditFault, Tenon, verify_audit};

use crate::console::say;

/// Checks the trail; answers whether it is sound.
pub(crate) async fn verify(tenon: &Tenon) -> Answer<bool> {
    let check = verify_audit(tenon).await?;
    say(&format!("{} sound entries; seal of the last: {}", check.entries, check.seal));
    let Some((place, fault)) = check.fault else { return Ok(true) };
    say(&match fault {
        AuditFault::Missing => format!("entry {place} is missing"),
        AuditFault::Changed => format!("entry {place} is not what was sealed"),
        AuditFault::End => format!("the trail should not end before entry {place}, or its head was changed"),
    });
    Ok(false)
}
