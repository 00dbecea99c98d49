//! A formula of thirty nodes over a hundred thousand rows: in memory, and as a filter in SQL beside the same filter
//! written by hand.

mod rows;

use std::sync::Arc;
use std::time::Instant;

use engine_access::Actor;
use engine_expressions::{Ast, CheckedExpression, Node, Type, compile, evaluate};
use engine_model::{Reach, RecordPaths};
use engine_query::{ListRequest, count, filter_from_json, list};
use engine_services::Tenon;
use engine_store::{Db, StoreError};
use engine_values::{Id, Value};
use rusqlite::Connection;
use serde_json::json;
use tokio_postgres::Client;

use self::rows::{Names, Row};
use crate::figures::{Figures, Unit};
use crate::place::Place;
use crate::process::{processor_time, rest};
use crate::{Options, Outcome, report};

/// A condition of thirty nodes.
const CONDITION: &str = "(quantity * price - discount > 5000 AND priority <= 3) OR \
    (closed AND signed_on >= DATE(2026, 3, 1) AND level = \"a\" AND price * 2 > budget)";
/// An amount of thirty nodes, each of which every row needs; compared with a number it is a condition too.
const AMOUNT: &str = "ROUND((quantity * price - discount) * (1 - priority / 100) + quantity * 2.5 - discount * 2, 2) + \
    price * (quantity - 1) + ABS(budget)";
/// The condition by hand, with blanks as formulas have them.
const CONDITION_SQLITE: &str = "({quantity} * {price} - coalesce({discount}, 0) > 500000 AND {priority} <= 3) OR \
    ({closed} AND {signed_on} >= '2026-03-01' AND {level} = 'a' AND {price} * 2 > {budget})";
const CONDITION_POSTGRES: &str = "({quantity} * {price} - coalesce({discount}, 0) > 5000 AND {priority} <= 3) OR \
    ({closed} AND {signed_on} >= date '2026-03-01' AND {level} = 'a' AND {price} * 2 > {budget})";
/// How often each side runs, in turn; the run with the least processor time counts.
const RUNS: usize = 9;
/// Statements of one run: the kernel counts in steps of some milliseconds.
const STATEMENTS: usize = 10;
/// How many nodes a formula has here.
const NODES: usize = 30;

/// Measures memory once and both databases.
pub(crate) async fn measure(options: &Options) -> Outcome<String> {
    let rows = options.rows.unwrap_or(if options.quick { 10_000 } else { 100_000 });
    let mut figures = Figures::new();
    for url in Place::wanted(options) {
        let place = Place::make("expressions", url).await?;
        place.without_helpers().await?;
        let (tenon, actor) = place.open_with(rows::documents()).await?;
        let names = Names::of(tenon.world().model())?;
        rows::fill(&place, &names, rows).await?;
        let loaded = rows::load(&tenon, &actor).await?;
        if loaded.len() != rows {
            return Err(format!("{} of {rows} rows", loaded.len()).into());
        }
        let most = 150.0 * rows as f64 / 100_000.0;
        let found = in_memory(&tenon, CONDITION, Type::Boolean, &loaded)?;
        let figure = format!("condition of {NODES} nodes over {rows} rows in memory");
        figures.at_most(place.name(), &figure, found.milliseconds, most, Unit::Milliseconds);
        let amount = in_memory(&tenon, AMOUNT, Type::Number, &loaded)?;
        let figure = format!("amount of {NODES} nodes over {rows} rows in memory");
        figures.at_most(place.name(), &figure, amount.milliseconds, most, Unit::Milliseconds);
        as_filter(&place, &tenon, &actor, &names, &found.holding, &mut figures).await?;
        place.close().await?;
    }
    Ok(figures.finish())
}

/// What evaluating over all rows gave.
struct Found {
    milliseconds: f64,
    /// The keys where it is true.
    holding: Vec<Id>,
}

fn in_memory(tenon: &Tenon, text: &str, wanted: Type, rows: &[Vec<Value>]) -> Outcome<Found> {
    let world = tenon.world();
    let deal = world.model().object_named("deal").ok_or("no object deal")?;
    let names = RecordPaths::new(world.model(), deal, Reach::Own);
    let formula: CheckedExpression = compile(text, &names, Some(&wanted)).map_err(|errors| format!("{errors:?}"))?;
    let nodes = nodes(&formula.ast);
    if nodes != NODES {
        return Err(format!("{text} has {nodes} nodes").into());
    }
    let mut milliseconds = f64::INFINITY;
    let mut values = Vec::with_capacity(rows.len());
    for _ in 0..RUNS {
        values.clear();
        let started = Instant::now();
        for row in rows {
            values.push(evaluate(&formula, &Row(row)).map_err(|error| format!("{error:?}"))?);
        }
        milliseconds = milliseconds.min(started.elapsed().as_secs_f64() * 1000.0);
    }
    let holding = rows.iter().zip(&values).filter(|(_, value)| **value == Value::Bool(true));
    Ok(Found { milliseconds, holding: sorted(holding.filter_map(|(row, _)| row.first().and_then(Value::as_id))) })
}

fn nodes(ast: &Ast) -> usize {
    1 + match &ast.node {
        Node::Call { arguments, .. } => arguments.iter().map(nodes).sum(),
        Node::Unary { operand, .. } => nodes(operand),
        Node::Binary { left, right, .. } => nodes(left) + nodes(right),
        _ => 0,
    }
}

fn sorted(ids: impl Iterator<Item = Id>) -> Vec<Id> {
    let mut ids: Vec<Id> = ids.collect();
    ids.sort_unstable();
    ids
}

