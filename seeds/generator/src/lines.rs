//! Lines of quotes and contracts: some products that together make an amount of the wanted size.

use std::ops::RangeInclusive;

use crate::Values;
use crate::day::Day;
use crate::products::PRODUCTS;
use crate::random::Random;
use crate::values::{Row, key};

/// A line.
#[derive(Clone)]
pub(crate) struct Line {
    /// Index of the product.
    pub(crate) product: usize,
    quantity: i64,
    /// Percent off.
    discount: i64,
}

impl Line {
    /// The line's amount in cents. Prices are whole yuan and discounts whole percent, so nothing is ever rounded.
    pub(crate) fn cents(&self) -> i64 {
        self.quantity * PRODUCTS[self.product].price * (100 - self.discount)
    }

    /// The values of the row.
    pub(crate) fn values(&self, delivery: Option<Day>) -> Values {
        let product = &PRODUCTS[self.product];
        Row::default()
            .reference("product", key("product", self.product))
            .with("specification", product.specification)
            .with("unit", product.unit)
            .with("quantity", self.quantity.to_string())
            .money("price", product.price * 100)
            .with("discount", self.discount.to_string())
            .maybe("delivery_on", delivery.map(|day| day.to_string()))
            .done()
    }
}

/// The sum in cents.
pub(crate) fn total(lines: &[Line]) -> i64 {
    lines.iter().map(Line::cents).sum()
}

/// How big a contract is, as the approval flow sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// Below 200,000 yuan.
    Small,
    /// Below 1,000,000 yuan.
    Large,
    /// 1,000,000 yuan and more.
    VeryLarge,
}

impl Size {
    fn yuan(self) -> RangeInclusive<i64> {
        match self {
            Self::Small => 18_000..=199_000,
            Self::Large => 201_000..=990_000,
            Self::VeryLarge => 1_010_000..=4_800_000,
        }
    }
}

/// Two to eight lines whose sum has the wanted size, the machine first and the small things after it.
pub(crate) fn lines(random: &mut Random, size: Size) -> Vec<Line> {
    loop {
        let count = random.between(2, 8) as usize;
        let mut lines = vec![machine(random, size)];
        while lines.len() < count {
            let line = addition(random, size);
            if lines.iter().all(|other| other.product != line.product) {
                lines.push(line);
            }
        }
        if size.yuan().contains(&(total(&lines) / 100)) {
            return lines;
        }
    }
}

/// Sixty lines for the long print: every product once, then the spare parts again for a second factory.
pub(crate) fn sixty_lines(random: &mut Random) -> Vec<Line> {
    let on_sale = (0..PRODUCTS.len()).filter(|product| sells(*product));
    let small = (0..PRODUCTS.len()).filter(|product| sells(*product) && PRODUCTS[*product].price < 90_000);
    let products: Vec<usize> = on_sale.chain(small).take(60).collect();
    products
        .into_iter()
        .map(|product| Line { product, quantity: usual_quantity(random, product), discount: 5 })
        .collect()
}

fn sells(product: usize) -> bool {
    PRODUCTS[product].is_active
}

fn machine(random: &mut Random, size: Size) -> Line {
    let prices = match size {
        Size::Small => 9_000..150_000,
        Size::Large => 60_000..600_000,
        Size::VeryLarge => 180_000..2_000_000,
    };
    let fitting: Vec<usize> =
        (0..PRODUCTS.len()).filter(|index| sells(*index) && prices.contains(&PRODUCTS[*index].price)).collect();
    let product = *random.pick(&fitting);
    let quantity = if size == Size::Small { 1 } else { random.between(1, 4) };
    Line { product, quantity, discount: discount(random) }
}

fn addition(random: &mut Random, size: Size) -> Line {
    let dearest = match size {
        Size::Small => 30_000,
        Size::Large => 150_000,
        Size::VeryLarge => 480_000,
    };
    let fitting: Vec<usize> =
        (0..PRODUCTS.len()).filter(|index| sells(*index) && PRODUCTS[*index].price < dearest).collect();
    let product = *random.pick(&fitting);
    Line { product, quantity: usual_quantity(random, product), discount: discount(random) }
}

fn usual_quantity(random: &mut Random, product: usize) -> i64 {
    match PRODUCTS[product].price {
        ..500 => random.between(10, 60),
        500..4_000 => random.between(2, 16),
        4_000..15_000 => random.between(1, 4),
        15_000..100_000 => random.between(1, 2),
        _ => 1,
    }
}

fn discount(random: &mut Random) -> i64 {
    *random.pick(&[0, 0, 0, 0, 2, 3, 5, 5, 8, 10])
}
