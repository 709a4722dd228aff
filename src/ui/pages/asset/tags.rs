//! The asset's tags.

use leptos::prelude::*;

use super::deeds;
use crate::domain::access::Action;
use crate::ui::kit::Chip;
use crate::ui::parts::chip_adder::ChipAdder;
use crate::ui::state::viewed::Viewed;

/// Chips with a cross, and a way to add one.
pub fn tag_editor(viewed: &Viewed) -> AnyView {
    let tags = viewed.part(|detail| detail.tags.clone());
    let may = {
        let viewed = viewed.clone();
        Memo::new(move |_| viewed.may(Action::Edit))
    };
    let chips = {
        let viewed = viewed.clone();
        move || {
            let may = may.get();
            let chips = tags.get().into_iter().map(|tag| {
                let words = tag.to_string();
                if !may {
                    return view! { <Chip><span class="cut">{words}</span></Chip> }.into_any();
                }
                let viewed = viewed.clone();
                let remove = Callback::new(move |()| deeds::remove_tag(&viewed, tag.clone()));
                view! {
                    <Chip remove_label=format!("Remove {words}") on_remove=remove>
                        <span class="cut" title=words.clone()>{words.clone()}</span>
                    </Chip>
                }
                .into_any()
            });
            chips.collect_view()
        }
    };
    let none = move || (tags.with(Vec::is_empty) && !may.get()).then(|| view! { <span class="faint">"None"</span> });
    let add = {
        let viewed = viewed.clone();
        Callback::new(move |text: String| deeds::add_tag(&viewed, &text))
    };
    view! {
        <div class="group">
            <span class="lab">"Tags"</span>
            <div class="chips">
                {chips}
                {none}
                {move || may.get().then(|| view! { <ChipAdder id="add-tag" words="Add tag" label="Tag" max=60 on_add=add/> })}
            </div>
        </div>
    }
    .into_any()
}
