//! Views and style sheets: each class used exists, and the reverse; and so for icons.

use crate::lexer::{Kind, Token, group_end};
use crate::report;
use crate::sources::{Source, paths, read, sources};
use std::collections::{BTreeMap, BTreeSet};

fn views() -> Vec<Source> {
    let views = sources().into_iter().filter(|source| {
        source.path.starts_with("src/ui/") || matches!(source.path.as_str(), "src/ui.rs" | "src/app.rs" | "src/serve.rs")
    });
    views.collect()
}

/// The style sheets that `main.css` brings in, itself included.
fn sheets() -> Vec<String> {
    let main = without_comments(&read("style/main.css"));
    let imports = main.split("@import").skip(1).filter_map(|rest| rest.split('"').nth(1));
    let imports = imports.map(|path| format!("style/{}", path.trim_start_matches("./")));
    std::iter::once("style/main.css".to_owned()).chain(imports).collect()
}

#[test]
fn used_classes_are_styled() {
    let styled: BTreeSet<String> = sheets().iter().flat_map(|path| classes(&read(path))).collect();
    let mut faults = Vec::new();
    for source in views() {
        for (class, line) in used(&source.shipped) {
            if !styled.contains(&class) {
                faults.push(format!("{}no style sheet knows .{class}", source.at(line)));
            }
        }
    }
    report("each class used has a style", faults);
}

/// Before there is an app there are no pages, and what is drawn for them is not idle yet.
fn no_app_yet() -> bool {
    read("src/app.rs").is_empty()
}

/// A class counts as used when any string of the views has it as a word, since many are put
/// together from an enum. That is lenient, but finds what nobody wears any more.
#[test]
fn styled_classes_are_used() {
    if no_app_yet() {
        return;
    }
    let mut worn: BTreeSet<String> = BTreeSet::new();
    for source in views() {
        for token in source.shipped.iter().filter_map(Token::str) {
            worn.extend(token.split(|c: char| c.is_whitespace() || "<>\"'=".contains(c)).map(str::to_owned));
        }
        worn.extend(used(&source.shipped).into_iter().map(|(class, _)| class));
    }
    let mut faults = Vec::new();
    for path in sheets() {
        let defined = classes(&read(&path));
        let idle: Vec<&String> = defined.iter().filter(|class| !worn.contains(*class)).collect();
        if idle.is_empty() {
            continue;
        }
        if idle.len() == defined.len() {
            faults.push(format!("{path}: no view uses it; import it in main.css when one does"));
        } else {
            faults.extend(idle.iter().map(|class| format!("{path}: no view uses .{class}")));
        }
    }
    report("each styled class is used", faults);
}

#[test]
fn style_sheets_are_whole() {
    let mut faults = Vec::new();
    for path in sheets() {
        let text = read(&path);
        if text.trim().is_empty() && !no_app_yet() {
            faults.push(format!("{path} is missing or empty"));
        }
        // cargo-leptos ships what it cannot parse as it is, without a word.
        let css = without_comments(&text);
        for (open, close) in [('{', '}'), ('(', ')'), ('[', ']')] {
            let (opened, closed) = (css.matches(open).count(), css.matches(close).count());
            if opened != closed {
                faults.push(format!("{path}: {opened} × {open} but {closed} × {close}"));
            }
        }
    }
    report("style sheets are whole", faults);
}

#[test]
fn custom_properties_exist() {
    if no_app_yet() {
        return;
    }
    let mut defined: BTreeSet<String> = BTreeSet::new();
    let mut wanted: BTreeMap<String, String> = BTreeMap::new();
    for path in sheets() {
        let css = without_comments(&read(&path));
        for (at, _) in css.match_indices("--") {
            let name: String = css[at..].chars().take_while(|c| is_name(*c)).collect();
            let before = css[..at].trim_end();
            let after = css[at + name.len()..].trim_start();
            if before.ends_with("var(") {
                // With a fallback it may be missing.
                if !after.starts_with(',') {
                    wanted.entry(name).or_insert_with(|| path.clone());
                }
            } else if after.starts_with(':') {
                defined.insert(name);
            }
        }
    }
    // Some are set by a view, such as a card's colour.
    for token in views().iter().flat_map(|source| source.shipped.clone()) {
        let text = token.str().unwrap_or_default().to_owned();
        for (at, _) in text.match_indices("--") {
            defined.insert(text[at..].chars().take_while(|c| is_name(*c)).collect());
        }
    }
    let faults = wanted.iter().filter(|(name, _)| !defined.contains(*name));
    report("each custom property is set somewhere", faults.map(|(name, path)| format!("{path}: var({name})")).collect());
}