/// The condition as a filter beside the hand-written one: the same records, and the processor time of counting them.
async fn as_filter(
    place: &Place,
    tenon: &Tenon,
    actor: &Arc<Actor>,
    names: &Names,
    holding: &[Id],
    figures: &mut Figures,
) -> Outcome<()> {
    let hand = match place.client().await? {
        Some(client) => Hand::Postgres(client),
        None => Hand::Sqlite(Connection::open(place.file())?),
    };
    let text = hand.text(names);
    let ids = hand.ids(names, &text).await?;
    let seen = ids_of_filter(tenon, actor, CONDITION).await?;
    if ids != holding || seen != holding {
        let counts = (holding.len(), seen.len(), ids.len());
        return Err(format!("the condition holds differently in memory, as a filter and by hand: {counts:?}").into());
    }
    report::tell(&format!("{}: {} rows are found", place.name(), ids.len()));
    let workers = place.workers().await?;
    let (mut least_hand, mut least_own) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..RUNS {
        let before = settled(&workers).await;
        for _ in 0..STATEMENTS {
            counted(hand.count(&text).await?, holding.len())?;
        }
        let between = settled(&workers).await;
        for _ in 0..STATEMENTS {
            counted(count_of_filter(tenon, actor, CONDITION).await?, holding.len())?;
        }
        let after = settled(&workers).await;
        least_hand = least_hand.min(between.saturating_sub(before) as f64 / 1e6 / STATEMENTS as f64);
        least_own = least_own.min(after.saturating_sub(between) as f64 / 1e6 / STATEMENTS as f64);
    }
    let figure =
        format!("the condition as a filter, processor ({least_own:.1} ms), beside SQL by hand ({least_hand:.1} ms)");
    figures.at_most(place.name(), &figure, least_own / least_hand, 1.3, Unit::Times);
    let before = settled(&workers).await;
    count_of_filter(tenon, actor, &format!("{AMOUNT} > 5000")).await?;
    let spent = settled(&workers).await.saturating_sub(before) as f64 / 1e6;
    figures.told(place.name(), "the amount as a filter, processor", spent, Unit::Milliseconds);
    Ok(())
}

/// Processor time after a pause in which the kernel writes down what was used.
async fn settled(workers: &[u32]) -> u64 {
    rest(5).await;
    processor_time(workers)
}

fn counted(found: i64, wanted: usize) -> Outcome<()> {
    if usize::try_from(found) == Ok(wanted) { Ok(()) } else { Err(format!("{found} rows for {wanted}").into()) }
}

/// SQL written by hand, through the driver.
enum Hand {
    Sqlite(Connection),
    Postgres(Client),
}

impl Hand {
    fn text(&self, names: &Names) -> String {
        let condition = match self {
            Self::Sqlite(_) => CONDITION_SQLITE,
            Self::Postgres(_) => CONDITION_POSTGRES,
        };
        format!("FROM {} WHERE {}", names.table, names.physical(condition))
    }

    async fn count(&self, text: &str) -> Outcome<i64> {
        let sql = format!("SELECT count(*) {text}");
        Ok(match self {
            Self::Sqlite(connection) => connection.query_row(&sql, [], |row| row.get(0))?,
            Self::Postgres(client) => client.query_one(&sql, &[]).await?.get(0),
        })
    }

    async fn ids(&self, names: &Names, text: &str) -> Outcome<Vec<Id>> {
        let sql = names.physical(&format!("SELECT {{id}} {text}"));
        Ok(match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare(&sql)?;
                let found = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?.collect::<Result<Vec<_>, _>>()?;
                sorted(found.iter().filter_map(|bytes| Id::from_slice(bytes).ok()))
            }
            Self::Postgres(client) => sorted(client.query(&sql, &[]).await?.iter().map(|row| row.get::<_, Id>(0))),
        })
    }
}

async fn ids_of_filter(tenon: &Tenon, actor: &Actor, condition: &str) -> Outcome<Vec<Id>> {
    let world = tenon.world();
    let deal = world.model().object_named("deal").ok_or("no object deal")?;
    let (reader, dialect) = (world.reader(actor), tenon.store().dialect());
    let scope = reader.reading(deal);
    let filter = filter_from_json(reader, deal, &scope, &json!({"expression": condition}));
    let filter = Some(filter.map_err(|problems| format!("{problems:?}"))?);
    let fields = deal.field_named("id").map(|(index, _)| index).into_iter().collect();
    let request = ListRequest { fields, filter, limit: 10_000_000, ..ListRequest::default() };
    let plan = list(dialect, reader, deal, &scope, &request).map_err(|problem| format!("{problem:?}"))?;
    let rows = tenon.store().scan(async move |db: &mut Db| -> Result<_, StoreError> { db.rows(&plan.statement).await });
    Ok(sorted(rows.await?.iter().filter_map(|row| row.first().and_then(Value::as_id))))
}

async fn count_of_filter(tenon: &Tenon, actor: &Actor, condition: &str) -> Outcome<i64> {
    let world = tenon.world();
    let deal = world.model().object_named("deal").ok_or("no object deal")?;
    let (reader, dialect) = (world.reader(actor), tenon.store().dialect());
    let scope = reader.reading(deal);
    let filter = filter_from_json(reader, deal, &scope, &json!({"expression": condition}));
    let filter = Some(filter.map_err(|problems| format!("{problems:?}"))?);
    let statement = count(dialect, reader, deal, &scope, &ListRequest { filter, ..ListRequest::default() });
    let row = tenon.store().scan(async move |db: &mut Db| -> Result<_, StoreError> { db.row(&statement).await });
    Ok(row.await?.and_then(|row| row.first().and_then(Value::as_int)).ok_or("no count")?)
}
