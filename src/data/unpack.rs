//! Decompression and verification of a file piece by piece, as it arrives: gzip or plain, counted, hashed, limited.
//!
//! Only the wanted ranges of the decompressed bytes are kept, so that a part of 60,000 images takes only its own
//! memory, although the whole file is verified. Fetching the pieces is left to others. References: RFC 1952 (gzip),
//! FIPS 180-4.

use flate2::write::GzDecoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    io::{self, Write},
    ops::Range,
};
use thiserror::Error;

/// The first bytes of a gzip file (RFC 1952, section 2.3.1).
pub const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The reason why bytes cannot be decompressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum UnpackError {
    /// The file is truncated or damaged.
    #[error("the file is damaged or incomplete")]
    Damaged,
    /// The file has bytes after its end, or exceeds its limit after decompression.
    #[error("the file is longer than it should be")]
    TooLong,
}

/// A completely decompressed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// The wanted ranges, one after another.
    pub kept: Vec<u8>,
    /// The number of decompressed bytes, wanted or not.
    pub n_bytes: u64,
    /// The SHA-256 of all decompressed bytes, in hexadecimal.
    pub sha256: String,
}

/// A decompressor that takes a file piece by piece.
#[derive(Debug)]
pub struct Unpacker(Stage);

#[derive(Debug)]
enum Stage {
    /// Too few bytes so far to tell gzip from plain.
    Undecided(Vec<u8>, Sink),
    Gzip(Box<GzDecoder<Sink>>),
    Plain(Sink),
    Failed(UnpackError),
}

/// The consumer of decompressed bytes, which counts, hashes and keeps them.
#[derive(Debug)]
struct Sink {
    limit: u64,
    n_bytes: u64,
    sum: Sha256,
    wanted: Vec<Range<u64>>,
    kept: Vec<u8>,
}

impl Unpacker {
    /// Creates a decompressor for a file of at most `limit` decompressed bytes that keeps the `wanted` ranges
    /// (ascending).
    #[must_use]
    pub fn new(limit: u64, wanted: Vec<Range<u64>>) -> Self {
        let n_wanted: u64 = wanted.iter().map(|range| range.end.min(limit).saturating_sub(range.start)).sum();
        let sink = Sink { limit, n_bytes: 0, sum: Sha256::new(), wanted, kept: Vec::with_capacity(n_wanted as usize) };
        Self(Stage::Undecided(Vec::new(), sink))
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// As soon as the file proves damaged or too long; every later piece is then refused as well.
    pub fn take(&mut self, piece: &[u8]) -> Result<(), UnpackError> {
        let stage = std::mem::replace(&mut self.0, Stage::Failed(UnpackError::Damaged));
        let (stage, result) = match stage {
            Stage::Undecided(mut first, sink) => {
                first.extend_from_slice(piece);
                if first.len() < GZIP_MAGIC.len() {
                    self.0 = Stage::Undecided(first, sink);
                    return Ok(());
                }
                let stage = if first.starts_with(&GZIP_MAGIC) {
                    Stage::Gzip(Box::new(GzDecoder::new(sink)))
                } else {
                    Stage::Plain(sink)
                };
                write(stage, &first)
            }
            stage => write(stage, piece),
        };
        self.0 = if let Err(error) = result { Stage::Failed(error) } else { stage };
        result
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If it is incomplete.
    pub fn finish(self) -> Result<Unpacked, UnpackError> {
        let sink = match self.0 {
            Stage::Undecided(first, mut sink) => {
                sink.write_all(&first).map_err(|error| fault_of(&error))?;
                sink
            }
            Stage::Gzip(decoder) => decoder.finish().map_err(|error| fault_of(&error))?,
            Stage::Plain(sink) => sink,
            Stage::Failed(error) => return Err(error),
        };
        let sha256 = sink.sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Unpacked { kept: sink.kept, n_bytes: sink.n_bytes, sha256 })
    }
}

/// Decompresses a whole file and keeps all of it.
///
/// # Errors
/// If it is damaged, or longer than `limit` after decompression.
pub fn unpack(file: &[u8], limit: u64) -> Result<Vec<u8>, UnpackError> {
    let mut unpacker = Unpacker::new(limit, Vec::new());
    if let Stage::Undecided(_, sink) = &mut unpacker.0 {
        // Memory is allocated only as bytes arrive, whatever the limit.
        sink.wanted = vec![0..u64::MAX];
    }
    unpacker.take(file)?;
    Ok(unpacker.finish()?.kept)
}

fn write(mut stage: Stage, piece: &[u8]) -> (Stage, Result<(), UnpackError>) {
    let result = match &mut stage {
        Stage::Gzip(decoder) => decoder.write_all(piece),
        Stage::Plain(sink) => sink.write_all(piece),
        Stage::Undecided(..) => Ok(()),
        Stage::Failed(error) => return (Stage::Failed(*error), Err(*error)),
    };
    (stage, result.map_err(|error| fault_of(&error)))
}

/// Converts an error of the decoder, which accepts no bytes after the end of its stream; `write_all` reports that as
/// `WriteZero`.
fn fault_of(error: &io::Error) -> UnpackError {
    match error.kind() {
        io::ErrorKind::FileTooLarge | io::ErrorKind::WriteZero => UnpackError::TooLong,
        _ => UnpackError::Damaged,
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let start = self.n_bytes;
        let end = start + bytes.len() as u64;
        if end > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.sum.update(bytes);
        for range in &self.wanted {
            let (from, to) = (range.start.max(start), range.end.min(end));
            if from < to {
                self.kept.extend_from_slice(&bytes[(from - start) as usize..(to - start) as usize]);
            }
        }
        self.n_bytes = end;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).expect("writing to memory");
        encoder.finish().expect("writing to memory")
    }

