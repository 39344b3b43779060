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

/// Holds a small run back, so that it can be watched: 60 points through 20 epochs would be over in a millisecond.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pacer {
    n_at_start: u64,
    n_all: u64,
    start_secs: f64,
}

/// Least time for a whole run, so that a class can follow it.
const LEAST_SECS: f64 = 5.0;

impl Pacer {
    /// From now, with `n_at_start` of `n_all` samples done.
    #[must_use]
    pub fn new(n_at_start: u64, n_all: u64, now_secs: f64) -> Self {
        Self { n_at_start, n_all, start_secs: now_secs }
    }

    /// Samples that may have been trained on by now.
    #[must_use]
    pub fn n_allowed(&self, now_secs: f64) -> u64 {
        let share = ((now_secs - self.start_secs) / LEAST_SECS).clamp(0.0, 1.0);
        if share >= 1.0 { u64::MAX } else { self.n_at_start + (self.n_all as f64 * share) as u64 + 1 }
    }

    /// Seconds for which something is still held back: the share of the run that was left at the start, less what passed.
    #[must_use]
    pub fn remaining_secs(&self, now_secs: f64) -> f64 {
        let share_left = (self.n_all - self.n_at_start.min(self.n_all)) as f64 / self.n_all.max(1) as f64;
        (self.start_secs + LEAST_SECS * share_left - now_secs).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_takes_its_least_time_and_no_more() {
        let pacer = Pacer::new(100, 1100, 50.0);
        assert_eq!(pacer.n_allowed(50.0), 101);
        assert_eq!(pacer.n_allowed(52.5), 651);
        assert_eq!(pacer.n_allowed(55.0), u64::MAX);
        assert!((Pacer::new(550, 1100, 50.0).remaining_secs(51.0) - 1.5).abs() < 1e-9);
    }

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
