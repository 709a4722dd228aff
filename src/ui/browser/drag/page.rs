//! Drags and pastes over the whole page.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::JsCast;

use super::LocalFile;
use crate::ui::browser::{
    dom::{Listener, keep_until_cleanup},
    keyboard,
};

pub fn listen(over: Rc<dyn Fn(bool)>, take: Rc<dyn Fn(Vec<LocalFile>)>) {
    let Some(window) = web_sys::window() else { return };
    // Entering a child leaves its parent: only the balance tells whether the drag is gone.
    let depth = Rc::new(Cell::new(0_i32));

    let (count, say) = (depth.clone(), over.clone());
    let enter = on_drag(&window, "dragenter", move |event| {
        event.prevent_default();
        count.set(count.get() + 1);
        if count.get() == 1 {
            say(true);
        }
    });
    let (count, say) = (depth.clone(), over.clone());
    let leave = on_drag(&window, "dragleave", move |_| {
        count.set((count.get() - 1).max(0));
        if count.get() == 0 {
            say(false);
        }
    });
    let hover = on_drag(&window, "dragover", |event| event.prevent_default());
    let give = take.clone();
    let drop = on_drag(&window, "drop", move |event| {
        // A part of the page with its own target, such as a collection, took it.
        let taken = event.default_prevented();
        event.prevent_default();
        depth.set(0);
        over(false);
        if !taken {
            let give = give.clone();
            super::dropped(event, move |files| {
                if !files.is_empty() {
                    give(files);
                }
            });
        }
    });
    let paste = Listener::new(&window, "paste", false, move |event| {
        if let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>() {
            // A field of its own took it; or what was copied is words too, and a text is being written.
            if event.default_prevented() || (keyboard::is_typing() && has_words(event)) {
                return;
            }
            let files = super::pasted(event);
            if !files.is_empty() {
                event.prevent_default();
                take(files);
            }
        }
    });
    keep_until_cleanup([enter, leave, hover, drop, paste]);
}

fn has_words(event: &web_sys::ClipboardEvent) -> bool {
    event.clipboard_data().is_some_and(|data| data.types().includes(&"text/plain".into(), 0))
}

/// Hears drags that carry files; others belong to the page.
fn on_drag(window: &web_sys::Window, kind: &'static str, run: impl Fn(&web_sys::DragEvent) + 'static) -> Listener {
    Listener::new(window, kind, false, move |event| {
        if let Some(event) = event.dyn_ref::<web_sys::DragEvent>()
            && super::has_files(event)
        {
            run(event);
        }
    })
}
