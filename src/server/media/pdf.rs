//! PDF: the first page, drawn by this program in a process of its own.
//!
//! A document can ask a drawing library for endless work, all memory, or a stack without a floor, and none of these can
//! be taken back from a thread. So the worker starts this binary again with the hidden command `draw-pdf`, within
//! bounds; the document goes in on standard input, and the page comes out on standard output.

use super::bounded::{self, Bounds, Halt, Stop};
use super::picture::{Channels, Picture};
use super::{Limits, MediaError};
use crate::domain::format::Format;
use crate::domain::rendition::RenditionSize;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use std::path::PathBuf;
use std::time::Duration;

/// Largest document in bytes.
const MOST_BYTES: usize = 256 << 20;
/// Time and address space for a page.
const TIME: Duration = Duration::from_secs(30);
const MEMORY: u64 = 3 << 30;
/// Stack of the drawing thread in bytes; documents nest.
const STACK: usize = 128 << 20;
/// Longest edge over the shortest; beyond it a page is a line.
const LONGEST: f32 = 50.0;
/// Length of what stands before the pixels: the outcome, pages, width and height.
const HEAD: usize = 16;

/// What the drawing process answers.
const DRAWN: u32 = 0;
const LOCKED: u32 = 1;
const DAMAGED: u32 = 2;

/// This program, as it is asked to draw.
#[derive(Clone, Debug)]
pub struct Draughtsman {
    program: PathBuf,
    stop: Stop,
}

impl Draughtsman {
    /// By where the program lies.
    pub fn new(program: PathBuf, stop: Stop) -> Self {
        Self { program, stop }
    }

    /// The first page, and how many there are.
    pub(super) fn draw(&self, bytes: &[u8], limits: &Limits) -> Result<(Picture, u32), MediaError> {
        if bytes.len() > MOST_BYTES {
            return Err(MediaError::TooLarge("This PDF is too large for a preview.".into()));
        }
        let edge = u64::from(RenditionSize::S2048.edge());
        let bounds = Bounds { time: TIME, memory: MEMORY, output: HEAD as u64 + edge * edge * 3, file: 0 };
        let mut answer = Vec::new();
        let arguments = ["draw-pdf".into()];
        let outcome =
            bounded::run(&self.program, &arguments, Some(bytes), &bounds, &self.stop, |said| answer.extend_from_slice(said));
        outcome.map_err(|halt| match halt {
            Halt::Stopped | Halt::Absent(_) => MediaError::Interrupted,
            Halt::Late => MediaError::TooLarge("Drawing the first page of this PDF took too long.".into()),
            Halt::TooMuch | Halt::Failed(_) => {
                tracing::info!(?halt, "a PDF could not be drawn");
                MediaError::broken("This PDF is damaged, or made in a way that cannot be drawn here.")
            }
        })?;
        read(&answer, limits)
    }
}

/// Reads what the drawing process wrote.
pub(super) fn read(answer: &[u8], limits: &Limits) -> Result<(Picture, u32), MediaError> {
    let broken = || MediaError::damaged(Format::Pdf, "its first page cannot be drawn");
    let (head, pixels) = answer.split_at_checked(HEAD).ok_or_else(broken)?;
    let numbers: Vec<u32> = head.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number)).collect();
    let &[outcome, pages, width, height] = numbers.as_slice() else { return Err(broken()) };
    match outcome {
        DRAWN => {}
        LOCKED => return Err(MediaError::unsupported("This PDF is locked with a password, so its pages cannot be shown.")),
        _ => return Err(broken()),
    }
    limits.check(width, height, 3)?;
    if pixels.len() as u64 != u64::from(width) * u64::from(height) * 3 {
        return Err(broken());
    }
    Ok((Picture::new(width, height, Channels::Rgb, pixels.to_vec()), pages))
}

/// What the hidden command writes for a document: outcome, pages, width and height as four little-endian numbers of 32
/// bits, then three bytes for each pixel.
pub fn answer(bytes: Vec<u8>) -> Vec<u8> {
    let drawing = std::thread::Builder::new().stack_size(STACK).spawn(move || page(bytes));
    let drawn = drawing.ok().and_then(|drawing| drawing.join().ok()).unwrap_or(Err(DAMAGED));
    let (head, pixels) = match drawn {
        Ok(Page { pages, width, height, pixels }) => ([DRAWN, pages, width, height], pixels),
        Err(outcome) => ([outcome, 0, 0, 0], Vec::new()),
    };
    head.into_iter().flat_map(u32::to_le_bytes).chain(pixels).collect()
}

struct Page {
    pages: u32,
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

fn page(bytes: Vec<u8>) -> Result<Page, u32> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => LOCKED,
        LoadPdfError::Invalid => DAMAGED,
    })?;
    let pages = pdf.pages();
    let first = pages.first().ok_or(DAMAGED)?;
    let (width, height) = first.render_dimensions();
    let (long, short) = (width.max(height), width.min(height));
    if !(short > 0.0 && long.is_finite() && long / short <= LONGEST) {
        return Err(DAMAGED);
    }
    let scale = RenditionSize::S2048.edge() as f32 / long;
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn = render(first, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    // On white nothing is clear, so that multiplied colours are the colours.
    let pixels = drawn.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    Ok(Page { pages: u32::try_from(pages.len()).unwrap_or(u32::MAX), width, height, pixels })
}
