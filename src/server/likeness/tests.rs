//! Likeness of generated pictures, and of the shared real ones.

mod edits;
mod properties;
mod shared;
