//! Settings, checked once at start. Nothing else reads the environment.

use crate::server::error::{Error, Result};
use crate::server::media::Tools;
use std::net::SocketAddr;
use std::path::PathBuf;

/// How the studio is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub addr: SocketAddr,
    /// Folder of the embedded record, the objects, the uploads under way and the secret.
    pub data: PathBuf,
    /// Connection string of the record; the embedded engine below `data` when absent.
    pub database_url: Option<String>,
    /// Where objects are kept; below `data` when absent, `s3://bucket/prefix` for a store, `memory:` for tests.
    pub storage_url: Option<String>,
    /// Options of the object store by their usual names (`AWS_REGION`, …).
    pub storage_options: Vec<(String, String)>,
    /// Address people reach the studio under, without a slash at the end; made from the request when absent.
    pub public_url: Option<String>,
    /// The address of a visitor is the last of `X-Forwarded-For`, which a proxy in front of the studio sets.
    pub behind_proxy: bool,
    /// Days that count as recent.
    pub recent_days: u32,
    /// Campaigns may be shared by public link.
    pub sharing_allowed: bool,
    /// Pieces of rendition work done at once.
    pub workers: usize,
    /// Programs that previews are made with.
    pub tools: Tools,
}

impl Config {
    /// The usual settings for a data folder.
    pub fn new(addr: SocketAddr, data: PathBuf) -> Self {
        let workers = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            addr,
            data,
            database_url: None,
            storage_url: None,
            storage_options: std::env::vars().filter(|(name, _)| name.starts_with("AWS_")).collect(),
            public_url: None,
            behind_proxy: false,
            recent_days: 7,
            sharing_allowed: true,
            workers,
            tools: tools_here(std::env::current_exe().ok()),
        }
    }

    /// Refuses addresses that cannot work.
    pub fn check(mut self) -> Result<Self> {
        if let Some(url) = &self.public_url {
            let parsed = url::Url::parse(url)
                .ok()
                .filter(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
                .ok_or_else(|| Error::Internal(format!("ATELIER_PUBLIC_URL is not an http(s) address: {url}")))?;
            self.public_url = Some(parsed.as_str().trim_end_matches('/').to_owned());
        }
        Ok(self)
    }

    /// Whether cookies may only travel encrypted.
    pub fn secure(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// The programs of this machine, as `PATH` has them; `own` is this one.
#[expect(clippy::disallowed_methods, reason = "this is the place")]
pub fn tools_here(own: Option<PathBuf>) -> Tools {
    Tools::find(std::env::var_os("PATH").as_deref(), own)
}
