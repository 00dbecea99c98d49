//! The table of rates as an administrator with the system right `metadata` keeps it, and everybody reads it.

use engine_access::Actor;
use engine_definitions::SystemRight;
use engine_errors::{Code, Problem};
use engine_fields::currency_decimals;
use engine_store::{Db, tables};
use engine_values::{Date, Decimal, instant_to_text};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::directory::mark_changed;
use crate::rates::COMPANY_CURRENCY;
use crate::records::backfill;
use crate::{Answer, Failure, Tenon};

/// Digits after the point that a rate keeps.
const SCALE: u32 = 8;
/// A rate has at most ten digits before the point.
const LIMIT: i64 = 10_000_000_000;
/// Longest name of a source, in characters.
const SOURCE_CHARS: usize = 200;

/// A rate to write: currency, date and rate; or the company currency alone.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RateBody {
    /// ISO 4217 code.
    pub currency: String,
    /// The first day on which it holds.
    pub date: String,
    /// Units of the company currency for one unit.
    pub rate: Json,
    /// Where it was taken from.
    pub source: Option<String>,
    /// The currency that the company counts in; it cannot change once there are rates.
    pub company_currency: Option<String>,
}

/// Every rate, the newest first, and the company currency.
///
/// # Errors
/// When the database does not answer.
pub async fn currency_rates(tenon: &Tenon, currency: Option<&str>) -> Answer<Json> {
    let world = tenon.world();
    let rates = tenon.store.read(async |db: &mut Db| tables::currency_rates::all(db).await).await?;
    let mut rates: Vec<_> =
        rates.into_iter().filter(|rate| currency.is_none_or(|currency| currency == rate.currency)).collect();
    rates.sort_by(|one, other| (other.day, &one.currency).cmp(&(one.day, &other.currency)));
    let data: Vec<Json> = rates
        .iter()
        .map(|rate| {
            json!({
                "currency": rate.currency,
                "date": rate.day.to_string(),
                "rate": rate.rate.normalize().to_string(),
                "source": rate.source,
                "changed_at": instant_to_text(rate.changed_at),
                "changed_by": rate.changed_by.map(|user| json!({"id": user, "label": world.person_label(user)})),
            })
        })
        .collect();
    Ok(json!({"company_currency": world.directory.rates.company(), "data": data}))
}

/// Writes a rate or the company currency.
///
/// # Errors
/// `forbidden`, every problem of the body, `company_currency_fixed`; nothing is stored then.
pub async fn put_currency_rate(tenon: &Tenon, actor: &Actor, body: RateBody) -> Answer<()> {
    admit(actor)?;
    match body.company_currency.clone() {
        Some(currency) => put_company_currency(tenon, currency, &body).await?,
        None => {
            let rate = checked(tenon, actor, body)?;
            let world = tenon.world();
            tenon
                .store
                .write(async move |db: &mut Db| -> Answer<()> {
                    tables::currency_rates::put(db, &rate).await?;
                    mark_changed(db).await?;
                    backfill::after_rates(db, world.model()).await?;
                    Ok(())
                })
                .await?;
        }
    }
    tenon.reload_directory().await
}

async fn put_company_currency(tenon: &Tenon, currency: String, body: &RateBody) -> Answer<()> {
    let is_alone = body.currency.is_empty() && body.date.is_empty() && body.rate.is_null() && body.source.is_none();
    if !is_alone || currency_decimals(&currency).is_none() {
        return Err(Problem::at(Code::OptionUnknown, "/company_currency").with("value", currency).into());
    }
    tenon
        .store
        .write(async move |db: &mut Db| -> Answer<()> {
            // Every rate and every stored amount says what something is worth in the present one.
            if !tables::currency_rates::all(db).await?.is_empty() {
                return Err(Failure::new(Code::CompanyCurrencyFixed));
            }
            tables::settings::put(db, COMPANY_CURRENCY, &json!(currency)).await?;
            mark_changed(db).await?;
            Ok(())
        })
        .await
}

/// Takes a rate away. Amounts that were stored with it keep theirs; stored formulas that look rates up are computed again.
///
/// # Errors
/// `forbidden`, `currency_rate_not_found`.
pub async fn delete_currency_rate(tenon: &Tenon, actor: &Actor, currency: &str, date: &str) -> Answer<()> {
    admit(actor)?;
    let unknown = || Failure::new(Code::CurrencyRateNotFound).with("currency", currency).with("date", date);
    let day: Date = date.parse().map_err(|_| unknown())?;
    let code = currency.to_owned();
    let world = tenon.world();
    let removed = tenon
        .store
        .write(async move |db: &mut Db| -> Answer<bool> {
            let removed = tables::currency_rates::remove(db, &code, day).await?;
            mark_changed(db).await?;
            backfill::after_rates(db, world.model()).await?;
            Ok(removed)
        })
        .await?;
    tenon.reload_directory().await?;
    if removed { Ok(()) } else { Err(unknown()) }
}

fn admit(actor: &Actor) -> Answer<()> {
    let may = actor.grants.has_system_right(SystemRight::Metadata);
    if may { Ok(()) } else { Err(Failure::new(Code::Forbidden)) }
}

fn checked(tenon: &Tenon, actor: &Actor, body: RateBody) -> Answer<tables::currency_rates::CurrencyRate> {
    let RateBody { currency, date, rate, source, .. } = body;
    let mut problems = Vec::new();
    let is_own = currency == tenon.world().directory.rates.company();
    if is_own || currency_decimals(&currency).is_none() {
        problems.push(Problem::at(Code::OptionUnknown, "/currency").with("value", currency.as_str()));
    }
    let day = date.parse::<Date>().ok();
    if day.is_none() {
        problems.push(Problem::at(Code::TypeMismatch, "/date").with("expected", "date"));
    }
    let text = rate.as_str().map_or_else(|| rate.to_string(), str::to_owned);
    let number = Decimal::from_str_exact(text.trim()).ok();
    match number {
        None => problems.push(Problem::at(Code::TypeMismatch, "/rate").with("expected", "decimal")),
        Some(number) if number.normalize().scale() > SCALE => {
            problems.push(Problem::at(Code::TooManyDecimals, "/rate").with("scale", SCALE));
        }
        Some(number) if number <= Decimal::ZERO || number >= Decimal::from(LIMIT) => {
            problems.push(Problem::at(Code::OutOfRange, "/rate").with("min", "0.00000001").with("max", LIMIT));
        }
        Some(_) => {}
    }
    let source = source.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if source.as_ref().is_some_and(|text| text.chars().count() > SOURCE_CHARS) {
        problems.push(Problem::at(Code::TooLong, "/source").with("max", SOURCE_CHARS));
    }
    match (day, number) {
        (Some(day), Some(rate)) if problems.is_empty() => Ok(tables::currency_rates::CurrencyRate {
            currency,
            day,
            rate,
            source,
            changed_at: tenon.clock.now(),
            changed_by: Some(actor.user),
        }),
        _ => Err(Failure::problems(problems)),
    }
}
