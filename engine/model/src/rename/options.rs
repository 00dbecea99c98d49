//! Options that are stored under another key in a later model. The same option is the one with the same key, or the one
//! that remembers the key of the other as a former one: so a restored older release takes the records back with it.

use engine_fields::Choice;

use crate::{FieldIndex, Model, ObjectIndex};

/// An option whose key lies in the records of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenamedValue {
    /// The object, in the earlier model.
    pub object: ObjectIndex,
    /// The field.
    pub field: FieldIndex,
    /// The key as it is stored.
    pub from: String,
    /// The key as it will be.
    pub to: String,
}

/// Every key that changes in the records between two models.
#[must_use]
pub fn renamed_values(before: &Model, after: &Model) -> Vec<RenamedValue> {
    let mut values = Vec::new();
    for object in before.objects() {
        // Objects are found by identity only where there is something to find.
        let with_choices: Vec<_> = object.fields().filter(|(_, field)| !field.rules.choices().is_empty()).collect();
        let Some(later) = after.object_with_uid(&object.uid).filter(|_| !with_choices.is_empty()) else { continue };
        for (index, field) in with_choices {
            let Some((_, same)) = later.field_with_uid(&field.uid) else { continue };
            for (from, to) in between(field.rules.choices(), same.rules.choices()) {
                values.push(RenamedValue { object: object.index, field: index, from, to });
            }
        }
    }
    values
}

/// Old and new keys of the options that have another one.
fn between(before: &[Choice], after: &[Choice]) -> Vec<(String, String)> {
    let has = |choices: &[Choice], key: &str| choices.iter().any(|choice| choice.value == key);
    let remembers = |choice: &Choice, key: &str| choice.former_names.iter().any(|former| former.name == key);
    let gone = before.iter().filter(|old| !has(after, &old.value));
    gone.filter_map(|old| {
        let is_same =
            |new: &&Choice| !has(before, &new.value) && (remembers(new, &old.value) || remembers(old, &new.value));
        let new = after.iter().find(is_same)?;
        Some((old.value.clone(), new.value.clone()))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use engine_definitions::{FormerName, Label, OptionColor};

    use super::*;

    fn choice(value: &str, former: &[&str]) -> Choice {
        let former = former.iter().map(|name| FormerName { name: (*name).to_owned(), until: "2020-01-01".to_owned() });
        Choice {
            value: value.to_owned(),
            former_names: former.collect(),
            label: Label::default(),
            color: OptionColor::default(),
        }
    }

    fn told(before: &[Choice], after: &[Choice]) -> Vec<(String, String)> {
        between(before, after)
    }

    fn pair(from: &str, to: &str) -> Vec<(String, String)> {
        vec![(from.to_owned(), to.to_owned())]
    }

    #[test]
    fn a_key_is_followed_there_and_back() {
        let (old, new) = ([choice("a", &[]), choice("b", &[])], [choice("top", &["a"]), choice("b", &[])]);
        assert_eq!(told(&old, &new), pair("a", "top"));
        assert_eq!(told(&new, &old), pair("top", "a"));
        assert_eq!(told(&old, &[choice("high", &["a", "top"]), choice("b", &[])]), pair("a", "high"));
    }

    #[test]
    fn what_is_gone_or_new_or_there_already_is_not_followed() {
        let old = [choice("a", &[]), choice("b", &[])];
        assert_eq!(told(&old, &[choice("b", &[])]), []);
        assert_eq!(told(&old, &[choice("b", &[]), choice("c", &[])]), []);
        assert_eq!(told(&old, &[choice("b", &["a"])]), [], "two options never become one by themselves");
    }
}
