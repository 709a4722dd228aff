//! The question in the address, and the answers that belong to it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::results::Results;
use super::selection::Selection;
use super::way_back::WayBack;
use crate::api;
use crate::api::error::ApiError;
use crate::domain::asset::Card;
use crate::domain::id::{AssetId, CollectionId};
use crate::domain::library::{PAGE, Page};
use crate::domain::query::LibraryQuery;
use crate::ui::kit::virtual_grid::GridHandle;

/// A question (as a query string) and the first page of its answer.
pub type Answer = (String, Result<Page, ApiError>);

/// Where the library was left for another page: its question, and the first card on the screen. The frame keeps it.
#[derive(Clone, Copy)]
pub struct Left(StoredValue<Option<(String, u32)>>);

impl Left {
    /// Provides it to everything below.
    pub fn provide() {
        provide_context(Self(StoredValue::new(None)));
    }

    /// The place in the answer to that question.
    fn place(question: &str) -> Option<u32> {
        let Self(left) = use_context()?;
        left.with_value(|left| left.as_ref().filter(|(left, _)| left == question).map(|(_, place)| *place))
    }

    /// Notes the first card on the screen as it changes: when the page goes, its grid is gone already.
    fn follow(question: String, grid: GridHandle) {
        let Some(Self(left)) = use_context() else { return };
        let visible = grid.visible();
        Effect::new(move |_| {
            let visible = visible.get();
            if !visible.is_empty() {
                left.set_value(Some((question.clone(), visible.start)));
            }
        });
    }
}

/// One library page: its question lives in the address, everything else here.
#[derive(Clone, Copy)]
pub struct Library {
    /// The question.
    pub query: Memo<LibraryQuery>,
    /// Index of the first card, for pages without scripts; 0 where scripts scroll.
    pub from: Memo<u32>,
    /// The first page of the answer.
    pub page: Resource<Answer>,
    /// What is picked.
    pub selection: Selection,
    shown: StoredValue<Option<Results>>,
    /// What the viewer showed last.
    viewed: StoredValue<Option<AssetId>>,
    /// The place of the grid that the next answer begins at.
    restore: StoredValue<Option<u32>>,
    owner: StoredValue<Option<Owner>>,
    way: WayBack,
    go: Callback<(String, bool)>,
}

impl Library {
    /// Provides it to everything below. Call it inside the router.
    pub fn provide() -> Self {
        let search = use_location().search;
        let query = Memo::new(move |_| search.with(|search| LibraryQuery::from_query_string(search)));
        let from = Memo::new(move |_| search.with(|search| start_of(search)));
        let page = Resource::new(
            move || (query.with(LibraryQuery::to_query_string), from.get()),
            |(question, from)| async move {
                let page = api::library::answer(question.clone(), from, PAGE).await;
                (question, page)
            },
        );
        let navigate = use_navigate();
        let go = Callback::new(move |(path, replace): (String, bool)| {
            navigate(&path, NavigateOptions { replace, scroll: false, ..Default::default() });
        });
        let way = WayBack::follow(query, Callback::new(move |path| go.run((path, true))));
        let library = Self {
            query,
            from,
            page,
            selection: Selection::new(),
            shown: StoredValue::new(None),
            viewed: StoredValue::new(None),
            restore: StoredValue::new(query.with_untracked(|query| Left::place(&query.to_query_string()))),
            owner: StoredValue::new(Owner::current()),
            way,
            go,
        };
        provide_context(library);
        library
    }

    /// The one of the page above.
    pub fn get() -> Option<Self> {
        use_context()
    }

    /// Slug of the brand that is shown; `None` for all brands.
    pub fn brand(self) -> Signal<Option<String>> {
        Signal::derive(move || self.query.with(|query| query.brand.clone()))
    }

    /// The collection that is shown.
    pub fn collection(self) -> Signal<Option<CollectionId>> {
        Signal::derive(move || self.query.with(|query| query.collection))
    }

