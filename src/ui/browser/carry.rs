//! Drags inside the page: a part of it is carried from one place to another. What is carried is known to
//! `ui::state::carrying`; the browser only shows it and says where it is let go.

use leptos::ev;

/// Marks our own drags, so that neither a file nor a piece of another page is taken for one.
#[cfg(feature = "hydrate")]
const MARK: &str = "application/x-atelier";

/// Begins a drag with `words` under the pointer, as on a label.
///
/// On the server: nothing.
pub fn begin(event: &ev::DragEvent, words: &str) {
    #[cfg(feature = "hydrate")]
    {
        let (Some(data), Some(page)) = (event.data_transfer(), super::dom::document()) else { return };
        // Without the address of the link that is dragged: a drop elsewhere must open nothing.
        let _ = data.clear_data();
        let _ = data.set_data(MARK, words);
        data.set_effect_allowed("copyMove");
        let (Ok(label), Some(body)) = (page.create_element("div"), page.body()) else { return };
        label.set_class_name("carried");
        label.set_text_content(Some(words));
        if body.append_child(&label).is_ok() {
            data.set_drag_image(&label, -12, -8);
            // The browser has taken its picture of it by then.
            super::timer::after(std::time::Duration::ZERO, move || label.remove()).forget();
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (event, words);
}

/// Allows a drop here. Answers whether the drag is one of ours.
///
/// On the server: `false`.
pub fn allow(event: &ev::DragEvent) -> bool {
    #[cfg(feature = "hydrate")]
    {
        let ours = event.data_transfer().is_some_and(|data| data.types().includes(&MARK.into(), 0));
        if ours {
            event.prevent_default();
            event.stop_propagation();
        }
        ours
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        false
    }
}

/// How far down the first row of the element that hears of a drag the pointer is, from 0 at its top to 1 at its bottom.
///
/// On the server: nothing.
pub fn share_of_row(event: &ev::DragEvent) -> Option<f64> {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let element = event.current_target()?.dyn_into::<web_sys::Element>().ok()?;
        let place = element.query_selector(".row").ok()??.get_bounding_client_rect();
        let share = (f64::from(event.client_y()) - place.top()) / place.height();
        share.is_finite().then_some(share)
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        None
    }
}
