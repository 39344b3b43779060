//! Any bytes as weights: read or refused, never a panic; what fills a network fits it.
#![no_main]

use autoencoder_lab::lab::{exchange::{link, weights::tensors::LoadedWeights}, run::blueprint::untrained};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(weights) = LoadedWeights::read(bytes) else { return };
    let settings = link::parse(weights.query.as_deref().unwrap_or_default()).settings;
    // As many inputs as a file of this length can have.
    let n_features = weights.n_features().unwrap_or(0).min(4096);
    if let Ok(drawn) = untrained(&settings, n_features)
        && let Ok(filled) = weights.fill(drawn)
    {
        assert_eq!(filled.network().n_in(), n_features);
    }
});
