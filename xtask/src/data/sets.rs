//! Folders of data sets and the sets they hold, and the command `data`, which fills the workspace's own.
//!
//! Bringing and checking a file is left to `store`. The content of a folder given by `--data` is checked by the page alone,
//! against the same table.

use super::store::{self, Origin};
use crate::run;
use ::data::published::{FileInfo, IMAGE_SETS, ImageSet, MNIST};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{self, Path, PathBuf},
};

/// Advice about files that could not be had.
const ADVICE: &str = "Run `cargo xtask data` again to try the rest once more; without a network, name a folder that \
                      holds mnist/*.gz and fashion-mnist/*.gz with --from.";

/// The command `data`: both sets into `data/`, and into the site where one is built. They are copied from a folder, or
/// downloaded without one.
///
/// # Errors
/// Everything that could not be had.
pub(crate) fn fill(from: Option<&Path>) -> Result<()> {
    if let Some(folder) = from.filter(|folder| !folder.is_dir()) {
        bail!("{} is no folder; --from wants one with mnist/*.gz and fashion-mnist/*.gz.", folder.display());
    }
    let site = Some(run::workspace_root().join("dist")).filter(|dist| dist.join("index.html").is_file());
    fill_folder(&IMAGE_SETS, &own_folder(), from, site.as_deref())
}

/// The folder of the workspace that the command `data` fills and the others use.
fn own_folder() -> PathBuf {
    run::workspace_root().join("data")
}

