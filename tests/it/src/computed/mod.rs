//! Computed fields over objects: roll-ups, look-ups, formulas along references, live fields.

mod backfill;
mod graph;
mod live;
mod property;
mod rights;
mod scene;
mod together;
