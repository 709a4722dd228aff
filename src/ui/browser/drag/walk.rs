//! Folders of a drop, walked one answer of the browser at a time.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::LocalFile;

/// What lies at the top of a drop.
pub enum Root {
    /// A folder or a file, in browsers that tell them apart.
    Entry(web_sys::FileSystemEntry),
    /// A file, elsewhere.
    File(web_sys::File),
}

/// The top of a drop, read while its event lasts.
pub fn roots(data: &web_sys::DataTransfer) -> Vec<Root> {
    let items = data.items();
    (0..items.length())
        .filter_map(|index| items.get(index))
        .filter(|item| item.kind() == "file")
        .filter_map(|item| match item.webkit_get_as_entry() {
            Ok(Some(entry)) => Some(Root::Entry(entry)),
            _ => item.get_as_file().ok().flatten().map(Root::File),
        })
        .collect()
}

/// Walks everything and hands over what was found.
pub fn run(roots: Vec<Root>, then: impl FnOnce(Vec<LocalFile>) + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        let mut files = Vec::new();
        for root in roots {
            match root {
                Root::Entry(entry) => collect(entry, &mut files).await,
                Root::File(file) => files.push(LocalFile::of(file)),
            }
        }
        then(files);
    });
}

/// Depth first, without recursion: folders may be deep. What cannot be read is left out.
async fn collect(top: web_sys::FileSystemEntry, files: &mut Vec<LocalFile>) {
    let mut waiting = vec![top];
    while let Some(entry) = waiting.pop() {
        if entry.is_directory() {
            let mut inside = children(entry.unchecked_ref()).await;
            inside.sort_by_key(|entry| std::cmp::Reverse(entry.name()));
            waiting.append(&mut inside);
        } else if let Some(file) = file(entry.unchecked_ref()).await {
            let path = entry.full_path().trim_start_matches('/').to_owned();
            // Marks a system leaves in folders; nobody means to send them.
            if !matches!(file.name().as_str(), ".DS_Store" | "Thumbs.db" | "desktop.ini") {
                files.push(LocalFile::at(file, path));
            }
        }
    }
}

async fn file(entry: &web_sys::FileSystemFileEntry) -> Option<web_sys::File> {
    let promise = promise(|done, failed| {
        entry.file_with_callback_and_callback(done, failed);
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

async fn children(folder: &web_sys::FileSystemDirectoryEntry) -> Vec<web_sys::FileSystemEntry> {
    let reader = folder.create_reader();
    let mut found = Vec::new();
    // A reader hands out a hundred at a time and ends with an empty answer.
    loop {
        let promise = promise(|done, failed| {
            let _ = reader.read_entries_with_callback_and_callback(done, failed);
        });
        let Ok(answer) = JsFuture::from(promise).await else { return found };
        let entries: Array = answer.unchecked_into();
        if entries.length() == 0 {
            return found;
        }
        found.extend(entries.iter().map(|entry: JsValue| entry.unchecked_into()));
    }
}

fn promise(mut ask: impl FnMut(&Function, &Function)) -> Promise {
    Promise::new(&mut |done, failed| ask(&done, &failed))
}
