//! `atelier serve`.

use super::Place;
use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::error::{Error, Result};
use crate::server::studio::Studio;
use clap::Args;
use clap::builder::FalseyValueParser;
use leptos::config::{LeptosOptions, get_configuration};
use std::net::SocketAddr;
use std::path::Path;

#[derive(Args, Debug)]
pub(super) struct Serve {
    #[command(flatten)]
    place: Place,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, env = "ATELIER_ADDR", default_value = "127.0.0.1:3000")]
    addr: SocketAddr,
    /// Address people reach the studio under, for links that are shared: https://studio.example.com.
    #[arg(long, env = "ATELIER_PUBLIC_URL")]
    public_url: Option<String>,
    /// A proxy stands in front: visitors' addresses are the last of its X-Forwarded-For.
    #[arg(long, env = "ATELIER_BEHIND_PROXY", value_parser = FalseyValueParser::new())]
    behind_proxy: bool,
    /// Days for which an asset counts as recently added.
    #[arg(long, env = "ATELIER_RECENT_DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=365))]
    recent_days: u32,
    /// Campaigns cannot be shared by public link; links made before lead nowhere.
    #[arg(long, env = "ATELIER_NO_SHARING", value_parser = FalseyValueParser::new())]
    no_sharing: bool,
}

pub(super) async fn run(command: Serve) -> Result<()> {
    let config = Config {
        public_url: command.public_url,
        behind_proxy: command.behind_proxy,
        recent_days: command.recent_days,
        sharing_allowed: !command.no_sharing,
        ..command.place.config(command.addr)
    };
    let options = leptos_options()?;
    let studio = Studio::open(config, Clock::Real).await?;
    crate::serve::serve(studio, options, stop_signal()).await?;
    Ok(())
}

/// Leptos' own options: from `LEPTOS_*` variables when cargo-leptos started us, else from Leptos.toml in the working
/// directory or beside the binary.
fn leptos_options() -> Result<LeptosOptions> {
    let beside = std::env::current_exe().ok().and_then(|exe| exe.parent().map(|folder| folder.join("Leptos.toml")));
    let here = Path::new("Leptos.toml").to_path_buf();
    let file = [Some(here), beside].into_iter().flatten().find(|path| path.is_file());
    let file = file.as_ref().map(|path| path.to_string_lossy());
    let read = get_configuration(file.as_deref());
    Ok(read.map_err(|error| Error::Internal(format!("Leptos.toml does not read: {error}")))?.leptos_options)
}

/// Ends when the process is asked to stop.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
