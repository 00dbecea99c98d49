//! The SQL of every kind of request, compared with the text files in `golden`, and a property: nothing that a request
//! says ever becomes part of a statement's text.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod changes;
mod computed;
mod expressions;
mod golden;
mod hostile;
mod lists;
mod operators;
mod pages;
mod world;

/// Every statement that has a file in `golden`, whichever module makes it.
fn all() -> Vec<golden::Case> {
    [lists::cases(), operators::cases(), pages::cases(), changes::cases(), computed::cases(), expressions::cases()]
        .concat()
}

#[test]
fn statements_are_as_expected() {
    golden::compare(&all());
}
