//! Bytes of files, and names made of their sums.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// Reads a file.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// Returns the first 16 hexadecimal digits of a SHA-256: a name for bytes that no others have.
pub(crate) fn short_sum(bytes: &[u8]) -> String {
    const N_BYTES: usize = 8;
    Sha256::digest(bytes).iter().take(N_BYTES).map(|byte| format!("{byte:02x}")).collect()
}
