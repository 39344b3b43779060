//! The measurement, driven by a clock of its own.

use super::*;
use std::cell::Cell;

#[test]
fn the_lectures_network_is_really_trained_and_every_number_is_there() {
    // A clock that goes on by a millisecond whenever it is looked at: rates are then known.
    let now = Cell::new(0.0);
    let clock = || {
        now.set(now.get() + 1e-3);
        now.get()
    };
    let mut test = SpeedTest::new(None).expect("sizes are built in");
    assert_eq!(test.progress().stage, SpeedStage::Peak);
    let mut first_loss = None;
    while test.advance(&clock).expect("random images decompose") == Step::Going {
        first_loss = first_loss.or(test.progress_loss_after_an_epoch());
    }
    let result = test.result().expect("it is done");
    assert_eq!((result.dataset.as_str(), result.batch, result.updates), ("random", 32, 6 * 313));
    // One look at an epoch's beginning, one at its end.
    assert!((result.samples_per_second - 1e7).abs() < 1e7 * 1e-6, "{}", result.samples_per_second);
    assert!((result.gflops - 1e7 * 820_000.0 / 1e9).abs() < 1.0, "{}", result.gflops);
    assert!(
        result.knn_seconds > 0.0
            && result.peak_gflops > 0.0
            && result.pca_seconds_k2 > 0.0
            && result.pca_seconds_full > 0.0
    );
    // Of pixels without structure nothing can be known but their spread: ln 2 is the loss of saying ½.
    assert!(result.final_loss < first_loss.expect("epochs were done") && result.final_loss > 0.6);
}

impl SpeedTest {
    fn progress_loss_after_an_epoch(&self) -> Option<f64> {
        self.trainer.history().get(1).and_then(|record| record.train_loss)
    }
}
