//! Progress on the terminal.

use crate::server::studio::Studio;
use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// Shows how far the previews in the queue are, until all work is done.
pub(super) async fn wait_for_previews(studio: &Studio) {
    let left = |studio: &Studio| {
        let (waiting, running) = studio.queue.counts();
        u64::from(waiting + running)
    };
    let all = left(studio);
    let bar = bar(all, "previews");
    let idle = studio.queue.idle();
    tokio::pin!(idle);
    loop {
        tokio::select! {
            () = &mut idle => break,
            () = tokio::time::sleep(Duration::from_millis(200)) => bar.set_position(all.saturating_sub(left(studio))),
        }
    }
    bar.finish_and_clear();
}

/// A bar of so many things.
pub(super) fn bar(length: u64, noun: &str) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let template = format!("{{bar:40}} {{pos}} of {{len}} {noun}, {{per_sec}}, {{eta}} left");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}
