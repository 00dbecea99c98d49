//! What must hold of a record before it is written: rules of objects, conditions of fields, keys.

mod conditions;
mod confirming;
mod enforcing;
mod fitting;
mod keys;
mod scene;
mod shown;
mod stages;
