//! SVG: written anew from its elements, with only what draws.

use super::{Strip, strip as strip_any};
use crate::domain::format::Format;
use crate::server::media::Limits;
use crate::server::media::svg::parse;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use resvg::usvg::roxmltree::Node;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// Elements that say something and draw nothing, or act.
const DROPPED: [&str; 6] = ["metadata", "script", "title", "desc", "foreignObject", "handler"];

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let document = parse(bytes, &Limits::default()).ok()?;
    let mut clean = String::with_capacity(bytes.len());
    let root = document.root_element();
    if root.tag_name().namespace().is_some_and(|space| space != SVG) {
        return None;
    }
    element(root, true, &mut clean)?;
    clean.push('\n');
    Some(clean.into_bytes())
}

/// Depth is bounded by `parse`. `None` where an embedded picture cannot be cleaned.
fn element(node: Node, root: bool, clean: &mut String) -> Option<()> {
    let name = node.tag_name().name();
    let foreign = node.tag_name().namespace().is_some_and(|space| space != SVG);
    if foreign || DROPPED.contains(&name) {
        return Some(());
    }
    clean.push('<');
    clean.push_str(name);
    if root {
        clean.push_str(&format!(" xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\""));
    }
    for attribute in node.attributes() {
        let name = match attribute.namespace() {
            None => attribute.name().to_owned(),
            Some(XLINK) => format!("xlink:{}", attribute.name()),
            Some(XML) => format!("xml:{}", attribute.name()),
            Some(_) => continue,
        };
        if acts_or_tells(&name) {
            continue;
        }
        let value = if attribute.name() == "href" { reference(attribute.value())? } else { plain(attribute.value())? };
        let Some(value) = value else { continue };
        clean.push_str(&format!(" {name}=\""));
        escape(&value, clean);
        clean.push('"');
    }
    clean.push('>');
    for child in node.children() {
        match child.text() {
            _ if child.is_element() => element(child, false, clean)?,
            Some(text) if child.is_text() => {
                let text = if name == "style" { without_comments(text) } else { text.to_owned() };
                escape(&plain(&text)?.unwrap_or_default(), clean);
            }
            _ => {}
        }
    }
    clean.push_str(&format!("</{name}>"));
    Some(())
}

/// Handlers run code; `data-` attributes are an editor's notes.
fn acts_or_tells(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("on") || name.starts_with("data-") || name.starts_with("xlink:title") || name == "xml:base"
}

/// Pictures in style sheets cannot be reached for cleaning.
fn plain(value: &str) -> Option<Option<String>> {
    let holds_picture = value.contains("url(") && value.to_ascii_lowercase().contains("data:");
    if holds_picture { None } else { Some(Some(value.to_owned())) }
}

/// Fragments stay, embedded pictures are cleaned themselves, all else goes. The outer `None` gives up.
fn reference(value: &str) -> Option<Option<String>> {
    let value = value.trim();
    if value.starts_with('#') {
        return Some(Some(value.to_owned()));
    }
    let Some(data) = value.strip_prefix("data:") else { return Some(None) };
    let (_, encoded) = data.split_once(";base64,")?;
    let encoded: String = encoded.chars().filter(|char| !char.is_ascii_whitespace()).collect();
    let bytes = STANDARD.decode(encoded).ok()?;
    let format = Format::sniff(&bytes).filter(|format| *format != Format::Svg)?;
    match strip_any(&bytes, format) {
        Strip::Clean(bytes) => Some(Some(format!("data:{};base64,{}", format.mime(), STANDARD.encode(bytes)))),
        Strip::Unsupported => None,
    }
}

fn without_comments(sheet: &str) -> String {
    let mut clean = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        clean.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    clean.push_str(rest);
    clean
}

fn escape(text: &str, clean: &mut String) {
    for char in text.chars() {
        match char {
            '&' => clean.push_str("&amp;"),
            '<' => clean.push_str("&lt;"),
            '>' => clean.push_str("&gt;"),
            '"' => clean.push_str("&quot;"),
            '\n' | '\r' | '\t' => clean.push_str(&format!("&#{};", u32::from(char))),
            char => clean.push(char),
        }
    }
}
