//! Which keys there are.

use leptos::prelude::*;

use crate::ui::kit::{Button, Dialog};

const ID: &str = "keys-help";

/// Where keys answer, and each of them with what it does.
const KEYS: [(&str, &[(&str, &str)]); 5] = [
    (
        "Everywhere",
        &[
            ("/", "Search"),
            ("G then L", "Library"),
            ("G then B", "Brands"),
            ("G then S", "Settings"),
            ("?", "These keys"),
            ("Esc", "Close or clear"),
        ],
    ),
    (
        "Grid",
        &[
            ("Arrows, Home, End", "Move"),
            ("Enter", "Open"),
            ("Space", "Pick"),
            ("Shift and arrows", "Pick on the way"),
            ("Ctrl or ⌘ A", "Pick all results"),
            ("1 to 5, 0", "Rate, clear the rating"),
            ("T", "Add tags"),
            ("C", "Add to collection"),
            ("S", "Find similar to the one that is picked"),
            ("Del", "Delete"),
        ],
    ),
    (
        "Collections",
        &[("↑ ↓", "Previous, next"), ("← →", "Fold, unfold"), ("Alt ↑ ↓", "Put before, behind its neighbour"), ("F2", "Rename")],
    ),
    (
        "Viewer",
        &[
            ("← →", "Previous, next"),
            ("Z", "Fit or zoom"),
            ("+ −", "Nearer, farther"),
            ("R", "Rotate the view"),
            ("F", "Full screen"),
            ("I", "Show or hide the panel"),
            ("1 to 5, 0", "Rate, clear the rating"),
            ("D", "Download"),
            ("Del", "Delete"),
        ],
    ),
    (
        "Video and audio",
        &[("Space or K", "Play, pause"), ("J L", "Ten seconds back, on"), (", .", "A frame back, on"), ("M", "Sound off, on")],
    ),
];

/// The dialog that `?` opens.
#[component]
pub fn KeysHelp(
    /// Whether it stands open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let groups = move || {
        KEYS.map(|(place, keys)| {
            let rows = keys.iter().map(|(key, deed)| view! { <dt><kbd>{*key}</kbd></dt><dd>{*deed}</dd> }).collect_view();
            view! {
                <section>
                    <h3>{place}</h3>
                    <dl>{rows}</dl>
                </section>
            }
        })
        .into_iter()
        .collect_view()
    };
    let actions = move || {
        view! {
            <Button closes=ID on_press=move |_| open.set(false)>
                "Close"
            </Button>
        }
    };
    view! {
        <Dialog id=ID open title="Keys" wide=true actions>
            <div class="keys">
                <Show when=move || open.get()>{groups}</Show>
            </div>
        </Dialog>
    }
}
