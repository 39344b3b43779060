//! How fast a run goes and how long it will take. The clock is the caller's.

/// Weight of the newest measurement in the running rate: the display settles within a second at 10 measurements each.
const NEWEST_WEIGHT: f64 = 0.2;

/// A running rate of samples per second.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Pace {
    samples_per_second: Option<f64>,
}

impl Pace {
    /// Notes that `n_samples` took `elapsed_secs`; a measurement without time or samples is left out.
    pub fn record(&mut self, n_samples: u64, elapsed_secs: f64) {
        if n_samples == 0 || elapsed_secs <= 0.0 {
            return;
        }
        let newest = n_samples as f64 / elapsed_secs;
        self.samples_per_second = Some(match self.samples_per_second {
            Some(before) => before + NEWEST_WEIGHT * (newest - before),
            None => newest,
        });
    }

    /// The rate; `None` before the first measurement.
    #[must_use]
    pub fn samples_per_second(&self) -> Option<f64> {
        self.samples_per_second
    }

    /// Seconds that `n_samples` more will take at this rate.
    #[must_use]
    pub fn remaining_secs(&self, n_samples: u64) -> Option<f64> {
        self.samples_per_second.map(|rate| n_samples as f64 / rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settles_on_a_steady_rate_and_foresees_the_end() {
        let mut pace = Pace::default();
        assert_eq!(pace.remaining_secs(10), None);
        pace.record(50, 1.0);
        for _ in 0..50 {
            pace.record(100, 0.5);
        }
        let rate = pace.samples_per_second().expect("recorded");
        assert!((rate - 200.0).abs() < 0.1, "{rate}");
        assert!((pace.remaining_secs(400).expect("recorded") - 2.0).abs() < 0.01);
        pace.record(5, 0.0);
        assert_eq!(pace.samples_per_second(), Some(rate));
    }
}