    fn in_pieces(file: &[u8], size: usize, limit: u64, wanted: Vec<Range<u64>>) -> Result<Unpacked, UnpackError> {
        let mut unpacker = Unpacker::new(limit, wanted);
        file.chunks(size).try_for_each(|piece| unpacker.take(piece))?;
        unpacker.finish()
    }

    #[test]
    fn sums_are_those_of_the_standard() {
        // The example "abc" of FIPS 180-4.
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        for file in [b"abc".to_vec(), gzip(b"abc")] {
            let unpacked = in_pieces(&file, 1, 3, vec![0..3]).expect("whole");
            assert_eq!((unpacked.kept.as_slice(), unpacked.n_bytes, unpacked.sha256.as_str()), (&b"abc"[..], 3, sum));
        }
    }

    #[test]
    fn each_fault_is_told_from_the_others() {
        let bytes: Vec<u8> = (0..5000_u32).map(|i| (i * i % 251) as u8).collect();
        let whole = gzip(&bytes);
        let mut trailing = whole.clone();
        trailing.extend([1; 20]);
        let mut flipped = whole.clone();
        flipped[whole.len() - 6] ^= 1;
        for (name, file, limit, expected) in [
            ("whole", &whole[..], 5000, None),
            ("cut", &whole[..whole.len() / 2], 5000, Some(UnpackError::Damaged)),
            ("without its sum", &whole[..whole.len() - 4], 5000, Some(UnpackError::Damaged)),
            ("another sum", &flipped[..], 5000, Some(UnpackError::Damaged)),
            ("trailing", &trailing[..], 5000, Some(UnpackError::TooLong)),
            ("longer than allowed", &whole[..], 4999, Some(UnpackError::TooLong)),
            ("plain and longer than allowed", &bytes[..], 4999, Some(UnpackError::TooLong)),
        ] {
            assert_eq!(in_pieces(file, 64, limit, vec![0..5000]).err(), expected, "{name}");
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_fills_memory() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        let zeros = vec![0; 1 << 20];
        (0..64).for_each(|_| encoder.write_all(&zeros).expect("memory"));
        let bomb = encoder.finish().expect("memory");
        assert_eq!(unpack(&bomb, 1 << 20), Err(UnpackError::TooLong));
    }

    proptest! {
        #[test]
        fn any_pieces_and_ranges_give_the_same_bytes(
            bytes in proptest::collection::vec(any::<u8>(), 0..400),
            size in 1..50_usize,
            cuts in proptest::collection::vec(0..450_u64, 4),
            is_packed in any::<bool>(),
        ) {
            // Plain bytes that start like gzip would rightly be taken for gzip.
            prop_assume!(is_packed || !bytes.starts_with(&GZIP_MAGIC));
            let mut cuts = cuts;
            cuts.sort_unstable();
            let file = if is_packed { gzip(&bytes) } else { bytes.clone() };
            let unpacked = in_pieces(&file, size, 1000, vec![cuts[0]..cuts[1], cuts[2]..cuts[3]]).expect("whole");
            let at = |cut: u64| (cut as usize).min(bytes.len());
            let expected = [&bytes[at(cuts[0])..at(cuts[1])], &bytes[at(cuts[2])..at(cuts[3])]].concat();
            prop_assert_eq!(unpacked.kept, expected);
            prop_assert_eq!(unpacked.n_bytes, bytes.len() as u64);
        }

        #[test]
        fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..300), size in 1..40_usize) {
            let mut file = GZIP_MAGIC.to_vec();
            file.extend(bytes);
            let _ = in_pieces(&file, size, 1 << 16, vec![0..100]);
        }
    }
}
