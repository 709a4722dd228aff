//! `Upload-Metadata` as the protocol wants it.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Pairs of a name and a value, each value in base64.
pub fn metadata(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name} {}", base64(value.as_bytes()))).collect();
    pairs.join(",")
}

/// With padding. The browser's own function takes no letters outside Latin-1.
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| (word << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place <= chunk.len() {
                text.push(char::from(DIGITS[(word >> (18 - 6 * place) & 63) as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_base64() {
        for (text, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("koi elé.jpg", "a29pIGVsw6kuanBn"), ("ÿþ?>", "w7/Dvj8+")]
        {
            assert_eq!(base64(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(metadata(&[("brand", "saltmarsh"), ("filename", "koi")]), "brand c2FsdG1hcnNo,filename a29p");
    }
}
