//! Smart collections: saved searches in the rail, each with how many it finds now, and what can be done to them.

use leptos::{ev, prelude::*};

use crate::api;
use crate::domain::library::{Rail, RailSearch};
use crate::ui::browser::popover;
use crate::ui::kit::{Button, Count, Dialog, Icon, IconName, Look, Menu, MenuItem, MenuLine, Size, TextField};
use crate::ui::parts::fault::fault_words;
use crate::ui::state::library::Library;
use crate::ui::state::rail::RailState;
use crate::ui::state::session::Session;
use crate::ui::state::toasts::{Toast, Toasts};

const MENU: &str = "search-menu";
const RENAME: &str = "rename-search";

/// The section, where there is any.
#[component]
pub fn SmartCollections(
    /// The page whose question they replace.
    library: Library,
    /// Searches and counts as they change.
    rail: ArcRwSignal<Rail>,
) -> impl IntoView {
    let meant = RwSignal::new(None::<RailSearch>);
    let renaming = RwSignal::new(false);
    let (session, toasts, state) = (Session::expect(), Toasts::expect(), RailState::get());
    let delete = move |()| {
        let Some(row) = meant.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            match api::searches::delete(row.search.id).await {
                Ok(()) => {
                    let words = format!("Search “{}” deleted. Its assets stay.", row.search.name);
                    toasts.say(Toast::done(words).undo(move || keep_again(&row, session, toasts, state)));
                    refresh(state);
                }
                Err(error) => toasts.say(Toast::problem(error.to_string())),
            }
        });
    };
    let label = Signal::derive(move || match meant.get() {
        Some(row) => format!("Search {}", row.search.name),
        None => "Search".to_owned(),
    });
    let rows = {
        let rail = rail.clone();
        Memo::new(move |_| rail.with(|rail| rail.searches.clone()))
    };
    let section = move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            let rows = rows.into_iter().map(|found| row(library, found, meant)).collect_view();
            view! {
                <div class="sec">
                    <h2>"Smart collections"</h2>
                </div>
                <ul>{rows}</ul>
            }
        })
    };
    view! {
        {section}
        <Menu id=MENU label>
            <MenuItem menu=MENU icon=IconName::Pencil on_choose=move |()| renaming.set(true)>
                "Rename…"
            </MenuItem>
            <MenuLine/>
            <MenuItem menu=MENU icon=IconName::Trash danger=true on_choose=delete>
                "Delete search"
            </MenuItem>
        </Menu>
        <Dialog id=RENAME open=renaming title="Rename search">
            <Show when=move || renaming.get()>
                <Rename meant renaming/>
            </Show>
        </Dialog>
    }
}

/// Undoes a deletion.
fn keep_again(row: &RailSearch, session: Session, toasts: Toasts, state: Option<RailState>) {
    let search = &row.search;
    let brand = search.brand.and_then(|id| untrack(|| session.brand_by_id(id))).map(|brand| brand.slug).unwrap_or_default();
    let (name, question, shared) = (search.name.to_string(), search.question.clone(), search.shared);
    leptos::task::spawn_local(async move {
        match api::searches::save(brand, name, question, shared).await {
            Ok(_) => refresh(state),
            Err(error) => toasts.say(Toast::problem(error.to_string())),
        }
    });
}

fn refresh(rail: Option<RailState>) {
    if let Some(rail) = rail {
        rail.refresh();
    }
}

fn row(library: Library, found: RailSearch, meant: RwSignal<Option<RailSearch>>) -> AnyView {
    let session = Session::expect();
    let href = if found.question.is_empty() { "/library".to_owned() } else { format!("/library?{}", found.question) };
    let question = found.question.clone();
    let current = move || library.query.with(|query| query.to_query_string() == question).then_some("true");
    let name = found.search.name.to_string();
    let title = if found.search.shared { format!("{name}, shared with the brand") } else { name.clone() };
    let anchor = format!("search-{}", found.search.id);
    let count = u64::from(found.count);
    let more = {
        let (anchor, label) = (anchor.clone(), format!("Actions for {name}"));
        move || {
            let scope = found.search.brand.and_then(|id| session.brand_by_id(id)).map(|brand| brand.scope());
            session.may(found.search.needs(), &found.search.scope(scope)).then(|| {
                let (anchor, label, found) = (anchor.clone(), label.clone(), found.clone());
                let press = move |_| {
                    meant.set(Some(found.clone()));
                    popover::show_by(MENU, &anchor);
                };
                view! { <Button look=Look::Ghost size=Size::Small icon=IconName::More label on_press=press/> }
            })
        }
    };
    view! {
        <li>
            <div class="row" aria-current=current>
                <Icon name=IconName::Smart/>
                <a class="name cut" href=href title=title data-noscroll="">
                    {name}
                </a>
                <Count value=Signal::stored(count)/>
                <span class="more needs-js" id=anchor>
                    {more}
                </span>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn Rename(meant: RwSignal<Option<RailSearch>>, renaming: RwSignal<bool>) -> impl IntoView {
    let row = meant.get_untracked();
    let state = RailState::get();
    let name = RwSignal::new(row.as_ref().map(|row| row.search.name.to_string()).unwrap_or_default());
    let save = Action::new(move |(): &()| {
        let (id, wanted) = (row.as_ref().map(|row| row.search.id), name.get_untracked());
        async move {
            let Some(id) = id else { return Ok(()) };
            let answer = api::searches::rename(id, wanted).await;
            if answer.is_ok() {
                renaming.set(false);
                refresh(state);
            }
            answer
        }
    });
    let error = fault_words(save);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        save.dispatch(());
    };
    view! {
        <form on:submit=submit>
            <div class="in">
                <TextField id="search-rename" label="Name" value=name required=true max=120 autofocus=true error/>
            </div>
            <footer>
                <Button look=Look::Ghost closes=RENAME on_press=move |_| renaming.set(false)>
                    "Cancel"
                </Button>
                <Button look=Look::Primary submit=true busy=save.pending() busy_words="Renaming…">
                    "Rename"
                </Button>
            </footer>
        </form>
    }
}
