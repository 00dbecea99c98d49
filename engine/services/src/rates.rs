//! Rates of currencies in memory: small, asked on every write of an amount in another currency, and replaced whole.

use std::collections::{BTreeMap, HashMap};

use engine_store::{Db, StoreError, tables};
use engine_values::{Date, Decimal};

/// Key of the setting that names the company currency.
pub(crate) const COMPANY_CURRENCY: &str = "company_currency";
/// The company currency of an installation that has not chosen one.
const USUAL_CURRENCY: &str = "CNY";

/// The company currency, and what others are worth in it.
#[derive(Debug)]
pub struct Rates {
    /// The currency that the company counts in.
    company: String,
    by_currency: HashMap<String, BTreeMap<Date, Decimal>>,
}

impl Default for Rates {
    fn default() -> Self {
        Self { company: USUAL_CURRENCY.to_owned(), by_currency: HashMap::new() }
    }
}

impl Rates {
    /// Reads the rates.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn load(db: &mut Db) -> Result<Self, StoreError> {
        let mut rates = Self::default();
        if let Some(company) =
            tables::settings::get(db, COMPANY_CURRENCY).await?.as_ref().and_then(|json| json.as_str())
        {
            company.clone_into(&mut rates.company);
        }
        for rate in tables::currency_rates::all(db).await? {
            rates.by_currency.entry(rate.currency).or_default().insert(rate.day, rate.rate);
        }
        Ok(rates)
    }

    /// The currency that the company counts in.
    #[must_use]
    pub fn company(&self) -> &str {
        &self.company
    }

    /// What one unit of a currency is worth in the company's own on a day: the newest rate on or before it.
    #[must_use]
    pub fn rate(&self, currency: &str, day: Date) -> Option<Decimal> {
        if currency == self.company {
            return Some(Decimal::ONE);
        }
        self.by_currency.get(currency)?.range(..=day).next_back().map(|(_, rate)| *rate)
    }

    /// What one unit of a currency is worth in another on a day.
    #[must_use]
    pub fn between(&self, from: &str, to: &str, day: Date) -> Option<Decimal> {
        if from == to {
            return Some(Decimal::ONE);
        }
        self.rate(from, day)?.checked_div(self.rate(to, day)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn rates() -> Rates {
        let number = |text: &str| text.parse::<Decimal>().expect("a number");
        let dollars = BTreeMap::from([(day("2026-01-01"), number("7.2")), (day("2026-03-01"), number("7.1"))]);
        let yen = BTreeMap::from([(day("2026-01-01"), number("0.05"))]);
        let by_currency = HashMap::from([("USD".to_owned(), dollars), ("JPY".to_owned(), yen)]);
        Rates { by_currency, ..Rates::default() }
    }

    #[test]
    fn the_newest_rate_on_or_before_the_day_holds() {
        let on = |text: &str| rates().rate("USD", day(text)).map(|rate| rate.to_string());
        assert_eq!(on("2025-12-31"), None);
        assert_eq!(on("2026-01-01").as_deref(), Some("7.2"));
        assert_eq!(on("2026-02-28").as_deref(), Some("7.2"));
        assert_eq!(on("2026-03-01").as_deref(), Some("7.1"));
        assert_eq!(on("2030-01-01").as_deref(), Some("7.1"));
        assert_eq!(rates().rate("CNY", day("2020-01-01")), Some(Decimal::ONE));
        assert_eq!(rates().rate("EUR", day("2026-05-01")), None);
    }

    #[test]
    fn two_others_meet_over_the_company_currency() {
        let between = |from: &str, to: &str| rates().between(from, to, day("2026-01-01")).map(|rate| rate.normalize());
        assert_eq!(between("USD", "JPY"), Some("144".parse().expect("a number")));
        assert_eq!(between("EUR", "EUR"), Some(Decimal::ONE));
        assert_eq!(between("CNY", "EUR"), None);
    }
}
