//! Why a search found an asset: the text its words stand in, with the words marked.

use leptos::prelude::*;

use crate::domain::library::{Field, Found};
use crate::ui::kit::{Icon, IconName};

/// In the line under a picture, in place of who brought it in.
pub fn found_line(found: &[Found]) -> AnyView {
    let title = found.iter().map(|one| format!("{}: {}", one.reason(), one.text)).collect::<Vec<_>>().join(", ");
    let texts = found.iter().map(found_text).collect_view();
    view! {
        <span class="why cut" title=title>
            {texts}
        </span>
    }
    .into_any()
}

fn found_text(found: &Found) -> AnyView {
    let icon = match found.field {
        Field::Name => None,
        Field::Tag => Some(IconName::Tag),
        Field::Prompt => Some(IconName::Create),
    };
    view! {
        <span class="sr">{found.reason()} ": "</span>
        {icon.map(|name| view! { <Icon name/> })}
        {found.similar.then(|| view! { <span aria-hidden="true">"≈ "</span> })}
        {marked(found)}
        " "
    }
    .into_any()
}

/// Over the picture: in words.
pub fn found_words(found: &[Found]) -> Option<String> {
    let told: Vec<&str> = found.iter().map(Found::reason).filter(|reason| *reason != "Name").collect();
    (!told.is_empty()).then(|| format!("Found by: {}", told.join(", ").to_lowercase()))
}

fn marked(found: &Found) -> AnyView {
    found
        .pieces()
        .into_iter()
        .map(|(text, hit)| {
            let text = text.to_owned();
            if hit { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
        })
        .collect_view()
        .into_any()
}
