//! The two things Atelier reads from EXIF: how the picture lies and when it was taken.

use super::orient::Orientation;
use crate::domain::time::{DAY, HOUR, MINUTE, SECOND, Timestamp};
use exif::{In, Reader, Tag, Value};

/// What a camera wrote about a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Exif {
    pub orientation: Orientation,
    /// When it was taken; without an offset the camera's clock is read as UTC.
    pub taken: Option<Timestamp>,
}

/// Most bytes of embedded EXIF that are looked at; JPEG's segments hold a sixteenth of it.
pub(super) const MOST_BYTES: usize = 1 << 20;

/// Reads a TIFF structure, with or without JPEG's `Exif` mark before it. Damage, and more bytes
/// than `most`, yield the defaults.
pub(super) fn read(bytes: &[u8], most: usize) -> Exif {
    let bytes = bytes.strip_prefix(b"Exif\0\0").unwrap_or(bytes);
    if bytes.len() > most {
        return Exif::default();
    }
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let parsed = reader.read_raw(bytes.to_vec()).or_else(|error| error.distill_partial_result(|_| ()));
    let Ok(parsed) = parsed else { return Exif::default() };
    let field = |tag| parsed.get_field(tag, In::PRIMARY);
    let text = |tag| match &field(tag)?.value {
        Value::Ascii(lines) => std::str::from_utf8(lines.first()?).ok(),
        _ => None,
    };
    let orientation =
        field(Tag::Orientation).and_then(|field| field.value.get_uint(0)).map(Orientation::from_exif).unwrap_or_default();
    let taken = [
        (Tag::DateTimeOriginal, Tag::OffsetTimeOriginal, Tag::SubSecTimeOriginal),
        (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized, Tag::SubSecTimeDigitized),
    ]
    .into_iter()
    .find_map(|(date, offset, fraction)| moment(text(date)?, text(offset), text(fraction)));
    Exif { orientation, taken }
}

/// `2024:05:17 18:03:09`, an offset such as `+02:00`, and decimals of the second.
pub(super) fn moment(date: &str, offset: Option<&str>, fraction: Option<&str>) -> Option<Timestamp> {
    let number = |range: std::ops::Range<usize>| date.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let sane = (1826..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    if !sane {
        return None;
    }
    let millis: i64 = fraction
        .map(|digits| digits.trim().chars().take_while(char::is_ascii_digit).chain("000".chars()).take(3).collect::<String>())
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0);
    let local = days(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND + millis;
    Some(Timestamp(local - offset.and_then(minutes).unwrap_or(0) * MINUTE))
}

/// Minutes east of Greenwich.
fn minutes(offset: &str) -> Option<i64> {
    let offset = offset.trim();
    let sign = match offset.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then_some(sign * (hours * 60 + minutes))
}

/// Days from 1970-01-01 to a date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years that begin in March put the leap day last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + year * 365 + year / 4 - year / 100 + (month * 153 + 2) / 5 + day - 1 - 719_468
}

/// The smallest EXIF that still says how a picture lies.
pub(super) fn orientation_only(orientation: Orientation) -> Vec<u8> {
    let mut bytes = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    bytes.extend_from_slice(&orientation.exif().to_be_bytes());
    bytes.extend_from_slice(&[0; 6]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(date: &str, offset: Option<&str>, fraction: Option<&str>, expect: Option<&str>) {
        assert_eq!(moment(date, offset, fraction).map(Timestamp::iso).as_deref(), expect);
    }

    #[test]
    fn moments() {
        check("2024:05:17 18:03:09", None, None, Some("2024-05-17T18:03:09Z"));
        check("2024:05:17 01:03:09", Some("+02:00"), None, Some("2024-05-16T23:03:09Z"));
        check("2023:12:31 20:00:00", Some("-05:30"), None, Some("2024-01-01T01:30:00Z"));
        check("2000:02:29 00:00:00", Some("nonsense"), None, Some("2000-02-29T00:00:00Z"));
        check("1970:01:01 00:00:00", None, Some("25"), Some("1970-01-01T00:00:00Z"));
        check("0000:00:00 00:00:00", None, None, None);
        check("    :  :     :  :  ", None, None, None);
        check("2024:13:17 18:03:09", None, None, None);
        check("2024:05", None, None, None);
        assert_eq!(moment("1970:01:01 00:00:01", None, Some("25")), Some(Timestamp(1_250)));
        assert_eq!(moment("1970:01:01 00:00:01", None, Some("123456")), Some(Timestamp(1_123)));
    }

    #[test]
    fn orientation_survives_its_own_writing() {
        for value in 1..=8 {
            let orientation = Orientation::from_exif(value);
            assert_eq!(read(&orientation_only(orientation), MOST_BYTES), Exif { orientation, taken: None });
        }
    }

    #[test]
    fn damage_is_no_exif() {
        for bytes in [&b""[..], b"Exif\0\0", b"MM\0*", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff"] {
            assert_eq!(read(bytes, MOST_BYTES), Exif::default());
        }
    }
}
