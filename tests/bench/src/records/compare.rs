//! Both servers have to answer the same: a floor that does less is no floor.

use serde_json::Value as Json;

use super::cases::{Ask, Case, Traffic};
use crate::Outcome;
use crate::load::Traffic as _;
use crate::wire::{Reply, Wire};

/// Asks both servers once and compares the answers: of reads by value while both hold the same rows, else by their keys.
pub(crate) async fn answers(case: &Case, sides: [(&Traffic, &str); 2], is_fresh: bool) -> Outcome<()> {
    let mut answers = Vec::new();
    for (traffic, address) in sides {
        let (mut wire, mut reply) = (Wire::connect(address).await?, Reply::default());
        // An update reads first; the second round is the change itself.
        for _ in 0..2 {
            let (request, mark) = traffic.of(case).next(0);
            wire.exchange(&request, &mut reply).await?;
            traffic.of(case).answered(mark, &reply)?;
        }
        let mut answer = reply.json()?;
        // The cursors are made differently; that both have one is compared.
        if let Some(next) = answer.get_mut("next") {
            *next = Json::from(next.is_null());
        }
        answers.push(answer);
    }
    let [expected, found] = answers.as_slice() else { return Err("not two sides".into()) };
    let is_same = match case.ask {
        Ask::Get | Ask::Page(_) if is_fresh => expected == found,
        _ => keys(expected) == keys(found),
    };
    if is_same { Ok(()) } else { Err(format!("{}: the floor answers\n{expected}\nTenon\n{found}", case.title).into()) }
}

fn keys(json: &Json) -> Vec<&String> {
    let mut keys: Vec<&String> = json.as_object().map(|object| object.keys().collect()).unwrap_or_default();
    keys.sort();
    keys
}
