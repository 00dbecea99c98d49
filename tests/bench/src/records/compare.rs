//! Both servers have to answer the same: a floor that does less is no floor.

use serde_json::Value as Json;

use super::cases::{Ask, Case, Traffic};
use crate::Outcome;
use crate::load::Traffic as _;
use crate::wire::{Reply, Wire};

/// Asks both servers once and compares the answers of reads whole, of writes by their keys.
pub(crate) async fn answers(
    case: &Case,
    floor: &Traffic,
    floor_at: &str,
    tenon: &Traffic,
    tenon_at: &str,
) -> Outcome<()> {
    let (mut expected, mut found) = (Reply::default(), Reply::default());
    // An update reads first; the second round is the change itself.
    for _ in 0..2 {
        let (request, mark) = floor.of(case).next(0);
        Wire::connect(floor_at).await?.exchange(&request, &mut expected).await?;
        floor.of(case).answered(mark, &expected)?;
        let (request, mark) = tenon.of(case).next(0);
        Wire::connect(tenon_at).await?.exchange(&request, &mut found).await?;
        tenon.of(case).answered(mark, &found)?;
    }
    let (mut expected, mut found) = (expected.json()?, found.json()?);
    for page in [&mut expected, &mut found] {
        // The cursors are made differently; that both have one is compared.
        if let Some(next) = page.get_mut("next") {
            *next = Json::from(next.is_null());
        }
    }
    let same = match case.ask {
        Ask::Get | Ask::Page(_) => expected == found,
        Ask::Create | Ask::Update => keys(&expected) == keys(&found),
    };
    if same { Ok(()) } else { Err(format!("{}: the floor answers\n{expected}\nTenon\n{found}", case.title).into()) }
}

fn keys(json: &Json) -> Vec<&String> {
    let mut keys: Vec<&String> = json.as_object().map(|object| object.keys().collect()).unwrap_or_default();
    keys.sort();
    keys
}