/// One set's fault does not keep the others from being completed.
fn fill_folder(sets: &[&'static ImageSet], folder: &Path, from: Option<&Path>, site: Option<&Path>) -> Result<()> {
    let mut data = DataFolder { folder: folder.to_path_buf(), sets: Vec::new() };
    let mut faults = Vec::new();
    for &set in sets {
        let found = fill_set(set, &folder.join(set.name), from);
        if found.is_empty() {
            println!("{} is complete in {}.", set.title, folder.join(set.name).display());
            data.sets.push(set);
        }
        faults.extend(found);
    }
    if let Some(site) = site
        && let Err(error) = data.copy_into(site)
    {
        faults.push(format!("{error:#}"));
    }
    if !faults.is_empty() {
        bail!("not everything is there.\n{}\n{ADVICE}", faults.join("\n"));
    }
    Ok(())
}

/// Brings the files of a set, and returns what went wrong.
fn fill_set(set: &ImageSet, folder: &Path, from: Option<&Path>) -> Vec<String> {
    let mut faults = Vec::new();
    for file in &set.files {
        if let Err(error) = store::put(folder, file, &origins(set, file, from)) {
            faults.push(format!("{}, {}: {error:#}", set.title, file.name));
            if from.is_none() {
                // What hindered this download would hinder the next, after as long a wait.
                break;
            }
        }
    }
    faults
}

fn origins(set: &ImageSet, file: &FileInfo, from: Option<&Path>) -> Vec<Origin> {
    match from {
        Some(folder) => vec![Origin::Copy(folder.join(set.name).join(file.name))],
        None => set.mirrors.iter().map(|mirror| Origin::Download(format!("{mirror}{}", file.name))).collect(),
    }
}

/// A folder with at least one complete data set.
pub(crate) struct DataFolder {
    folder: PathBuf,
    sets: Vec<&'static ImageSet>,
}

impl DataFolder {
    /// The folder given by `--data`; without one, the workspace's own, where that holds a set.
    ///
    /// # Errors
    /// When a folder is given that holds no complete data set.
    pub(crate) fn choose(given: Option<&Path>) -> Result<Option<Self>> {
        let data = match given {
            Some(folder) => Some(Self::open(folder)?),
            None => Self::look_into(&own_folder()),
        };
        if let Some(data) = &data {
            let titles: Vec<_> = data.sets.iter().map(|set| set.title).collect();
            println!("Using {} from {}.", titles.join(" and "), data.folder.display());
        }
        Ok(data)
    }

    fn open(folder: &Path) -> Result<Self> {
        // Commands run in other folders than the user's.
        let folder = path::absolute(folder).context("--data wants a folder")?;
        Self::look_into(&folder).with_context(|| {
            format!(
                "{} holds no data set. Give --data a folder with mnist/ or fashion-mnist/, each with the files {}; \
                 `cargo xtask data` gets them",
                folder.display(),
                MNIST.files.map(|file| file.name).join(", ")
            )
        })
    }

    /// Opens a folder, unless it holds no complete set. Sets that lack files are mentioned.
    fn look_into(folder: &Path) -> Option<Self> {
        let mut sets = Vec::new();
        for set in IMAGE_SETS {
            let names = set.files.iter().map(|file| file.name);
            let missing: Vec<_> = names.filter(|name| !folder.join(set.name).join(name).is_file()).collect();
            if missing.is_empty() {
                sets.push(set);
            } else if missing.len() < set.files.len() {
                println!("{} is left out: it lacks {}.", folder.join(set.name).display(), missing.join(", "));
            }
        }
        (!sets.is_empty()).then(|| Self { folder: folder.to_path_buf(), sets })
    }

    /// The folder itself, absolute.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path of each data set below the site, and the folder that holds it.
    pub(crate) fn mounts(&self) -> Vec<(String, PathBuf)> {
        self.sets.iter().map(|set| (format!("data/{}", set.name), self.folder.join(set.name))).collect()
    }

    /// Copies the data sets into a site.
    ///
    /// # Errors
    /// Names the file that cannot be copied.
    pub(crate) fn copy_into(&self, dist: &Path) -> Result<()> {
        for set in &self.sets {
            let (source, target) = (self.folder.join(set.name), dist.join("data").join(set.name));
            fs::create_dir_all(&target).with_context(|| format!("{} cannot be created", target.display()))?;
            for file in &set.files {
                store::copy(&source.join(file.name), &target.join(file.name))?;
            }
            println!("Copied {} to dist/data/{}.", source.display(), set.name);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::store::tests as samples;

    const NAMES: [&str; 4] = ["a.gz", "b.gz", "c.gz", "d.gz"];

    #[test]
    fn only_complete_sets_count() {
        let folder = samples::folder("data-sets");
        for set in IMAGE_SETS {
            fs::create_dir_all(folder.join(set.name)).expect("writable");
        }
        assert!(DataFolder::open(&folder).is_err(), "empty folders are no data sets");
        assert!(DataFolder::look_into(&folder.join("absent")).is_none());
        for file in &MNIST.files {
            fs::write(folder.join("mnist").join(file.name), "x").expect("writable");
        }
        fs::write(folder.join("fashion-mnist").join(MNIST.files[0].name), "x").expect("writable");
        let data = DataFolder::open(&folder).expect("mnist is complete");
        assert_eq!(data.mounts(), [("data/mnist".to_owned(), folder.join("mnist"))]);
        data.copy_into(&folder.join("dist")).expect("writable");
        assert!(folder.join("dist/data/mnist").join(MNIST.files[3].name).is_file());
        fs::remove_dir_all(&folder).expect("ours");
    }

    /// A set whose four files contain their own names.
    fn made_up(name: &'static str) -> &'static ImageSet {
        let files = NAMES.map(|name| samples::line_for(name, name.as_bytes()));
        Box::leak(Box::new(ImageSet { name, title: name, files, ..MNIST }))
    }

    #[test]
    fn a_wrong_file_loses_its_own_set_alone() {
        let folder = samples::folder("data-fill");
        let sets = [made_up("first"), made_up("second")];
        for set in sets {
            fs::create_dir_all(folder.join("from").join(set.name)).expect("writable");
            for name in NAMES {
                let packed = samples::gzip(name.as_bytes());
                fs::write(folder.join("from").join(set.name).join(name), packed).expect("writable");
            }
        }
        for name in ["b.gz", "d.gz"] {
            fs::write(folder.join("from/first").join(name), "damaged").expect("writable");
        }
        let (store, from, dist) = (folder.join("data"), folder.join("from"), folder.join("dist"));
        let error =
            fill_folder(&sets, &store, Some(&from), Some(&dist)).expect_err("two files are damaged").to_string();
        assert!(error.contains("first, b.gz") && error.contains("first, d.gz"), "{error}");
        assert!(!error.contains("second") && error.contains("--from"), "{error}");
        assert!(!store.join("first/b.gz").exists() && store.join("first/c.gz").is_file());
        assert!(dist.join("data/second/d.gz").is_file() && !dist.join("data/first").exists());

        for name in NAMES {
            fs::write(from.join("first").join(name), samples::gzip(name.as_bytes())).expect("writable");
        }
        fs::remove_dir_all(from.join("second")).expect("ours");
        fill_folder(&sets, &store, Some(&from), Some(&dist)).expect("the second set is kept, the first mended");
        assert!(dist.join("data/first/d.gz").is_file());
        fs::remove_dir_all(&folder).expect("ours");
    }
}
