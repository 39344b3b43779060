//! How fast others trained the same network on the build machine, for the chart beside one's own result.
//!
//! The numbers are those of the committed run in `benches/README.md`.

/// Another way to train the lecture's network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peer {
    /// Its name, the same in every language.
    pub name: &'static str,
    /// Threads that worked.
    pub n_threads: usize,
    /// Samples a second.
    pub samples_per_second: f64,
}

/// This page on the build machine, in the same run; one worker.
pub const OURS_THERE: f64 = 37_600.0;

/// The others, fastest first.
pub const PEERS: [Peer; 4] = [
    Peer { name: "PyTorch", n_threads: 2, samples_per_second: 24_200.0 },
    Peer { name: "PyTorch", n_threads: 1, samples_per_second: 23_900.0 },
    Peer { name: "Keras (TensorFlow)", n_threads: 2, samples_per_second: 11_000.0 },
    Peer { name: "TensorFlow.js (WASM)", n_threads: 2, samples_per_second: 2_130.0 },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_numbers_are_those_of_the_committed_run() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../benches/README.md");
        let report = fs::read_to_string(path).expect("the report is committed");
        let first_cell = |line: &str| line.split('|').nth(2).map(|cell| cell.trim().to_owned()).unwrap_or_default();
        let rate_of = |row: &str| {
            let line = report.lines().find(|line| line.starts_with(&format!("| {row}"))).expect(row);
            first_cell(line).split(' ').next().and_then(|number| number.replace(',', "").parse::<f64>().ok())
        };
        assert_eq!(rate_of("this page"), Some(OURS_THERE));
        for peer in PEERS {
            let row = match peer.n_threads {
                1 => format!("{}, 1 thread ", peer.name),
                _ => {
                    peer.name.split(" (").next().unwrap_or_default().to_owned()
                        + if peer.name == "PyTorch" { ", 2" } else { " " }
                }
            };
            assert_eq!(rate_of(&row), Some(peer.samples_per_second), "{row}");
        }
    }
}
