//! What the interface remembers between renders and shares through context.

pub mod theme;
pub mod toasts;
