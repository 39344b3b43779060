//! Any bytes as a packed file that arrives in pieces: the same outcome whatever the pieces, never more than the limit.
#![no_main]

use autoencoder_lab::data::unpack::{UnpackError, Unpacked, Unpacker};
use libfuzzer_sys::fuzz_target;

const LIMIT: u64 = 1 << 16;

fn in_pieces(bytes: &[u8], size: usize) -> Result<Unpacked, UnpackError> {
    let mut unpacker = Unpacker::new(LIMIT, vec![0..LIMIT]);
    bytes.chunks(size.max(1)).try_for_each(|piece| unpacker.take(piece))?;
    unpacker.finish()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&size, file)) = bytes.split_first() else { return };
    let whole = in_pieces(file, file.len());
    let pieces = in_pieces(file, usize::from(size));
    // Which of two faults comes first may depend on the pieces; whether there is one may not.
    assert_eq!(whole.as_ref().ok(), pieces.as_ref().ok());
    if let Ok(unpacked) = whole {
        assert!(unpacked.n_bytes <= LIMIT && unpacked.kept.len() as u64 == unpacked.n_bytes);
    }
});
