//! Computed fields: what a write costs that goes up two levels beside the same write without. In this process, through
//! the services, on both databases.

use std::sync::Arc;

use engine_access::Actor;
use engine_services::{Tenon, check_computed, create, read};
use engine_values::Id;
use serde_json::{Map, Value as Json, json};

use crate::documents::{field, object, reference, role, rollup};
use crate::figures::{Figures, Unit};
use crate::place::{Place, told};
use crate::process::{processor_time, rest};
use crate::{Options, Outcome, report};

/// Deals that the writes are spread over.
const DEALS: usize = 50;
/// Blocks of each kind of write, in turn; the one with the least processor time counts.
const BLOCKS: usize = 3;

/// Measures both databases.
pub(crate) async fn measure(options: &Options) -> Outcome<String> {
    let writes = if options.quick { 100 } else { 2000 };
    let mut figures = Figures::new();
    for url in Place::wanted(options) {
        let place = Place::make("computed", url).await?;
        place.without_helpers().await?;
        let (tenon, actor) = place.open_with(documents()).await?;
        let plain = Side::make(&tenon, &actor, "plain_").await?;
        let graph = Side::make(&tenon, &actor, "").await?;
        let (mut least_plain, mut least_graph) = (f64::INFINITY, f64::INFINITY);
        for block in 0..BLOCKS {
            report::tell(&format!("{}: block {} of {BLOCKS}, {writes} writes each", place.name(), block + 1));
            least_plain = least_plain.min(plain.cost(&place, &tenon, &actor, writes).await?);
            least_graph = least_graph.min(graph.cost(&place, &tenon, &actor, writes).await?);
        }
        compare(&tenon, &actor, &graph, BLOCKS * (writes + writes / 10)).await?;
        let figure = format!(
            "a write with 3 roll-ups up two levels, processor ({least_graph:.3} ms), beside the plain write ({least_plain:.3} ms)"
        );
        figures.at_most(place.name(), &figure, least_graph / least_plain, 2.0, Unit::Times);
        drop(tenon);
        place.close().await?;
    }
    Ok(figures.finish())
}

/// One kind of write with the records that it refers to.
struct Side {
    receipt: String,
    client: Id,
    deals: Vec<Id>,
}

impl Side {
    async fn make(tenon: &Tenon, actor: &Arc<Actor>, prefix: &str) -> Outcome<Self> {
        let client = made(tenon, actor, &format!("{prefix}client"), json!({"name": "c"})).await?;
        let mut deals = Vec::with_capacity(DEALS);
        for place in 0..DEALS {
            let deal = json!({"name": format!("d{place}"), "client": client});
            deals.push(made(tenon, actor, &format!("{prefix}deal"), deal).await?);
        }
        Ok(Self { receipt: format!("{prefix}receipt"), client, deals })
    }

    /// Milliseconds of processor that one new receipt costs, after a tenth as many that are not counted.
    async fn cost(&self, place: &Place, tenon: &Tenon, actor: &Arc<Actor>, writes: usize) -> Outcome<f64> {
        self.write(tenon, actor, writes / 10).await?;
        let workers = place.workers().await?;
        rest(5).await;
        let before = processor_time(&workers);
        self.write(tenon, actor, writes).await?;
        rest(5).await;
        let spent = processor_time(&workers).saturating_sub(before);
        Ok(spent as f64 / 1e6 / writes as f64)
    }

    async fn write(&self, tenon: &Tenon, actor: &Arc<Actor>, writes: usize) -> Outcome<()> {
        for place in 0..writes {
            let deal = self.deals.get(place % DEALS);
            made(tenon, actor, &self.receipt, json!({"name": "r", "deal": deal, "amount": "12.50"})).await?;
        }
        Ok(())
    }
}

/// The client has what all receipts come to, and every stored value is what a recompute gives.
async fn compare(tenon: &Tenon, actor: &Arc<Actor>, side: &Side, receipts: usize) -> Outcome<()> {
    let client = read(tenon, actor, "client", side.client, &[]).await.map_err(told)?;
    let client: Json = serde_json::from_slice(&client.body)?;
    let wanted = format!("{}.{:02}", receipts * 1250 / 100, receipts * 1250 % 100);
    if client.get("paid").and_then(Json::as_str) != Some(wanted.as_str()) {
        return Err(format!("the client has {:?} of {receipts} receipts, wanted {wanted}", client.get("paid")).into());
    }
    let findings = check_computed(tenon).await.map_err(told)?;
    match findings.iter().find(|finding| finding.wrong > 0) {
        Some(wrong) => Err(format!("{wrong:?}").into()),
        None => Ok(()),
    }
}

async fn made(tenon: &Tenon, actor: &Arc<Actor>, object: &str, body: Json) -> Outcome<Id> {
    let body: Map<String, Json> = body.as_object().cloned().unwrap_or_default();
    let reply = create(tenon, actor, object, body, Vec::new(), None).await.map_err(told)?;
    let record: Json = serde_json::from_slice(&reply.body)?;
    let id = record.get("id").and_then(Json::as_str).ok_or("no id")?;
    Ok(id.parse()?)
}

/// Clients, deals and receipts: three roll-ups over two levels, and the same without any.
fn documents() -> Vec<Json> {
    let mut documents = vec![role()];
    for prefix in ["", "plain_"] {
        let named = |name: &str| format!("{prefix}{name}");
        let (mut client, mut deal) = (Vec::new(), vec![reference("client", &named("client"))]);
        if prefix.is_empty() {
            client.push(rollup("paid", "deal", "client", &json!({"function": "sum", "of": "paid"})));
            deal.push(rollup("paid", "receipt", "deal", &json!({"function": "sum", "of": "amount"})));
            deal.push(rollup("receipts", "receipt", "deal", &json!({"function": "count"})));
        }
        documents.push(object(&named("client"), client));
        documents.push(object(&named("deal"), deal));
        let amount = field("amount", "money", json!({}));
        documents.push(object(&named("receipt"), vec![reference("deal", &named("deal")), amount]));
    }
    documents
}
