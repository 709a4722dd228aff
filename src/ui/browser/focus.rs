//! Where the keyboard is: asking, giving it to an element, and stepping through a list.

/// Whether nothing in the page has the focus.
///
/// On the server: `true`.
pub fn is_free() -> bool {
    #[cfg(feature = "hydrate")]
    {
        super::dom::document().and_then(|page| page.active_element()).is_none_or(|active| active.tag_name() == "BODY")
    }
    #[cfg(not(feature = "hydrate"))]
    {
        true
    }
}

/// Gives the focus to the element with that id; says whether there was one.
///
/// On the server: nothing, `false`.
pub fn by_id(id: &str) -> bool {
    #[cfg(feature = "hydrate")]
    {
        super::dom::by_id::<web_sys::HtmlElement>(id).is_some_and(|element| element.focus().is_ok())
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = id;
        false
    }
}

/// What takes the focus in a panel.
#[cfg(feature = "hydrate")]
const CONTROLS: &str = "button, a[href], input, select, textarea";

/// Gives the focus to the first control in the element with that id, or to the element while it holds none. Where the
/// focus is in it already, it stays.
///
/// On the server: nothing.
pub fn enter(id: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(panel) = super::dom::by_id::<web_sys::HtmlElement>(id) {
        let focused = super::dom::document().and_then(|page| page.active_element());
        if focused.is_some_and(|focused| panel.contains(Some(&focused)) && !panel.is_same_node(Some(&focused))) {
            return;
        }
        match panel.query_selector(CONTROLS).ok().flatten() {
            Some(_) => step(id, CONTROLS, Step::First),
            None => {
                let _ = panel.focus();
            }
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// Where to go in a list of things that take the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The one after the focused one, from the last to the first.
    Next,
    /// The one before the focused one, from the first to the last.
    Back,
    /// The first.
    First,
    /// The last.
    Last,
}

impl Step {
    /// What a key asks for in a list that goes down the page, by the key's name.
    pub fn of(key: &str) -> Option<Self> {
        match key {
            "ArrowDown" => Some(Self::Next),
            "ArrowUp" => Some(Self::Back),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }
}

/// The place a step leads to in a list of `length`, from `now` if one of them has the focus.
fn place(step: Step, now: Option<usize>, length: usize) -> Option<usize> {
    if length == 0 {
        return None;
    }
    Some(match (step, now) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Back, None) => length - 1,
        (Step::Next, Some(now)) => (now + 1) % length,
        (Step::Back, Some(now)) => (now + length - 1) % length,
    })
}

/// Moves the focus among what `selector` finds inside the element with the id `list`.
///
/// On the server: nothing.
pub fn step(list: &str, selector: &str, step: Step) {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let Some(list) = super::dom::by_id::<web_sys::Element>(list) else { return };
        let Ok(found) = list.query_selector_all(selector) else { return };
        let items: Vec<web_sys::HtmlElement> =
            (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect();
        let focused = super::dom::document().and_then(|page| page.active_element());
        let now = focused.and_then(|focused| items.iter().position(|item| item.is_same_node(Some(&focused))));
        if let Some(item) = place(step, now, items.len()).and_then(|index| items.get(index)) {
            let _ = item.focus();
        }
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = place(step, None, 0);
        let _ = (list, selector);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_wraps_at_both_ends() {
        assert_eq!(place(Step::Next, Some(2), 3), Some(0));
        assert_eq!(place(Step::Back, Some(0), 3), Some(2));
        assert_eq!(place(Step::Next, Some(0), 3), Some(1));
        assert_eq!(place(Step::Last, Some(0), 3), Some(2));
    }

    #[test]
    fn a_step_from_nowhere_enters_at_the_near_end() {
        assert_eq!(place(Step::Next, None, 3), Some(0));
        assert_eq!(place(Step::Back, None, 3), Some(2));
        assert_eq!(place(Step::Next, None, 0), None);
    }
}
