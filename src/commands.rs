//! What the binary does, by name: `serve`, `import`, `user`, `verify`, `reindex`; and what it does for itself, `draw-pdf`.

mod draw_pdf;
mod import;
mod progress;
mod reindex;
mod serve;
mod user;
mod verify;

use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::error::Result;
use crate::server::studio::Studio;
use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// A self-hosted brand studio and digital asset manager.
#[derive(Debug, Parser)]
#[command(name = "atelier", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Write the log as JSON lines.
    #[arg(long, global = true, env = "ATELIER_LOG_JSON")]
    pub log_json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the studio until told to stop.
    Serve(serve::Serve),
    /// Bring a folder of files into a brand.
    Import(import::Import),
    /// List and change accounts.
    User(user::User),
    /// Compare catalog, record and files.
    Verify(verify::Verify),
    /// Build the catalog and missing previews anew.
    Reindex(reindex::Reindex),
    /// Draw the first page of the PDF on standard input; what the studio runs itself by, within bounds.
    #[command(hide = true)]
    DrawPdf,
}

/// Where the studio's data is.
#[derive(Args, Clone, Debug)]
struct Place {
    /// Folder of the embedded database, the files and the secret.
    #[arg(long, env = "ATELIER_DATA", default_value = "data")]
    data: PathBuf,
    /// SurrealDB by address, instead of the embedded one: ws://user:password@host.
    #[arg(long, env = "ATELIER_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Object store by address, instead of the data folder: s3://bucket/prefix.
    #[arg(long, env = "ATELIER_STORAGE_URL", hide_env_values = true)]
    storage_url: Option<String>,
}

impl Place {
    fn config(&self, addr: SocketAddr) -> Config {
        Config {
            database_url: self.database_url.clone(),
            storage_url: self.storage_url.clone(),
            ..Config::new(addr, self.data.clone())
        }
    }

    /// Opens the studio for a command that does not listen.
    async fn open(&self) -> Result<Studio> {
        Studio::open(self.config(SocketAddr::from(([127, 0, 0, 1], 0))), Clock::Real).await
    }
}

impl Cli {
    /// Does what needs neither log nor threads, if that was asked.
    pub fn at_once(&self) -> Option<ExitCode> {
        matches!(self.command, Command::DrawPdf).then(draw_pdf::run)
    }
}

/// Does what was asked.
pub async fn run(cli: Cli) -> Result<()> {
    match cli.command {
        Command::Serve(command) => serve::run(command).await,
        Command::Import(command) => import::run(command).await,
        Command::User(command) => user::run(command).await,
        Command::Verify(command) => verify::run(command).await,
        Command::Reindex(command) => reindex::run(command).await,
        // Done before there was anything to wait with.
        Command::DrawPdf => Ok(()),
    }
}
