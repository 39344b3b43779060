//! Bytes of files, and names made of their sums.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

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

/// The files of a folder whose names have this ending.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn files_with(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    Ok(paths.filter(|path| path.to_string_lossy().ends_with(ending)).collect())
}
