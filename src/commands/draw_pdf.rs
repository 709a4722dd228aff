//! `atelier draw-pdf`: a page for the studio that started this process. See `server::media::pdf`.

use crate::server::media::draw_pdf;
use std::io::{Read, Write};
use std::process::ExitCode;

pub(super) fn run() -> ExitCode {
    let mut document = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut document);
    let told = read.and_then(|_| std::io::stdout().lock().write_all(&draw_pdf(document)));
    if told.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
