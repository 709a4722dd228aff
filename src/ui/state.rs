//! What the interface remembers between renders and shares through context.

pub mod carrying;
pub mod density;
pub mod library;
pub mod live;
pub mod rail;
pub mod results;
pub mod selection;
pub mod session;
pub mod theme;
pub mod toasts;
pub mod uploads;
pub mod viewed;
pub mod way_back;
