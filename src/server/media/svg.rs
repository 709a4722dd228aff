//! SVG: drawn once at the size of the largest rendition, with nothing fetched from outside.
//!
//! A small SVG can ask for endless work, by elements that refer to elements that refer to elements, by
//! filters and by layers. What it asks for is counted before anything is drawn.

use super::picture::{Channels, Picture};
use super::{Limits, MediaError};
use crate::domain::format::Format;
use crate::domain::rendition::RenditionSize;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};
use resvg::usvg::{ImageHrefResolver, ImageKind, Options, Tree};
use std::collections::{HashMap, HashSet};
use std::io::Cursor;
use std::sync::atomic::{AtomicU64, Ordering};

/// Deepest nesting, references followed; the libraries below recurse by it.
const MOST_DEPTH: usize = 96;
/// What drawing weighs, in plain elements.
const FILTER_STEP: u64 = 1_000;
const LAYER: u64 = 100;
/// Attributes that make an element a layer of its own.
const LAYERED: [&str; 5] = ["filter", "mask", "clip-path", "opacity", "style"];

/// Parses within the limits and counts what drawing would cost.
pub(super) fn parse<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Document<'a>, MediaError> {
    let large = || MediaError::TooLarge("This SVG is too elaborate to be drawn here; a PNG of it would do.".into());
    if bytes.len() > limits.svg_bytes {
        return Err(large());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| MediaError::damaged(Format::Svg, "its text is not UTF-8"))?;
    let nodes_limit = u32::try_from(limits.svg_nodes.saturating_mul(4)).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: true, nodes_limit, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| MediaError::damaged(Format::Svg, error))?;
    let cost = Cost::of(&document).ok_or_else(large)?;
    if cost > limits.svg_nodes { Err(large()) } else { Ok(document) }
}

/// The picture, and the size the file gives itself.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<(Picture, (u32, u32)), MediaError> {
    let document = parse(bytes, limits)?;
    let budget = AtomicU64::new(limits.pixels);
    let options = Options { image_href_resolver: embedded_only(&budget), ..Options::default() };
    let tree = Tree::from_xmltree(&document, &options).map_err(|error| MediaError::damaged(Format::Svg, error))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let edge = RenditionSize::S2048.edge() as f32;
    let scale = edge / width.max(height);
    let pixels = |side: f32| ((side * scale).round() as u32).clamp(1, RenditionSize::S2048.edge());
    let (columns, rows) = (pixels(width), pixels(height));
    let mut canvas = Pixmap::new(columns, rows).ok_or_else(|| MediaError::broken("This picture has no pixels."))?;
    let stretch = Transform::from_scale(columns as f32 / width, rows as f32 / height);
    resvg::render(&tree, stretch, &mut canvas.as_mut());
    let mut picture = Picture::new(columns, rows, Channels::Rgba, canvas.take_demultiplied());
    picture.drawn = true;
    Ok((picture, (width.ceil().max(1.0) as u32, height.ceil().max(1.0) as u32)))
}

/// Pictures inside the file are drawn while their pixels last; addresses of any kind are not followed.
fn embedded_only(budget: &AtomicU64) -> ImageHrefResolver<'_> {
    ImageHrefResolver {
        resolve_data: Box::new(|_, data, _| {
            let format = Format::sniff(&data)?;
            let size =
                image::ImageReader::new(Cursor::new(data.as_slice())).with_guessed_format().ok()?.into_dimensions().ok()?;
            let pixels = u64::from(size.0) * u64::from(size.1);
            budget.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(pixels)).ok()?;
            match format {
                Format::Jpeg => Some(ImageKind::JPEG(data)),
                Format::Png => Some(ImageKind::PNG(data)),
                Format::Gif => Some(ImageKind::GIF(data)),
                Format::WebP => Some(ImageKind::WEBP(data)),
                _ => None,
            }
        }),
        resolve_string: Box::new(|_, _| None),
    }
}

/// Counts elements with everything they refer to, each as often as it would be drawn.
struct Cost<'a, 'input> {
    named: HashMap<&'a str, Node<'a, 'input>>,
    known: HashMap<NodeId, (u64, usize)>,
    open: HashSet<NodeId>,
    /// Names in style sheets, which may apply to any element.
    sheets: Vec<&'a str>,
}

impl<'a, 'input> Cost<'a, 'input> {
    /// `None` where the nesting is too deep to be walked.
    fn of(document: &'a Document<'input>) -> Option<u64> {
        let named = document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
        let style = |node: &Node| node.tag_name().name() == "style";
        let sheets = document.descendants().filter(style).filter_map(|node| node.text()).flat_map(url_names).collect();
        let mut cost = Self { named, known: HashMap::new(), open: HashSet::new(), sheets };
        let (elements, _) = cost.subtree(document.root_element(), 0)?;
        let sheets: Vec<_> = cost.sheets.iter().filter_map(|name| cost.named.get(name).copied()).collect();
        let mut total = elements;
        for node in sheets {
            let (each, _) = cost.subtree(node, 0)?;
            total = total.saturating_add(each.saturating_mul(elements.min(64)));
        }
        Some(total)
    }

    /// Cost and depth of a node with all below it and all that these refer to.
    fn subtree(&mut self, root: Node<'a, 'input>, above: usize) -> Option<(u64, usize)> {
        if let Some(known) = self.known.get(&root.id()) {
            return (above + known.1 <= MOST_DEPTH).then_some(*known);
        }
        // A circle draws nothing.
        if !self.open.insert(root.id()) {
            return Some((0, 0));
        }
        let (mut total, mut deepest) = (0u64, 0);
        let mut stack = vec![(root, 0)];
        while let Some((node, depth)) = stack.pop() {
            if above + depth > MOST_DEPTH {
                return None;
            }
            total = total.saturating_add(weight(node));
            deepest = deepest.max(depth);
            for name in references(node) {
                if let Some(target) = self.named.get(name).copied() {
                    let (more, below) = self.subtree(target, above + depth + 1)?;
                    total = total.saturating_add(more);
                    deepest = deepest.max(depth + 1 + below);
                }
            }
            stack.extend(node.children().filter(Node::is_element).map(|child| (child, depth + 1)));
        }
        self.open.remove(&root.id());
        self.known.insert(root.id(), (total, deepest));
        Some((total, deepest))
    }
}

fn weight(node: Node) -> u64 {
    let step = if node.tag_name().name().starts_with("fe") { FILTER_STEP } else { 1 };
    let layered = LAYERED.iter().any(|name| {
        node.attribute(*name).is_some_and(|value| *name != "style" || value.contains("opacity") || value.contains("url("))
    });
    if layered { step + LAYER } else { step }
}

/// The names an element refers to.
fn references<'a>(node: Node<'a, '_>) -> impl Iterator<Item = &'a str> {
    node.attributes().flat_map(|attribute| {
        let value = attribute.value();
        let href = (attribute.name() == "href").then(|| value.strip_prefix('#')).flatten();
        href.into_iter().chain(url_names(value))
    })
}

/// Every `name` of `url(#name)`.
fn url_names(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let name = rest.trim_start_matches([' ', '"', '\'']).strip_prefix('#')?;
        name.split([')', '"', '\'', ' ']).next()
    })
}
