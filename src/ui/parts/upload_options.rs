//! What all files that are uploaded from now on get: a collection, a campaign, tags.

use leptos::{ev, prelude::*};

use crate::api;
use crate::domain::text::Invalid;
use crate::domain::upload::{Filing, tags_of};
use crate::ui::kit::{Button, Choice, Dialog, IconName, Look, SelectField, Size, TextField};
use crate::ui::state::rail::{RailState, path_words};
use crate::ui::state::session::Session;
use crate::ui::state::uploads::{Target, Uploads, Wanted};

const ID: &str = "upload-options";

/// The button that asks, the dialog, and what was answered. Not shown where the member may not upload.
#[component]
pub fn UploadOptions(
    /// Slug of the brand that is shown; `None` for all brands.
    #[prop(into)]
    brand: Signal<Option<String>>,
) -> impl IntoView {
    let session = Session::expect();
    let uploads = Uploads::expect();
    let open = RwSignal::new(false);
    let slug = Memo::new(move |_| brand.with(|brand| Target::here(session, brand.as_deref(), None)).map(|target| target.brand));
    let wanted = Memo::new(move |_| uploads.wanted(&slug.get()?));
    let standing = move || {
        wanted.get().map(|wanted| {
            view! {
                <p class="wanted sub" role="status">
                    <span class="cut" title=wanted.words.clone()>
                        {format!("Uploads get {}", wanted.words)}
                    </span>
                    <Button
                        look=Look::Ghost
                        size=Size::Small
                        icon=IconName::X
                        label="Clear upload options"
                        on_press=move |_| uploads.want(None)
                    />
                </p>
            }
        })
    };
    view! {
        <Show when=move || slug.get().is_some()>
            <Button look=Look::Ghost icon=IconName::Tag label="Upload options" class="needs-js" on_press=move |_| open.set(true)/>
        </Show>
        {standing}
        <Dialog
            id=ID
            open
            title="Upload options"
            text="For all files you upload into this brand from now on, until you clear them or leave."
        >
            <Show when=move || open.get()>{move || slug.get().map(|slug| view! { <Body slug open/> })}</Show>
        </Dialog>
    }
}

#[component]
fn Body(slug: String, open: RwSignal<bool>) -> impl IntoView {
    let uploads = Uploads::expect();
    let before = untrack(|| uploads.wanted(&slug)).map(|wanted| wanted.filing).unwrap_or_default();
    let id = |id: Option<String>| RwSignal::new(id.unwrap_or_default());
    let collection = id(before.collection.map(|id| id.to_string()));
    let campaign = id(before.campaign.map(|id| id.to_string()));
    let tags = RwSignal::new(before.tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
    let wrong = RwSignal::new(None::<Invalid>);
    let collections = collections_of(&slug);
    let known = StoredValue::new(collections.clone());
    let asked = slug.clone();
    let campaigns = LocalResource::new(move || api::campaigns::list(asked.clone()));
    let campaign_choices = Signal::derive(move || {
        let mut choices = vec![Choice::new("", "None")];
        match campaigns.get() {
            Some(Ok(faces)) => {
                let face = |face: crate::domain::campaign::CampaignFace| {
                    Choice::new(face.campaign.id.to_string(), face.campaign.name.to_string())
                };
                choices.extend(faces.into_iter().map(face));
            }
            Some(Err(_)) => choices.push(Choice { off: true, ..Choice::new("-", "The campaigns did not arrive") }),
            None => choices.push(Choice { off: true, ..Choice::new("-", "Loading…") }),
        }
        choices
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let tags = match tags_of(&tags.get_untracked()) {
            Ok(tags) => tags,
            Err(invalid) => return wrong.set(Some(invalid)),
        };
        let (collection, campaign) = (collection.get_untracked(), campaign.get_untracked());
        let label = |choices: &[Choice], value: &str| {
            choices.iter().find(|choice| !value.is_empty() && choice.value == value).map(|choice| choice.label.clone())
        };
        let words = known.with_value(|known| label(known, &collection));
        let words = words.into_iter().chain(label(&campaign_choices.get_untracked(), &campaign));
        let words: Vec<String> = words.chain(tags.iter().map(ToString::to_string)).collect();
        let filing = Filing { collection: collection.parse().ok(), campaign: campaign.parse().ok(), tags };
        let nothing = filing == Filing::default();
        uploads.want((!nothing).then(|| Wanted { brand: slug.clone(), filing, words: words.join(", ") }));
        open.set(false);
    };
    let error = Signal::derive(move || wrong.with(|wrong| wrong.as_ref().map(|wrong| wrong.reason.clone())));
    view! {
        <form on:submit=submit>
            <div class="in">
                <SelectField
                    id="upload-collection"
                    label="Collection"
                    choices=collections
                    value=collection
                    on_change=move |value| collection.set(value)
                />
                <SelectField
                    id="upload-campaign"
                    label="Campaign"
                    choices=campaign_choices
                    value=campaign
                    on_change=move |value| campaign.set(value)
                />
                <TextField id="upload-tags" label="Tags" value=tags hint="Apart by commas." error/>
            </div>
            <footer>
                <Button look=Look::Ghost closes=ID on_press=move |_| open.set(false)>
                    "Cancel"
                </Button>
                <Button look=Look::Primary submit=true>
                    "Use for uploads"
                </Button>
            </footer>
        </form>
    }
}

/// The collections of a brand with what they lie in, after the one that is shown.
fn collections_of(slug: &str) -> Vec<Choice> {
    let brand = Session::expect().brand(slug).map(|brand| brand.id);
    let rail = RailState::get().and_then(RailState::shown).map(|rail| rail.get_untracked().collections).unwrap_or_default();
    let mut choices = vec![Choice::new("", "The one that is shown")];
    let rows = rail.iter().filter(|row| Some(row.brand) == brand);
    choices.extend(rows.map(|row| Choice::new(row.id.to_string(), path_words(&rail, row.id))));
    choices
}
