//! The fingerprint of a file: its size and the beginning of its SHA-256 (FIPS 180-4).

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The hexadecimal digits of the hash that are kept: 64 bits, enough to detect a mistake, short enough for a link.
pub const N_DIGITS: usize = 16;

/// The fingerprint of one or more files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The bytes of all files together; 0 if unknown.
    pub n_bytes: u64,
    /// The first [`N_DIGITS`] digits of the hash; empty if unknown.
    pub hash: String,
}

/// A fingerprint under construction.
#[derive(Debug, Default)]
pub struct Fingerprinter {
    n_bytes: u64,
    file: Sha256,
    /// The hashes of the completed files.
    sums: Vec<[u8; 32]>,
}

impl Fingerprinter {
    /// Adds the next piece of a file.
    pub fn take(&mut self, piece: &[u8]) {
        self.n_bytes += piece.len() as u64;
        self.file.update(piece);
    }

    /// Completes a file.
    pub fn end_file(&mut self) {
        self.sums.push(self.file.finalize_reset().into());
    }

    /// Returns the fingerprint of all files: the hash of a single file, or the hash of the hashes of several.
    #[must_use]
    pub fn finish(self) -> Fingerprint {
        let sum = match self.sums.as_slice() {
            [sum] => *sum,
            sums => Sha256::digest(sums.concat()).into(),
        };
        let digits: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        Fingerprint { n_bytes: self.n_bytes, hash: digits[..N_DIGITS].to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_do_not_matter_and_the_hash_is_sha_256() {
        let of_files = |files: &[&[&[u8]]]| {
            let mut fingerprinter = Fingerprinter::default();
            for pieces in files {
                pieces.iter().for_each(|piece| fingerprinter.take(piece));
                fingerprinter.end_file();
            }
            fingerprinter.finish()
        };
        let of = |pieces: &[&[u8]]| of_files(&[pieces]);
        // The first eight bytes of FIPS 180-4's example.
        let expected = Fingerprint { n_bytes: 3, hash: "ba7816bf8f01cfea".to_owned() };
        assert_eq!(of(&[b"abc"]), expected);
        assert_eq!(of(&[b"a", b"", b"bc"]), expected);
        assert_ne!(of(&[b"abd"]), expected);
        // The boundary between files matters.
        let [ab_c, a_bc] = [of_files(&[&[b"ab"], &[b"c"]]), of_files(&[&[b"a"], &[b"bc"]])];
        assert!(ab_c.n_bytes == 3 && ab_c.hash != a_bc.hash && ab_c.hash != expected.hash);
    }
}
