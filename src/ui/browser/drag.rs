//! Files that are dropped, pasted or chosen, folders walked through.

use leptos::ev;

/// A file of the person's disk that may be sent.
#[derive(Clone, Debug)]
pub struct LocalFile {
    /// Its path below what was dropped or chosen, with `/` between; just its name for a lone file.
    pub path: String,
    /// Its length in bytes. `f64` because a browser counts so, and wasm's `usize` ends at 4 GB.
    pub size: f64,
    /// When it was last changed, in milliseconds of Unix time.
    pub modified: f64,
    /// The bytes.
    #[cfg(feature = "hydrate")]
    pub file: web_sys::File,
}

impl LocalFile {
    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Takes a file of the browser under its own name, or the path a folder input gave it.
    #[cfg(feature = "hydrate")]
    pub fn of(file: web_sys::File) -> Self {
        let key = wasm_bindgen::JsValue::from_str("webkitRelativePath");
        let path = js_sys::Reflect::get(&file, &key)
            .ok()
            .and_then(|path| path.as_string())
            .filter(|path| !path.is_empty())
            .unwrap_or_else(|| file.name());
        Self::at(file, path)
    }

    #[cfg(feature = "hydrate")]
    fn at(file: web_sys::File, path: String) -> Self {
        Self { path, size: file.size(), modified: file.last_modified(), file }
    }
}

/// Whether a drag carries files and not a part of the page.
pub fn has_files(event: &ev::DragEvent) -> bool {
    #[cfg(feature = "hydrate")]
    {
        event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        false
    }
}

/// The files of a drop, folders walked through, in the order of the disk. Call it inside the
/// handler: what the drop carries is gone afterwards, though the walk goes on; it ends by calling
/// `then`, once, with an empty list where there was no file.
///
/// On the server: nothing.
pub fn dropped(event: &ev::DragEvent, then: impl FnOnce(Vec<LocalFile>) + 'static) {
    #[cfg(feature = "hydrate")]
    {
        let Some(data) = event.data_transfer() else { return then(Vec::new()) };
        walk::run(walk::roots(&data), then);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (event, then);
}

/// The files of a paste. A picture copied from a page comes as a file with a general name.
///
/// On the server: none.
pub fn pasted(event: &ev::ClipboardEvent) -> Vec<LocalFile> {
    #[cfg(feature = "hydrate")]
    {
        event.clipboard_data().and_then(|data| data.files()).map(list).unwrap_or_default()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        Vec::new()
    }
}

/// The files chosen in a file input, which is emptied so that the same ones can be chosen again.
///
/// On the server: none.
pub fn chosen(event: &ev::Event) -> Vec<LocalFile> {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let input = event.target().and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return Vec::new() };
        let files = input.files().map(list).unwrap_or_default();
        input.set_value("");
        files
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        Vec::new()
    }
}

/// Listens for drags of files and for pastes over the whole page until the component that asked is
/// gone, and keeps the browser from opening a file that is dropped beside its mark.
/// `over` hears whether files hover over the page; `take` gets what was dropped or pasted.
///
/// On the server: nothing.
pub fn listen(over: impl Fn(bool) + 'static, take: impl Fn(Vec<LocalFile>) + 'static) {
    #[cfg(feature = "hydrate")]
    page::listen(std::rc::Rc::new(over), std::rc::Rc::new(take));
    #[cfg(not(feature = "hydrate"))]
    let _ = (over, take);
}

#[cfg(feature = "hydrate")]
fn list(files: web_sys::FileList) -> Vec<LocalFile> {
    (0..files.length()).filter_map(|index| files.get(index)).map(LocalFile::of).collect()
}

#[cfg(feature = "hydrate")]
mod page;
#[cfg(feature = "hydrate")]
mod walk;
