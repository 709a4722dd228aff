//! What plays in the page, by the id of its element: a native `video` or `audio`.

use leptos::ev;

/// Where a player stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// Seconds from the beginning.
    pub at: f64,
    /// Seconds in all; nothing while that is not known.
    pub duration: Option<f64>,
    pub playing: bool,
    pub muted: bool,
}

#[cfg(feature = "hydrate")]
fn player(id: &str) -> Option<web_sys::HtmlMediaElement> {
    super::dom::by_id(id)
}

/// Where it stands; the beginning where there is none.
///
/// On the server: the beginning.
pub fn standing(id: &str) -> Standing {
    #[cfg(feature = "hydrate")]
    if let Some(player) = player(id) {
        let duration = Some(player.duration()).filter(|duration| duration.is_finite() && *duration > 0.0);
        return Standing { at: player.current_time(), duration, playing: !player.paused(), muted: player.muted() };
    }
    let _ = id;
    Standing::default()
}

/// Plays, or pauses what plays.
///
/// On the server: nothing.
pub fn toggle(id: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(player) = player(id) {
        if player.paused() {
            if let Ok(started) = player.play() {
                wasm_bindgen_futures::spawn_local(async move {
                    // What cannot be played says so by its own event.
                    let _ = wasm_bindgen_futures::JsFuture::from(started).await;
                });
            }
        } else {
            let _ = player.pause();
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// Pauses.
///
/// On the server: nothing.
pub fn pause(id: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(player) = player(id) {
        let _ = player.pause();
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// Goes to a moment, in seconds from the beginning.
///
/// On the server: nothing.
pub fn go_to(id: &str, at: f64) {
    #[cfg(feature = "hydrate")]
    if let Some(player) = player(id) {
        let end = Some(player.duration()).filter(|duration| duration.is_finite()).unwrap_or(at);
        player.set_current_time(at.clamp(0.0, end.max(0.0)));
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (id, at);
}

/// Goes so many seconds on, or back when below 0.
///
/// On the server: nothing.
pub fn go_by(id: &str, seconds: f64) {
    go_to(id, standing(id).at + seconds);
}

/// Silences it, or lets it be heard again.
///
/// On the server: nothing.
pub fn toggle_sound(id: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(player) = player(id) {
        player.set_muted(!player.muted());
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// Whether an element with that id failed before anyone listened: its error came with the page.
///
/// On the server: `false`.
pub fn failed(id: &str) -> bool {
    #[cfg(feature = "hydrate")]
    {
        player(id).is_some_and(|player| player.error().is_some())
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = id;
        false
    }
}

/// Whether a key goes to something that answers keys of its own: a player, a slider, or one of several radios.
///
/// On the server: `false`.
pub fn answers(event: &ev::KeyboardEvent) -> bool {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        target.is_some_and(|target| target.matches("video, audio, [role=slider], input[type=radio]").unwrap_or_default())
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        false
    }
}

/// Whether a key goes to something that it presses: a button, a link, a field.
///
/// On the server: `false`.
pub fn presses(event: &ev::KeyboardEvent) -> bool {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        target.is_some_and(|target| target.closest("button, a, input, summary, label").ok().flatten().is_some())
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        false
    }
}
