//! The place of what is still on its way, at its final size.

use leptos::prelude::*;

/// A mat that breathes slowly, and holds still where motion is not wanted.
#[component]
pub fn Skeleton(
    /// CSS width.
    #[prop(default = "100%")]
    width: &'static str,
    /// CSS height; for pictures give `ratio` in its place.
    #[prop(default = "16px")]
    height: &'static str,
    /// CSS aspect ratio ("4 / 5"), which takes the place of the height.
    #[prop(optional)]
    ratio: &'static str,
) -> impl IntoView {
    let size =
        if ratio.is_empty() { format!("width:{width};height:{height}") } else { format!("width:{width};aspect-ratio:{ratio}") };
    view! { <div class="skel" style=size aria-hidden="true"></div> }
}
