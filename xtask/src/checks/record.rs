//! The times of a run's stages: a table for the terminal, and `target/stages.json`, one object that each run writes anew.
//!
//! Times are only comparable beside the machine and what was compiled already, so both are written with them.

use crate::{run, tools::catalogue::WASM_TARGET};
use anyhow::{Context, Result};
use std::{
    env, fs, thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// The end of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    Failed,
    NotRun,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "FAILED",
            Self::NotRun => "not run",
        }
    }
}

/// The outcome of a stage, and the seconds that it took.
pub(super) struct StageTime {
    pub(super) name: &'static str,
    pub(super) outcome: Outcome,
    pub(super) seconds: f64,
}

/// A run of stages that has begun.
pub(super) struct Record {
    start: SystemTime,
    /// True when nothing had been compiled for the browser.
    is_cold: bool,
}

impl Record {
    /// Notes the time and what is there already.
    pub(super) fn begin() -> Self {
        Self { start: SystemTime::now(), is_cold: !run::target_folder().join(WASM_TARGET).is_dir() }
    }

    /// Writes the object.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn write(&self, times: &[StageTime]) -> Result<()> {
        let file = run::target_folder().join("stages.json");
        fs::write(&file, self.json(times)).with_context(|| format!("{} cannot be written", file.display()))
    }

    fn json(&self, times: &[StageTime]) -> String {
        let n_cores = thread::available_parallelism().map_or(1, usize::from);
        // A clock that is set back during the run gives no time.
        let total = self.start.elapsed().unwrap_or_default().as_secs_f64();
        let stages = times.iter().map(|stage| {
            let (name, outcome) = (stage.name, stage.outcome.word().to_lowercase());
            format!("    {{ \"name\": \"{name}\", \"outcome\": \"{outcome}\", \"seconds\": {:.1} }}", stage.seconds)
        });
        format!(
            "{{\n  \"date\": \"{}\",\n  \"machine\": \"{} {}\",\n  \"cores\": {n_cores},\n  \"cold\": {},\n  \
             \"seconds\": {total:.1},\n  \"stages\": [\n{}\n  ]\n}}\n",
            timestamp(self.start.duration_since(UNIX_EPOCH).unwrap_or_default()),
            env::consts::OS,
            env::consts::ARCH,
            self.is_cold,
            stages.collect::<Vec<_>>().join(",\n"),
        )
    }
}

/// Returns the times, a line each.
pub(super) fn table(times: &[StageTime]) -> String {
    let lines = times.iter().map(|stage| match stage.outcome {
        Outcome::NotRun => format!("  {:<8} {}", stage.name, stage.outcome.word()),
        _ => format!("  {:<8} {}  {:>6.1} s", stage.name, stage.outcome.word(), stage.seconds),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the time in UTC, as RFC 3339 writes it, from the time since the beginning of 1970. The calendar is computed in
/// years that begin in March (<https://howardhinnant.github.io/date_algorithms.html>, `civil_from_days`).
fn timestamp(since_1970: Duration) -> String {
    let seconds = since_1970.as_secs();
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Days since the first of March of the year 0, and within its era of 400 years.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}Z", second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_796_120_537, "2026-12-01T10:22:17Z"),
        ] {
            assert_eq!(timestamp(Duration::from_secs(seconds)), expected);
        }
    }

    #[test]
    fn a_run_is_one_object() {
        let record = Record { start: UNIX_EPOCH, is_cold: true };
        let times = [
            StageTime { name: "fmt", outcome: Outcome::Passed, seconds: 1.26 },
            StageTime { name: "clippy", outcome: Outcome::Failed, seconds: 20.0 },
            StageTime { name: "native", outcome: Outcome::NotRun, seconds: 0.0 },
        ];
        let json = record.json(&times);
        assert!(json.starts_with("{\n  \"date\": \"1970-01-01T00:00:00Z\","), "{json}");
        assert!(json.contains("\"cold\": true") && json.contains("\"cores\": "), "{json}");
        assert!(json.contains("{ \"name\": \"fmt\", \"outcome\": \"passed\", \"seconds\": 1.3 },\n"), "{json}");
        assert!(json.contains("\"failed\", \"seconds\": 20.0 },\n"), "{json}");
        assert!(json.ends_with("\"not run\", \"seconds\": 0.0 }\n  ]\n}\n"), "{json}");
        assert!(table(&times).contains("clippy   FAILED    20.0 s"), "{}", table(&times));
        assert!(table(&times).ends_with("native   not run"));
    }
}
