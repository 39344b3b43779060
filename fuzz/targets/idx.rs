//! Any bytes as an IDX file of the user's own: an answer, never a panic, and values as many as the shape says.
#![no_main]

use autoencoder_lab::{data::idx::Idx, lab::exchange::own_data};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(idx) = Idx::parse(bytes) {
        assert_eq!(idx.shape.iter().product::<usize>(), idx.values.len());
    }
    // The same bytes as images, with the first of them as labels.
    let (labels, images) = bytes.split_at(bytes.len() / 4);
    let _ = own_data::read_idx(&[("labels".to_owned(), labels.to_vec()), ("images".to_owned(), images.to_vec())]);
    let _ = own_data::kind_of("file.gz", bytes);
});
