//! The folder given by `--data`: which data sets it holds, and in which files.
//!
//! What the files contain is checked by the page, against the sums in `src/data/catalog.rs`.

use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{self, Path, PathBuf},
};

/// The data sets that are too large to be built in; the page looks for them at `data/<name>/`.
pub(crate) const SET_NAMES: [&str; 2] = ["mnist", "fashion-mnist"];

const FILE_NAMES: [&str; 4] = [
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
];

/// A folder with at least one complete data set.
pub(crate) struct DataFolder {
    folder: PathBuf,
    names: Vec<&'static str>,
}

impl DataFolder {
    /// Looks what a folder holds.
    ///
    /// # Errors
    /// When it holds no complete data set.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        // Commands run in other folders than the user's.
        let folder = path::absolute(folder).context("--data wants a folder")?;
        let mut names = Vec::new();
        for name in SET_NAMES {
            let missing: Vec<_> =
                FILE_NAMES.into_iter().filter(|file| !folder.join(name).join(file).is_file()).collect();
            if missing.is_empty() {
                names.push(name);
            } else if missing.len() < FILE_NAMES.len() {
                println!("{} is left out: it lacks {}.", folder.join(name).display(), missing.join(", "));
            }
        }
        if names.is_empty() {
            bail!(
                "{} holds no data set. Give --data a folder with mnist/ or fashion-mnist/, each with the files {}.",
                folder.display(),
                FILE_NAMES.join(", ")
            );
        }
        Ok(Self { folder, names })
    }

    /// The folder itself, absolute.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where each data set is to appear below the site, and the folder that holds it.
    pub(crate) fn mounts(&self) -> Vec<(String, PathBuf)> {
        self.names.iter().map(|name| (format!("data/{name}"), self.folder.join(name))).collect()
    }

    /// Copies the data sets into a site.
    ///
    /// # Errors
    /// Names the file that cannot be copied.
    pub(crate) fn copy_into(&self, dist: &Path) -> Result<()> {
        for (place, source) in self.mounts() {
            let target = dist.join(&place);
            fs::create_dir_all(&target).with_context(|| format!("{} cannot be created", target.display()))?;
            for file in FILE_NAMES {
                let (from, to) = (source.join(file), target.join(file));
                fs::copy(&from, &to).with_context(|| format!("{} cannot be copied to dist/{place}", from.display()))?;
            }
            println!("Copied {} to dist/{place}.", source.display());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_complete_sets_count() {
        let folder = std::env::temp_dir().join(format!("xtask-data-{}", std::process::id()));
        for name in SET_NAMES {
            fs::create_dir_all(folder.join(name)).expect("the temporary folder is writable");
        }
        assert!(DataFolder::open(&folder).is_err(), "empty folders are no data sets");
        for file in FILE_NAMES {
            fs::write(folder.join("mnist").join(file), "x").expect("writable");
        }
        fs::write(folder.join("fashion-mnist").join(FILE_NAMES[0]), "x").expect("writable");
        let data = DataFolder::open(&folder).expect("mnist is complete");
        assert_eq!(data.mounts(), [("data/mnist".to_owned(), folder.join("mnist"))]);
        data.copy_into(&folder.join("dist")).expect("writable");
        assert!(folder.join("dist/data/mnist").join(FILE_NAMES[3]).is_file());
        fs::remove_dir_all(&folder).expect("ours");
    }
}
