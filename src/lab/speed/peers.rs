//! How fast others trained the same network on the build machine, for the chart beside one's own result.
//!
//! The numbers are those of the committed run in `benches/README.md`, rounded to hundreds.

/// Another way to train the lecture's network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peer {
    /// Its name, the same in every language.
    pub name: &'static str,
    /// Samples a second.
    pub samples_per_second: f64,
}

/// This page on the build machine, in the same run.
pub const OURS_THERE: f64 = 30_000.0;

/// The others, fastest first.
pub const PEERS: [Peer; 4] = [
    Peer { name: "PyTorch, 1 thread", samples_per_second: 25_000.0 },
    Peer { name: "PyTorch, 2 threads", samples_per_second: 25_000.0 },
    Peer { name: "Keras (TensorFlow), 2 threads", samples_per_second: 10_000.0 },
    Peer { name: "TensorFlow.js (WASM)", samples_per_second: 1_400.0 },
];
