//! Lengths and sizes as an author writes them: 1.35 is exported as 1.35, not as the nearest 64-bit neighbour of its
//! 32-bit form.

use serde::{Serialize, Serializer};

/// The shortest decimal that reads back as the same number.
fn short(number: f32) -> f64 {
    number.to_string().parse().unwrap_or_else(|_| f64::from(number))
}

/// For one optional number.
pub(crate) fn one<S: Serializer>(number: &Option<f32>, serializer: S) -> Result<S::Ok, S::Error> {
    number.map(short).serialize(serializer)
}

/// For four numbers.
pub(crate) fn four<S: Serializer>(numbers: &[f32; 4], serializer: S) -> Result<S::Ok, S::Error> {
    numbers.map(short).serialize(serializer)
}
