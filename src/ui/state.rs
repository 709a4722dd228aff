//! What the interface remembers between renders and shares through context.

pub mod live;
pub mod selection;
pub mod session;
pub mod theme;
pub mod toasts;
