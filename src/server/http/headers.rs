//! Header values that need more than a constant: dates, ranges, tags and file names.

use crate::domain::query::url::encode;
use crate::domain::time::{DAY, Timestamp};
use std::ops::Range;

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/// "Thu, 12 Nov 2026 09:41:00 GMT".
pub fn http_date(at: Timestamp) -> String {
    let iso = at.iso();
    let weekday = DAYS[at.0.div_euclid(DAY).rem_euclid(7) as usize];
    let (year, _, day) = at.date();
    let words = at.day_words();
    let month = words.split(' ').nth(1).unwrap_or_default();
    format!("{weekday}, {day:02} {month} {year:04} {} GMT", &iso[iso.len() - 9..iso.len() - 1])
}

/// What a `Range` header asks of something with `size` bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything: there is no range, or one that need not be understood.
    Whole,
    Some(Range<u64>),
    /// Nothing of it is there.
    Outside,
}

/// Reads a single byte range. Several ranges and other units are answered with the whole, as the protocol allows.
pub fn part(range: Option<&str>, size: u64) -> Part {
    let Some(bytes) = range.and_then(|range| range.trim().strip_prefix("bytes=")) else { return Part::Whole };
    let Some((first, last)) = bytes.split_once('-').filter(|_| !bytes.contains(',')) else { return Part::Whole };
    let wanted = match (first.trim(), last.trim()) {
        ("", "") => return Part::Whole,
        ("", suffix) => suffix.parse().ok().map(|suffix: u64| size.saturating_sub(suffix)..size),
        (first, "") => first.parse().ok().map(|first| first..size),
        (first, last) => first.parse().ok().zip(last.parse::<u64>().ok()).and_then(|(first, last): (u64, u64)| {
            // A range that runs backwards is none at all.
            (first <= last).then(|| first..last.saturating_add(1).min(size))
        }),
    };
    match wanted {
        None => Part::Whole,
        Some(range) if range.start >= range.end => Part::Outside,
        Some(range) => Part::Some(range),
    }
}

/// Whether `If-None-Match` names the tag (with its quotes).
pub fn matches(if_none_match: Option<&str>, tag: &str) -> bool {
    if_none_match.is_some_and(|known| {
        known.split(',').map(|known| known.trim().trim_start_matches("W/")).any(|known| known == tag || known == "*")
    })
}

/// Whether an `Accept` header leaves room for a media type. Of the ranges that cover it the most specific ones decide.
/// Their parameters are left out of it, since nothing is offered in variants; one that does not read is no range.
pub fn accepts(accept: &str, kind: &str) -> bool {
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let kind = essence(kind);
    let group = kind.split('/').next().unwrap_or_default();
    let mut quoted = false;
    let ranges = accept.split(|c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    let ranges = ranges.map(|range| (essence(range), range)).filter(|(range, _)| range.contains('/'));
    let (mut any, mut decided) = (false, (0, false));
    for (range, words) in ranges {
        any = true;
        let precision = match range.as_str() {
            "*/*" => 1,
            range if range.strip_suffix("/*") == Some(group) => 2,
            range if range == kind => 3,
            _ => continue,
        };
        let weights = words.split(';').skip(1).filter_map(|word| word.trim().strip_prefix(['q', 'Q'])?.trim().strip_prefix('='));
        let refused = weights.into_iter().any(|weight| weight.trim().parse() == Ok(0.0));
        decided = decided.max((precision, !refused));
    }
    !any || decided.1
}

/// `Content-Disposition` that saves under `name`, which may be of any script.
pub fn attachment(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii() && !c.is_ascii_control() && !"\"\\/%".contains(c) { c } else { '_' }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encode(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::SECOND;

    #[test]
    fn dates() {
        for (at, words) in [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (1_794_476_460_000, "Thu, 12 Nov 2026 09:41:00 GMT"),
            (951_782_400_000 + 5 * SECOND, "Tue, 29 Feb 2000 00:00:05 GMT"),
        ] {
            assert_eq!(http_date(Timestamp(at)), words);
        }
    }

    #[test]
    fn ranges() {
        for (header, expected) in [
            ("bytes=0-0", Part::Some(0..1)),
            ("bytes=2-", Part::Some(2..10)),
            ("bytes=-3", Part::Some(7..10)),
            ("bytes=-30", Part::Some(0..10)),
            ("bytes=4-99", Part::Some(4..10)),
            ("bytes=0-18446744073709551615", Part::Some(0..10)),
            ("bytes=10-", Part::Outside),
            ("bytes=10-12", Part::Outside),
            ("bytes=-0", Part::Outside),
            ("bytes=5-4", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=-", Part::Whole),
            ("items=0-1", Part::Whole),
        ] {
            assert_eq!(part(Some(header), 10), expected, "{header}");
        }
        assert_eq!(part(None, 10), Part::Whole);
        assert_eq!(part(Some("bytes=0-"), 0), Part::Outside);
    }

    #[test]
    fn tags() {
        assert!(matches(Some("\"a\", W/\"b\""), "\"b\""));
        assert!(matches(Some("*"), "\"b\""));
        assert!(!matches(Some("\"a\""), "\"b\""));
        assert!(!matches(None, "\"b\""));
    }

    #[test]
    fn accepted() {
        let json = "application/json";
        for (accept, kind, expected) in [
            ("*/*", json, true),
            ("application/*", json, true),
            ("application/json", json, true),
            ("Application/JSON ; charset=utf-8", json, true),
            ("text/html, application/xml;q=0.9, */*;q=0.1", json, true),
            ("text/html,application/json;q=0.001", json, true),
            ("application/json", "application/json; charset=utf-8", true),
            ("image/avif,image/webp,image/*", "image/png", true),
            // Nothing that reads says nothing.
            ("", json, true),
            ("json", json, true),
            ("text/html", json, false),
            ("text/*, image/png", json, false),
            ("application/problem+json", json, false),
            ("application/js*", json, false),
            ("applicationx/*", json, false),
            ("*/*;q=0", json, false),
            ("application/json;q=0", json, false),
            ("application/json; Q=0.000", json, false),
            ("text/html, application/json ; q = 0", json, false),
            // The most specific one decides, wherever it stands.
            ("*/*, application/json;q=0", json, false),
            ("application/json;q=0, */*", json, false),
            ("application/*;q=0, */*", json, false),
            ("application/*;q=0, application/json", json, true),
            ("*/*;q=0, application/*;q=0.5", json, true),
            ("application/json;q=0, application/json", json, true),
            // A comma in quotes parts nothing.
            ("text/html;title=\"a, application/json\"", json, false),
            ("application/json;title=\"a,b\";q=0, text/html", json, false),
        ] {
            assert_eq!(accepts(accept, kind), expected, "{accept} for {kind}");
        }
    }

    #[test]
    fn names() {
        assert_eq!(
            attachment("koi \"élan\".jpg"),
            "attachment; filename=\"koi __lan_.jpg\"; filename*=UTF-8''koi%20%22%C3%A9lan%22.jpg"
        );
    }
}
