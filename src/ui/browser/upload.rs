//! Sends one file to the studio in resumable parts, with real progress.

#[cfg_attr(not(any(feature = "hydrate", test)), expect(dead_code))]
mod header;
#[cfg(feature = "hydrate")]
mod tus;
#[cfg(feature = "hydrate")]
mod xhr;

use super::drag::LocalFile;
use crate::domain::upload::Filing;

/// Where a file goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Slug of the brand.
    pub brand: String,
    pub filing: Filing,
    /// Id of the asset of which it becomes the newest version.
    pub version_of: Option<String>,
    /// Whether it becomes an asset of its own even where the brand has its bytes.
    pub keep: bool,
}

/// What is said while a file travels.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// The studio knows the upload under this address; going on later needs it.
    At(String),
    /// So many bytes have left, at a point of the page's own time in milliseconds where the browser told it.
    Sent { bytes: u64, at: Option<f64> },
    /// The last byte has left; the studio's answer is awaited.
    Finishing,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It is an asset; `already` when the brand had these bytes before.
    Kept { asset: String, already: bool },
    /// The studio does not want it, for this reason.
    Refused(String),
    /// The studio could not be reached for a while. Going on from the same address loses nothing.
    Lost,
    /// It was stopped.
    Stopped,
}

/// A way to stop work that waits for files or the network. Clones stop the same work.
#[derive(Clone, Default)]
pub struct Stop {
    #[cfg(feature = "hydrate")]
    inner: std::rc::Rc<Inner>,
}

#[cfg(feature = "hydrate")]
#[derive(Default)]
struct Inner {
    stopped: std::cell::Cell<bool>,
    /// What cuts the present wait short.
    cut: std::cell::RefCell<Option<Box<dyn FnOnce()>>>,
}

impl Stop {
    /// Stops it now.
    ///
    /// On the server: nothing.
    pub fn stop(&self) {
        #[cfg(feature = "hydrate")]
        {
            self.inner.stopped.set(true);
            let cut = self.inner.cut.borrow_mut().take();
            if let Some(cut) = cut {
                cut();
            }
        }
    }

    /// Whether it was stopped.
    ///
    /// On the server: never.
    pub fn stopped(&self) -> bool {
        #[cfg(feature = "hydrate")]
        {
            self.inner.stopped.get()
        }
        #[cfg(not(feature = "hydrate"))]
        false
    }

    #[cfg(feature = "hydrate")]
    fn cut_by(&self, cut: impl FnOnce() + 'static) {
        *self.inner.cut.borrow_mut() = Some(Box::new(cut));
    }

    #[cfg(feature = "hydrate")]
    fn uncut(&self) {
        self.inner.cut.borrow_mut().take();
    }
}

/// Sends the file and tells how it goes; `known` is the address of an earlier try that is gone on with.
///
/// On the server: stopped at once.
pub async fn send(file: &LocalFile, to: &Address, known: Option<String>, stop: &Stop, say: impl Fn(Said) + 'static) -> Ended {
    #[cfg(feature = "hydrate")]
    {
        tus::send(file, to, known, stop, std::rc::Rc::new(say)).await
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (file, to, known, stop, say);
        Ended::Stopped
    }
}

/// Lets the studio forget an upload that will not be gone on with. Nobody waits for the answer.
///
/// On the server: nothing.
pub fn forget(address: String) {
    #[cfg(feature = "hydrate")]
    tus::forget(address);
    #[cfg(not(feature = "hydrate"))]
    let _ = address;
}

/// How far the studio has an upload that was begun before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// So many bytes.
    Bytes(u64),
    /// The studio does not know it any more.
    Gone,
    /// The studio could not be asked.
    Unknown,
}

/// Asks how far an upload came.
///
/// On the server: unknown.
pub async fn reached(address: &str) -> Reached {
    #[cfg(feature = "hydrate")]
    {
        tus::reached(address).await
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = address;
        Reached::Unknown
    }
}

/// Runs `deed` when the page goes: closed, loaded anew, or left; until the component that asked is gone.
///
/// On the server: never.
pub fn on_leaving(deed: impl Fn() + 'static) {
    #[cfg(feature = "hydrate")]
    if let Some(window) = web_sys::window() {
        let listener = super::dom::Listener::new(&window, "pagehide", false, move |_| deed());
        super::dom::keep_until_cleanup(listener);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = deed;
}

/// Runs `deed` whenever the browser finds itself connected again, until the component that asked is gone.
///
/// On the server: never.
pub fn on_online(deed: impl Fn() + 'static) {
    #[cfg(feature = "hydrate")]
    if let Some(window) = web_sys::window() {
        let listener = super::dom::Listener::new(&window, "online", false, move |_| deed());
        super::dom::keep_until_cleanup(listener);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = deed;
}

/// Lets the browser ask before the page is closed while `busy` says so, until the component that asked is gone.
///
/// On the server: nothing.
pub fn ask_before_leaving(busy: impl Fn() -> bool + 'static) {
    #[cfg(feature = "hydrate")]
    if let Some(window) = web_sys::window() {
        let listener = super::dom::Listener::new(&window, "beforeunload", false, move |event| {
            if busy() {
                event.prevent_default();
            }
        });
        super::dom::keep_until_cleanup(listener);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = busy;
}

/// An address under which the page itself can show a file; it ends with the value.
///
/// On the server: leads nowhere.
pub struct Glimpse {
    #[cfg(feature = "hydrate")]
    address: String,
}

impl Glimpse {
    /// Makes the address. `None` where the browser will not.
    pub fn of(file: &LocalFile) -> Option<Self> {
        #[cfg(feature = "hydrate")]
        {
            web_sys::Url::create_object_url_with_blob(&file.file).ok().map(|address| Self { address })
        }
        #[cfg(not(feature = "hydrate"))]
        {
            let _ = file;
            None
        }
    }

    /// For an image's `src`.
    pub fn address(&self) -> String {
        #[cfg(feature = "hydrate")]
        {
            self.address.clone()
        }
        #[cfg(not(feature = "hydrate"))]
        String::new()
    }
}

impl Drop for Glimpse {
    fn drop(&mut self) {
        #[cfg(feature = "hydrate")]
        let _ = web_sys::Url::revoke_object_url(&self.address);
    }
}
