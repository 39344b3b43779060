//! What tells one file from another: its bytes counted, and the beginning of their SHA-256 (FIPS 180-4).

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Hexadecimal digits of the hash that are kept: 64 bits, enough to see a mistake, short enough for a link.
pub const N_DIGITS: usize = 16;

/// The fingerprint of files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Bytes of all files together.
    pub n_bytes: u64,
    /// The first [`N_DIGITS`] digits of the hash of all files, one after another.
    pub hash: String,
}

/// A fingerprint in the making.
#[derive(Debug, Default)]
pub struct Fingerprinter {
    n_bytes: u64,
    sum: Sha256,
}

impl Fingerprinter {
    /// Takes the next piece.
    pub fn take(&mut self, piece: &[u8]) {
        self.n_bytes += piece.len() as u64;
        self.sum.update(piece);
    }

    /// The fingerprint of all that was taken.
    #[must_use]
    pub fn finish(self) -> Fingerprint {
        let digits: String = self.sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Fingerprint { n_bytes: self.n_bytes, hash: digits[..N_DIGITS].to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_do_not_matter_and_the_hash_is_sha_256() {
        let of = |pieces: &[&[u8]]| {
            let mut fingerprinter = Fingerprinter::default();
            pieces.iter().for_each(|piece| fingerprinter.take(piece));
            fingerprinter.finish()
        };
        // FIPS 180-4's example, of which the first eight bytes.
        let expected = Fingerprint { n_bytes: 3, hash: "ba7816bf8f01cfea".to_owned() };
        assert_eq!(of(&[b"abc"]), expected);
        assert_eq!(of(&[b"a", b"", b"bc"]), expected);
        assert_ne!(of(&[b"abd"]), expected);
    }
}
