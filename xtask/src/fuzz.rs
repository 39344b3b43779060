//! The command `fuzz`: runs the fuzz targets of the parsers, each for a while, from their committed corpus.
//!
//! The targets lie in `fuzz/`, a workspace of its own. The stable compiler can count coverage for libFuzzer when told by flags;
//! cargo-fuzz would want the nightly one. It takes a C++ compiler. Reference: <https://llvm.org/docs/LibFuzzer.html>.

use crate::run;
use anyhow::{Context, Result};
use std::fs;

/// Targets, by the names of their programs and corpora.
const TARGETS: [&str; 7] = ["idx", "gzip", "table", "workbook", "link", "weights", "teaching"];
/// Coverage that libFuzzer reads: a counter at every edge, and a table of their places.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                     -Ccodegen-units=1";

/// Runs every target for so many seconds. What they find new goes to `target/fuzz/`, not into the committed corpus.
///
/// # Errors
/// When a target cannot be built, or has found an input that it fails on; libFuzzer says where it lies.
pub(crate) fn fuzz(n_seconds: u64) -> Result<()> {
    let root = run::workspace_root();
    let folder = root.join("target").join("fuzz");
    let host = run::output(run::in_workspace("rustc").args(["--print", "host-tuple"]))?;
    for name in TARGETS {
        println!("\n=== {name}: {n_seconds} s ===");
        let found = folder.join("found").join(name);
        fs::create_dir_all(&found).with_context(|| format!("{} cannot be created", found.display()))?;
        run::succeed(
            run::cargo()
                // With a target named, build scripts are spared the flags.
                .args(["run", "--release", "--target", &host, "--bin", name, "--target-dir"])
                .arg(&folder)
                .args(["--", &format!("-max_total_time={n_seconds}"), "-max_len=4096", "-print_final_stats=1"])
                .arg(format!("-artifact_prefix={}/", found.display()))
                .arg(&found)
                .arg(root.join("fuzz").join("corpus").join(name))
                .current_dir(root.join("fuzz"))
                .env("RUSTFLAGS", FLAGS),
        )?;
    }
    Ok(())
}