    /// The answer that begins with this page, the same however often it is asked for.
    pub fn results(self, question: &str, page: &Page) -> Results {
        let known = self.shown.with_value(|shown| shown.clone().filter(|results| results.question() == question));
        if let Some(results) = known {
            return results;
        }
        // The handle must outlive the piece of page that asks first.
        let followed = || {
            let grid = GridHandle::new();
            Left::follow(question.to_owned(), grid);
            grid
        };
        let grid = self.owner.with_value(|owner| match owner {
            Some(owner) => owner.with(followed),
            None => followed(),
        });
        let results = Results::new(question.to_owned(), grid, page.clone());
        self.shown.set_value(Some(results.clone()));
        // What was picked is not on the page any more.
        self.selection.clear();
        if page.start == 0
            && let Some(from) = self.restore.try_update_value(Option::take).flatten()
        {
            grid.restore(from);
        }
        results
    }

    /// The answer shown now; none once the page is gone.
    pub fn shown(self) -> Option<Results> {
        self.shown.try_get_value().flatten()
    }

    /// Forgets the answer, so that asking again starts anew.
    pub fn ask_again(self) {
        self.shown.set_value(None);
        self.page.refetch();
    }

    /// The picked cards, as far as they are loaded.
    pub fn picked(self) -> Vec<Card> {
        let ids = self.selection.ids();
        self.shown().map(|results| results.cards(&ids)).unwrap_or_default()
    }

    /// Goes to a path of the studio.
    pub fn go(self, path: String) {
        self.to(path, false);
    }

    /// Goes to a path of the viewer, in place of this one in the browser's history.
    pub fn turn(self, path: String) {
        self.way.replaces();
        self.to(path, true);
    }

    /// Nowhere once the page is gone: the person is elsewhere by then.
    fn to(self, path: String, replace: bool) {
        self.go.try_run((path, replace));
    }

    /// Leaves the pages of those without scripts: the whole answer, scrolled to where the page began.
    pub fn leave_pages(self, from: u32) {
        self.restore.set_value(Some(from));
        self.ask_in_place(&self.query.get_untracked());
    }

    /// Shows another question.
    pub fn ask(self, query: &LibraryQuery) {
        self.to(query.library_path(), false);
    }

    /// Shows another question in place of this one in the browser's history.
    pub fn ask_in_place(self, query: &LibraryQuery) {
        self.to(query.library_path(), true);
    }

    /// Remembers what the viewer shows, to give its card the focus afterwards.
    pub fn view(self, asset: Option<AssetId>) {
        self.viewed.set_value(asset);
    }

    /// Gives the focus to the card of what the viewer showed last, wherever the grid is scrolled.
    pub fn focus_viewed(self) {
        let viewed = self.viewed.get_value();
        if let (Some(asset), Some(results)) = (viewed, self.shown())
            && let Some(index) = results.place_of(asset)
        {
            results.grid().focus(index);
        }
    }

    /// Opens the viewer.
    pub fn open(self, asset: AssetId) {
        if let Some(path) = self.query.try_with_untracked(|query| query.asset_path(asset)) {
            self.go(path);
        }
    }

    /// Shows another asset in the viewer; one step back still leads to the grid.
    pub fn turn_to(self, asset: AssetId) {
        if let Some(path) = self.query.try_with_untracked(|query| query.asset_path(asset)) {
            self.turn(path);
        }
    }

    /// Closes the viewer: goes back to the grid it was opened from, or shows it in place of the viewer.
    pub fn close(self) {
        if !self.way.close()
            && let Some(path) = self.query.try_with_untracked(LibraryQuery::library_path)
        {
            self.to(path, true);
        }
    }

    /// Address of the page of results that begins at `from`, for pages without scripts.
    pub fn page_path(self, from: u32) -> String {
        let path = self.query.with(LibraryQuery::library_path);
        match (from, path.contains('?')) {
            (0, _) => path,
            (_, true) => format!("{path}&from={from}"),
            (_, false) => format!("{path}?from={from}"),
        }
    }
}

/// Where the page begins, from `from=120`.
fn start_of(search: &str) -> u32 {
    let pairs = search.trim_start_matches('?').split('&');
    pairs.filter_map(|pair| pair.strip_prefix("from=")).find_map(|from| from.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_begin_where_the_address_says() {
        for (search, expect) in [("", 0), ("?from=60", 60), ("q=x&from=120", 120), ("from=-1", 0), ("from=many", 0)] {
            assert_eq!(start_of(search), expect, "{search:?}");
        }
    }
}
