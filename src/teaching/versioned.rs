//! Files of ours as JSON that say the version of their form first: a later one is refused by that alone.

use serde::{Deserialize, de::DeserializeOwned};

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionedError {
    /// It has this version, which is a later one.
    Later(u32),
    /// It is not JSON of this form; the parser's words.
    Json(String),
}

/// Reads a file whose form has versions up to `newest`.
///
/// # Errors
/// Why it cannot be read; never a panic, whatever it holds.
pub fn from_json<T: DeserializeOwned>(file: &[u8], newest: u32) -> Result<T, VersionedError> {
    /// The version alone: a later form may differ in everything else.
    #[derive(Deserialize)]
    struct Versioned {
        version: u32,
    }
    let fault = |error: serde_json::Error| VersionedError::Json(error.to_string());
    let Versioned { version } = serde_json::from_slice(file).map_err(fault)?;
    if version > newest {
        return Err(VersionedError::Later(version));
    }
    serde_json::from_slice(file).map_err(fault)
}
