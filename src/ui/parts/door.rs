//! The studio's door: one column to enter by, beside a contact sheet.

use leptos::prelude::*;

/// Frames on the sheet: enough for a tall window.
const FRAMES: usize = 60;
/// Drawings in `public/sheet.svg`.
const DRAWINGS: usize = 12;
/// The frame somebody has chosen.
const CHOSEN: usize = 15;

/// What signing in and setting up share: the sheet, the name of the product and one form.
#[component]
pub fn Door(
    /// The form.
    children: Children,
    /// A line under it.
    #[prop(optional, into)]
    foot: Option<String>,
) -> impl IntoView {
    view! {
        <div class="enter">
            <Sheet/>
            <main class="door" id="main">
                <div class="word">
                    <svg aria-hidden="true">
                        <use href="/icons.svg#sign"></use>
                    </svg>
                    "Atelier"
                </div>
                {children()}
                <footer>{foot}</footer>
            </main>
        </div>
    }
}

/// A contact sheet on a light table, one frame circled with a grease pencil.
#[component]
fn Sheet() -> impl IntoView {
    let frames = (0..FRAMES)
        .map(|index| {
            // Steps that share no factor with the drawings, shifted by row, so that no pattern shows.
            let drawing = (index * 7 + index / 6 * 3) % DRAWINGS;
            let chosen = (index == CHOSEN).then(|| {
                view! {
                    <svg class="loop">
                        <use href="/sheet.svg#loop"></use>
                    </svg>
                }
            });
            view! {
                <li>
                    <svg>
                        <use href=format!("/sheet.svg#f-{drawing}")></use>
                    </svg>
                    {chosen}
                    <span>{format!("{:02}", index + 1)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="art" data-theme="dark" aria-hidden="true">
            <ul class="sheet">{frames}</ul>
        </div>
    }
}
