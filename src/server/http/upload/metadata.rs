//! `Upload-Metadata`: names, each with a value in base64.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::HashMap;

/// The pairs of the header; `None` when it does not read. A name without a value has an empty one.
pub fn parse(header: &str) -> Option<HashMap<String, String>> {
    let mut pairs = HashMap::new();
    for pair in header.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let bytes = STANDARD.decode(value.trim()).ok()?;
        pairs.insert(name.to_owned(), String::from_utf8(bytes).ok()?);
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_pairs() {
        let pairs = parse("filename a29pIGVsw6kuanBn, brand c2FsdG1hcnNo,is_confidential").unwrap();
        assert_eq!(pairs["filename"], "koi elé.jpg");
        assert_eq!(pairs["brand"], "saltmarsh");
        assert_eq!(pairs["is_confidential"], "");
        assert!(parse("").unwrap().is_empty());
        for bad in ["filename not*base64", "filename /w=="] {
            assert!(parse(bad).is_none(), "{bad}");
        }
    }
}
