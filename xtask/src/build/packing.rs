//! Packing of bytes as hosts pack what they send: gzip and Brotli.
//!
//! The choice of files is left to the callers. Reference: RFC 1952 (gzip), RFC 7932 (Brotli).

use flate2::{Compression, write::GzEncoder};
use std::io::{self, Write};

/// The level of gzip that hosts use when they pack on the fly.
const GZIP_LEVEL: u32 = 6;
/// Bytes that the Brotli encoder takes at a time.
const BROTLI_BUFFER: usize = 4096;
/// The logarithm of Brotli's window: 4 MB, the most that every browser takes.
const BROTLI_WINDOW: u32 = 22;

/// Returns bytes packed with gzip.
///
/// # Errors
/// Only when memory runs out.
pub(crate) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(GZIP_LEVEL));
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Returns bytes packed with Brotli at a quality from 0 to 11.
///
/// # Errors
/// Only when memory runs out.
pub(crate) fn brotli(bytes: &[u8], quality: u32) -> io::Result<Vec<u8>> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), BROTLI_BUFFER, quality, BROTLI_WINDOW);
    encoder.write_all(bytes)?;
    Ok(encoder.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn packed_bytes_unpack_to_what_they_were() {
        let bytes: Vec<u8> = (0..20_000_u32).map(|index| (index / 7) as u8).collect();
        let mut unpacked = Vec::new();
        let packed = gzip(&bytes).expect("memory");
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked).expect("gzip");
        assert_eq!(unpacked, bytes);
        let smaller = brotli(&bytes, 5).expect("memory");
        assert!(smaller.len() < bytes.len());
        unpacked.clear();
        brotli::Decompressor::new(&smaller[..], BROTLI_BUFFER).read_to_end(&mut unpacked).expect("Brotli");
        assert_eq!(unpacked, bytes);
    }
}
