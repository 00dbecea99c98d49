//! Where the values of a field lie after its type has changed: every change gives it a column of its own, so that the
//! column before stays as it was for whoever still reads it, and for going back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Model;

/// How often the column of a field was replaced, by identity of object and field. A field that is not here lies in its
/// first column. It belongs to the installation, not to the documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ColumnGenerations(BTreeMap<String, BTreeMap<String, u32>>);

impl ColumnGenerations {
    /// How often the column of a field was replaced.
    #[must_use]
    pub fn of(&self, object: &str, field: &str) -> u32 {
        self.0.get(object).and_then(|fields| fields.get(field)).copied().unwrap_or_default()
    }

    /// Gives a field its next column. A number is never used again, so no old column comes back by accident.
    pub fn advance(&mut self, object: &str, field: &str) {
        let fields = self.0.entry(object.to_owned()).or_default();
        *fields.entry(field.to_owned()).or_default() += 1;
    }
}

/// The physical column of a field: `f_amount_4317b2`, after the first change of its type `g1_amount_4317b2`.
fn column_name(field: &str, generation: u32) -> String {
    if generation == 0 { format!("f_{field}") } else { format!("g{generation}_{field}") }
}

impl Model {
    /// Where the columns of this model lie.
    #[must_use]
    pub fn generations(&self) -> &ColumnGenerations {
        &self.generations
    }

    /// Names the columns of all fields by their generations. A resolved model begins with first columns.
    pub fn place_columns(&mut self, generations: ColumnGenerations) {
        for object in &mut self.objects {
            let uid = &object.uid;
            for field in object.fields.iter_mut().filter(|field| field.system.is_none()) {
                if let Some((name, _)) = &mut field.column {
                    *name = column_name(&field.uid, generations.of(uid, &field.uid));
                }
            }
        }
        self.generations = generations;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_never_used_again() {
        let mut generations = ColumnGenerations::default();
        let mut names = vec![column_name("x", generations.of("o", "x"))];
        for _ in 0..3 {
            generations.advance("o", "x");
            names.push(column_name("x", generations.of("o", "x")));
        }
        assert_eq!(names, ["f_x", "g1_x", "g2_x", "g3_x"]);
        assert_eq!(generations.of("o", "y"), 0);
        let json = serde_json::to_value(&generations).unwrap();
        assert_eq!(serde_json::from_value::<ColumnGenerations>(json).unwrap(), generations);
    }
}
