//! A person as two letters.

use leptos::prelude::*;

use super::button::Size;

/// The first letters of the first and the last word of a name, in capitals; "?" for no name.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    let first = words.next();
    let last = words.next_back();
    let letters: String = [first, last]
        .into_iter()
        .flatten()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()))
        .flat_map(char::to_uppercase)
        .collect();
    if letters.is_empty() { "?".into() } else { letters }
}

/// The disc with a person's initials.
#[component]
pub fn Avatar(
    /// The person's name.
    #[prop(into)]
    name: Signal<String>,
    /// 20, 28 or 36 px.
    #[prop(optional)]
    size: Size,
    /// The name stands nowhere beside it: say it, and show it as the tooltip.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    let class = match size {
        Size::Small => "face sm",
        Size::Medium => "face",
        Size::Large => "face lg",
    };
    view! {
        <span
            class=class
            role=alone.then_some("img")
            aria-hidden=(!alone).then_some("true")
            aria-label=move || alone.then(|| name.get())
            title=move || alone.then(|| name.get())
        >
            {move || name.with(|name| initials(name))}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_first_and_last_word() {
        for (name, expect) in [
            ("Mara Lind", "ML"),
            ("mara van der lind", "ML"),
            ("Mara", "M"),
            ("  ", "?"),
            ("(ops) ", "O"),
            ("Élodie Øst", "ÉØ"),
            ("Mara –", "M"),
        ] {
            assert_eq!(initials(name), expect, "{name:?}");
        }
    }
}