#[test]
fn icons_exist() {
    let sprite = read("public/icons.svg");
    let drawn: BTreeSet<&str> =
        sprite.split("<symbol").skip(1).filter_map(|symbol| symbol.split("id=\"").nth(1)?.split('"').next()).collect();
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut faults = Vec::new();
    for source in views() {
        let listed = source.path == "src/ui/kit/icon.rs";
        for window in source.shipped.windows(3) {
            let [equals, arrow, name] = window else { continue };
            // The table of names: `Again => "again",`.
            let row = listed && equals.is('=') && arrow.is('>');
            if let Some(id) = name.str().filter(|_| row).map(|id| format!("i-{id}")) {
                if !drawn.contains(id.as_str()) {
                    faults.push(format!("{}no symbol {id} in public/icons.svg", source.at(name.line)));
                }
                named.insert(id);
            }
        }
        for (text, line) in source.shipped.iter().filter_map(|token| Some((token.str()?, token.line))) {
            let Some(id) = text.split("icons.svg#").nth(1).filter(|id| *id != "i-" && !id.contains('{')) else { continue };
            if !drawn.contains(id) {
                faults.push(format!("{}no symbol {id} in public/icons.svg", source.at(line)));
            }
            named.insert(id.to_owned());
        }
    }
    if !named.is_empty() {
        // Other symbols are not line icons, such as the logo.
        let icons = drawn.iter().filter(|id| id.starts_with("i-"));
        faults.extend(icons.filter(|id| !named.contains(**id)).map(|id| format!("public/icons.svg: nothing names {id}")));
    }
    report("each icon named is drawn, and the reverse", faults);
}

/// Every style sheet is `main.css`, or imported by it, or waits for its view outside of it; a name
/// imported twice or not there is a slip.
#[test]
fn imports_of_styles_exist() {
    let there: BTreeSet<String> = paths("style", "css").into_iter().collect();
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for path in sheets().into_iter().filter(|path| !there.is_empty() || path != "style/main.css") {
        if !there.contains(&path) {
            faults.push(format!("style/main.css imports {path}, which does not exist"));
        }
        if !seen.insert(path.clone()) {
            faults.push(format!("style/main.css imports {path} twice"));
        }
    }
    report("imports of style sheets exist", faults);
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

fn without_comments(css: &str) -> String {
    let mut kept = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    kept + rest
}

/// The classes that a sheet's selectors name.
fn classes(css: &str) -> BTreeSet<String> {
    let css = without_comments(css);
    let mut found = BTreeSet::new();
    // What stands before a `{` and after the last `;`, `{` or `}` is a selector or an at-rule.
    let mut prelude = String::new();
    for c in css.chars() {
        match c {
            '{' => {
                if !prelude.trim_start().starts_with('@') {
                    found.extend(classes_of_selector(&prelude));
                }
                prelude.clear();
            }
            '}' | ';' => prelude.clear(),
            c => prelude.push(c),
        }
    }
    found
}

fn classes_of_selector(selector: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut quoted = None;
    let chars: Vec<char> = selector.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        match (quoted, c) {
            (Some(quote), c) if quote == *c => quoted = None,
            (None, '"' | '\'') => quoted = Some(*c),
            (None, '.') => {
                let name: String = chars[at + 1..].iter().take_while(|c| is_name(**c)).collect();
                if name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '-') {
                    found.push(name);
                }
            }
            _ => {}
        }
    }
    found
}

/// The classes that are certain from the code alone: `class="a b"`, `class=("a", …)`,
/// `class=(["a", "b"], …)`, `class:a=…`, `.class("a")`, `.class(("a", …))`.
fn used(tokens: &[Token]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.ident() != Some("class") || at + 2 >= tokens.len() {
            continue;
        }
        let method = at > 0 && tokens[at - 1].is('.') && tokens[at + 1].is('(');
        if tokens[at + 1].is(':') && !tokens[at + 2].is(':') {
            found.extend(directive(tokens, at + 2));
        } else if tokens[at + 1].is('=') || method {
            let mut value = at + 2;
            if tokens[value].is('(') {
                value += 1;
            }
            let list = if tokens[value].is('[') { value + 1..group_end(tokens, value) } else { value..value + 1 };
            for token in tokens.get(list).unwrap_or_default() {
                let words = token.str().unwrap_or_default().split_whitespace();
                found.extend(words.map(|word| (word.to_owned(), token.line)));
            }
        }
    }
    found
}

/// `class:is-open=…` is several tokens.
fn directive(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let mut name = String::new();
    for token in &tokens[at..] {
        match &token.kind {
            Kind::Ident(word) => name.push_str(word),
            Kind::Punct('-') => name.push('-'),
            Kind::Punct('=') => return Some((name, tokens[at].line)),
            _ => return None,
        }
    }
    None
}

#[test]
fn selectors_give_their_classes() {
    let css = r#"
        @layer a, b; /* .no { } */
        .card { color: red; margin: .5em; &.on:not(.off) > .in::before { content: ".no"; } }
        @media (min-width: 10.5px) { a[href=".no"], .link:hover { background: url("x.no"); } }
    "#;
    let found: Vec<String> = classes(css).into_iter().collect();
    assert_eq!(found, ["card", "in", "link", "off", "on"]);
}

#[test]
fn classes_are_found_in_views() {
    let text = r#"
        view! { <a class="one two" class=("three", move || x) class:is-open=y class=(["four", "five"], z) class=w/> }
        a().class("six").class(("seven", q)); struct class; let class = "no";
    "#;
    let found: Vec<String> = used(&crate::lexer::lex(text)).into_iter().map(|(class, _)| class).collect();
    assert_eq!(found, ["one", "two", "three", "is-open", "four", "five", "six", "seven", "no"]);
}
