//! The folder that Trunk fills while its hooks run. Reference: <https://trunkrs.dev/advanced/hooks/>.

use anyhow::{Context, Result};
use std::{env, path::PathBuf};

/// Returns the folder, which becomes `dist/` when the hooks have ended.
///
/// # Errors
/// Outside a hook.
pub(crate) fn folder() -> Result<PathBuf> {
    env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("this command is for Trunk's hook, which names the folder to fill; `cargo xtask dist` runs it")
}
