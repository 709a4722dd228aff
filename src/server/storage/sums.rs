//! The sums of a file, taken while its bytes pass once.

/// BLAKE3, by which objects are named, and CRC-32, which archives need.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    blake3: blake3::Hasher,
    crc: crc32fast::Hasher,
}

impl Sums {
    /// Takes in what follows.
    pub fn update(&mut self, bytes: &[u8]) {
        self.blake3.update(bytes);
        self.crc.update(bytes);
    }

    /// BLAKE3 of everything so far, 64 hex digits.
    pub fn hash(&self) -> String {
        self.blake3.finalize().to_hex().to_string()
    }

    /// CRC-32 of everything so far.
    pub fn crc(&self) -> u32 {
        self.crc.clone().finalize()
    }
}
