//! File names for other people's disks: what is saved, alone or in an archive, is called what every system can keep.

/// Bytes of one name at most, which leaves room for a number behind it on every file system.
const MOST_BYTES: usize = 200;
/// What nothing is left of.
const UNTITLED: &str = "Untitled";

/// The name with the extension its content calls for, fit for any disk: "koi.png" for a PNG called "koi.jpg".
pub fn named(name: &str, extension: &str) -> String {
    let name = Some(plain(name)).filter(|name| !name.is_empty()).unwrap_or_else(|| UNTITLED.to_owned());
    let known = |end: &str| end == extension || (extension, end) == ("jpg", "jpeg") || (extension, end) == ("tif", "tiff");
    let whole = match split(&name) {
        (_, end) if known(&end.to_ascii_lowercase()) => name,
        (stem, end) if (1..=4).contains(&end.len()) && end.bytes().all(|c| c.is_ascii_alphanumeric()) => {
            format!("{stem}.{extension}")
        }
        _ => format!("{name}.{extension}"),
    };
    safe(&whole)
}

/// The name as Windows, macOS and Linux all keep it: no separators or control characters, no name of a device, no dot or
/// blank at its ends, not too long. Nothing of the extension is lost. Never empty.
pub fn safe(name: &str) -> String {
    let name = plain(name);
    let name = match name.as_str() {
        "" => UNTITLED.to_owned(),
        name if reserved(name) => format!("_{name}"),
        _ => name,
    };
    if name.len() <= MOST_BYTES {
        return name;
    }
    let (stem, end) = match split(&name) {
        (stem, end) if end.len() <= 16 => (stem, end),
        _ => (name.as_str(), ""),
    };
    let dot = if end.is_empty() { "" } else { "." };
    let room = MOST_BYTES - end.len() - dot.len();
    format!("{}{dot}{end}", stem[..stem.floor_char_boundary(room)].trim_end_matches(['.', ' ']))
}

/// Stem and extension; the latter is empty where there is none.
pub fn split(name: &str) -> (&str, &str) {
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).unwrap_or((name, ""))
}

/// Without what a disk or a reader takes for something else.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| !invisible(*c));
    let name: String = letters.map(|c| if "/\\:*?\"<>|".contains(c) || c.is_control() { '-' } else { c }).collect();
    name.trim_matches(|c: char| c == '.' || c.is_whitespace()).to_owned()
}

/// Marks that turn the direction of writing make "gpj.exe" read as "exe.jpg".
fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Names of devices, which Windows sees before the first dot.
fn reserved(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&base.as_str()) {
        return true;
    }
    let port = base.strip_prefix("COM").or_else(|| base.strip_prefix("LPT"));
    port.is_some_and(|port| port.chars().count() == 1 && port.chars().all(|c| c.is_ascii_digit() || "¹²³".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_follow_the_content() {
        for (name, extension, expected) in [
            ("koi.jpg", "jpg", "koi.jpg"),
            ("koi.JPEG", "jpg", "koi.JPEG"),
            ("scan.tiff", "tif", "scan.tiff"),
            ("koi.jpg", "png", "koi.png"),
            ("koi", "png", "koi.png"),
            ("v1.2 final", "png", "v1.2 final.png"),
            (".jpg", "jpg", "jpg.jpg"),
            ("a/b\\c:d.gif", "gif", "a-b-c-d.gif"),
            ("NUL.jpg", "png", "_NUL.png"),
            ("…", "png", "….png"),
            ("...", "png", "Untitled.png"),
        ] {
            assert_eq!(named(name, extension), expected, "{name}");
        }
    }

    #[test]
    fn every_disk_keeps_it() {
        for (name, expected) in [
            ("Autumn / Day 1", "Autumn - Day 1"),
            ("a\u{0}b\nc\u{7f}", "a-b-c-"),
            ("..", "Untitled"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("C:\\x", "C--x"),
            (" .hidden. . ", "hidden"),
            ("con", "_con"),
            ("Aux .tar.gz", "_Aux .tar.gz"),
            ("com1.jpg", "_com1.jpg"),
            ("LPT¹", "_LPT¹"),
            ("com10.jpg", "com10.jpg"),
            ("console.jpg", "console.jpg"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("日本の鯉.png", "日本の鯉.png"),
        ] {
            assert_eq!(safe(name), expected, "{name:?}");
        }
    }

    #[test]
    fn long_names_keep_their_extension() {
        let long = safe(&format!("{}.jpeg", "é".repeat(200)));
        assert!(long.len() <= MOST_BYTES && long.ends_with("é.jpeg"), "{long}");
        let long = safe(&format!("x.{}", "y".repeat(400)));
        assert_eq!(long.len(), MOST_BYTES);
        let cut = safe(&format!("{} {}", "x".repeat(199), "y"));
        assert!(!cut.ends_with(' '));
    }
}
