//! Computed fields over objects: roll-ups, look-ups, formulas along references, live fields.

mod backfill;
mod cost;
mod graph;
mod live;
mod property;
mod rates;
mod results;
mod rights;
mod scene;
mod together;
