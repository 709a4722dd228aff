//! The shape of a sound as a drawing: bars around a middle line, in one ink, stretched to wherever it is shown.

use std::fmt::Write;

/// Fewest and most bars of a drawing.
const BARS: (u16, u16) = (8, 400);
/// Height of the drawing; a bar and the gap after it are a unit each.
const HEIGHT: f64 = 100.0;
/// Height of silence, so that the line goes on.
const LEAST: f64 = 3.0;

/// An SVG of so many bars. The loudest moment takes the whole height: how a sound goes is what is looked for, and how
/// loud it is was the recordist's choice.
pub fn draw(peaks: &[u8], bars: u16) -> String {
    let bars = usize::from(bars.clamp(BARS.0, BARS.1));
    let loudest = f64::from(peaks.iter().max().copied().unwrap_or_default().max(1));
    let mut path = String::with_capacity(bars * 16);
    for bar in 0..bars {
        let from = bar * peaks.len() / bars;
        let to = ((bar + 1) * peaks.len() / bars).max(from + 1);
        let peak = peaks.get(from..to).unwrap_or_default().iter().max().copied().unwrap_or_default();
        let height = (f64::from(peak) / loudest * HEIGHT).max(LEAST);
        let _ = write!(path, "M{} {:.1}v{height:.1}", bar * 2 + 1, (HEIGHT - height) / 2.0);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {HEIGHT}\" preserveAspectRatio=\"none\">\
         <path d=\"{path}\" stroke=\"#000\" stroke-width=\"1.3\"/></svg>",
        bars * 2
    )
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn each_bar_is_the_loudest_of_its_share() {
        let svg = draw(&[0, 0, 10, 50, 100, 0, 25, 25, 0, 0, 0, 0, 0, 0, 0, 0], 8);
        let starts = svg.matches('M').count();
        assert_eq!(starts, 8);
        for bar in ["M1 48.5v3.0", "M3 25.0v50.0", "M5 0.0v100.0", "M7 37.5v25.0", "M15 48.5v3.0"] {
            assert!(svg.contains(bar), "{bar} in {svg}");
        }
        assert_eq!(draw(&[], 0).matches('M').count(), 8, "silence is a line");
        assert_eq!(draw(&[9; 800], u16::MAX).matches('M').count(), 400);
    }
}
