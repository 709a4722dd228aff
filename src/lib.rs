//! Atelier: a self-hosted brand studio and digital asset manager.
//!
//! `domain` holds the rules, `server` the machinery, `api` the contract between them and `ui`;
//! ARCHITECTURE.md draws the whole.
#![recursion_limit = "256"]

// Cargo takes two clones that share a target folder for one package; a variable tells them apart.
const _: Option<&str> = option_env!("ATELIER_CLONE");

pub mod api;
pub mod app;
#[cfg(feature = "ssr")]
pub mod commands;
pub mod domain;
#[cfg(feature = "ssr")]
pub mod serve;
#[cfg(feature = "ssr")]
pub mod server;
pub mod ui;

/// Takes the server's document over in the browser. Public pages never load it.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    use leptos::prelude::provide_context;

    console_error_panic_hook::set_once();
    let boot = ui::browser::boot::read().and_then(|payload| serde_json::from_str::<domain::session::Boot>(&payload).ok());
    leptos::mount::hydrate_body(move || {
        if let Some(boot) = boot {
            provide_context(boot);
        }
        app::App()
    });
    ui::browser::boot::mark_live();
}
