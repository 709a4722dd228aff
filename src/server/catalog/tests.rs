//! The catalog against a plain linear model, and its ranking against tables.

mod alike;
mod check;
mod facts;
mod marks;
mod model;
mod order;
mod queries;
mod random;
mod ranking;
