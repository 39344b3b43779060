//! One file of a data set on its way into a folder: checked against the published table, and never half there.
//!
//! A file is written beside its place and renamed once it is proved right. The choice of files and folders is left to `sets`,
//! downloading to `fetch`.

use super::fetch;
use ::data::published::FileInfo;
use anyhow::{Context, Result, bail};
use flate2::bufread::GzDecoder;
use sha2::{Digest, Sha256};
use std::{
    fmt,
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

/// A place that a file may be had from.
pub(crate) enum Origin {
    /// A file of this machine.
    Copy(PathBuf),
    /// An address of another.
    Download(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Copy(path) => write!(formatter, "{}", path.display()),
            Self::Download(address) => formatter.write_str(address),
        }
    }
}

/// Puts a file into a folder, from the first origin that has it right. A right one that is there already stays.
///
/// # Errors
/// The fault of each origin, a line each.
pub(crate) fn put(folder: &Path, file: &FileInfo, origins: &[Origin]) -> Result<()> {
    let place = folder.join(file.name);
    if place.is_file() && check(&place, file).is_ok() {
        println!("{} is there and right.", place.display());
        return Ok(());
    }
    if origins.iter().any(|origin| matches!(origin, Origin::Download(_))) {
        // Said once here, where every mirror would say it again.
        fetch::curl()?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be created", folder.display()))?;
    let mut faults = Vec::new();
    for origin in origins {
        announce(origin, file);
        match settle(origin, &place, |partial| check(partial, file)) {
            Ok(()) => return Ok(()),
            Err(error) => faults.push(format!("{error:#}")),
        }
    }
    bail!("{}", faults.join("\n"))
}

/// Copies a file, whatever it contains.
///
/// # Errors
/// Names the file that cannot be read or written.
pub(crate) fn copy(from: &Path, place: &Path) -> Result<()> {
    settle(&Origin::Copy(from.to_path_buf()), place, |_| Ok(()))
}

fn announce(origin: &Origin, file: &FileInfo) {
    match origin {
        Origin::Copy(_) => println!("Copying {origin}..."),
        // The label files have a few thousand bytes, which is not 0.00 MB.
        Origin::Download(_) => {
            println!("Downloading {origin} ({:.2} MB)...", (file.n_packed as f64 / 1e6).max(0.01));
        }
    }
}

/// Brings a file beside its place, and into it once it is proved.
fn settle(origin: &Origin, place: &Path, prove: impl Fn(&Path) -> Result<()>) -> Result<()> {
    let partial = partial_of(place);
    let outcome =
        bring(origin, &partial).and_then(|()| prove(&partial)).with_context(|| origin.to_string()).and_then(|()| {
            fs::rename(&partial, place).with_context(|| format!("{} cannot be put into place", place.display()))
        });
    if outcome.is_err() {
        // It may not have come into being, and the fault itself is what is reported.
        fs::remove_file(&partial).ok();
    }
    outcome
}

fn bring(origin: &Origin, target: &Path) -> Result<()> {
    match origin {
        Origin::Copy(path) => {
            let mut from = File::open(path).context("cannot be opened")?;
            // Not `fs::copy`: that would copy a write protection too.
            let mut to = File::create(target).with_context(|| format!("{} cannot be written", target.display()))?;
            io::copy(&mut from, &mut to).map(drop).with_context(|| format!("cannot be copied to {}", target.display()))
        }
        Origin::Download(address) => fetch::download(address, target),
    }
}

fn partial_of(place: &Path) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push(".partial");
    PathBuf::from(name)
}

/// Compares a file with the table, by its unpacked bytes: mirrors pack them in ways of their own.
///
/// # Errors
/// The expected sum and the one found; the caller adds the file's name.
fn check(path: &Path, file: &FileInfo) -> Result<()> {
    let mut unpacker = GzDecoder::new(BufReader::new(File::open(path).context("cannot be opened")?));
    let mut sum = Sha256::new();
    // One byte more than there should be: enough to know a bomb by, and no more of it is unpacked.
    let n_found = io::copy(&mut Read::by_ref(&mut unpacker).take(file.n_bytes + 1), &mut sum)
        .context("is no intact gzip file, as is expected")?;
    if n_found > file.n_bytes {
        bail!("{} bytes are expected once unpacked, found more than that", file.n_bytes);
    }
    let found: String = sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    if n_found != file.n_bytes || found != file.sha256 {
        let (n_bytes, expected) = (file.n_bytes, file.sha256);
        bail!(
            "expected {n_bytes} bytes once unpacked, of SHA-256 {expected}; found {n_found} bytes, of SHA-256 {found}"
        );
    }
    // The page refuses a file that goes on after its end, so it is refused here before anyone meets it there.
    if !unpacker.get_mut().fill_buf().context("cannot be read to its end")?.is_empty() {
        bail!("expected the end of the file after the packed bytes, found more bytes there");
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::{env, io::Write, process};

    /// A folder of its own for a test that removes it at its end.
    pub(crate) fn folder(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("xtask-{name}-{}", process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder is writable");
        folder
    }

    pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("writing to memory");
        encoder.finish().expect("writing to memory")
    }

    /// The line of a table for a made-up file.
    pub(crate) fn line_for(name: &'static str, bytes: &[u8]) -> FileInfo {
        let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        FileInfo { name, n_packed: 1_000, n_bytes: bytes.len() as u64, sha256: sum.leak() }
    }

    fn origin(folder: &Path, name: &str, packed: &[u8]) -> Origin {
        let path = folder.join(name);
        fs::write(&path, packed).expect("writable");
        Origin::Copy(path)
    }

    #[test]
    fn the_first_right_file_is_taken_and_kept() {
        let folder = folder("store-right");
        let (store, line) = (folder.join("set"), line_for("a.gz", b"right"));
        let origins = [origin(&folder, "wrong", &gzip(b"wrong")), origin(&folder, "right", &gzip(b"right"))];
        put(&store, &line, &origins).expect("the second is right");
        assert_eq!(fs::read(store.join("a.gz")).expect("it is there"), gzip(b"right"));
        assert_eq!(fs::read_dir(&store).expect("a folder").count(), 1, "nothing half is left");

        put(&store, &line, &[]).expect("what is there is kept, and no origin asked");
        fs::write(store.join("a.gz"), "damaged").expect("writable");
        assert!(put(&store, &line, &[]).is_err(), "damaged, it would have to be brought again");
        put(&store, &line, &origins).expect("replaced");
        assert!(check(&store.join("a.gz"), &line).is_ok());
        fs::remove_dir_all(&folder).expect("ours");
    }

    #[test]
    fn a_wrong_file_is_refused_with_what_was_expected_and_found() {
        let folder = folder("store-wrong");
        let (store, line) = (folder.join("set"), line_for("a.gz", b"right"));
        let wrong = line_for("a.gz", b"wrong");
        let trailing = [&gzip(b"right")[..], b"and more"].concat();
        let packed = gzip(b"right");
        for (name, bytes, words) in [
            ("other", gzip(b"wrong"), vec![line.sha256, wrong.sha256]),
            ("short", gzip(b"righ"), vec!["expected 5 bytes", "found 4 bytes"]),
            ("cut", packed[..packed.len() - 3].to_vec(), vec!["no intact gzip file"]),
            ("plain", b"right".to_vec(), vec!["no intact gzip file"]),
            ("trailing", trailing, vec!["after the packed bytes"]),
        ] {
            let error = put(&store, &line, &[origin(&folder, name, &bytes)]).expect_err(name).to_string();
            assert!(error.contains(&*folder.join(name).to_string_lossy()), "{error}");
            assert!(words.iter().all(|word| error.contains(word)), "{error}");
        }
        let error = put(&store, &line, &[Origin::Copy(folder.join("absent"))]).expect_err("it is absent").to_string();
        assert!(error.contains("absent") && error.contains("cannot be opened"), "{error}");
        assert_eq!(fs::read_dir(&store).expect("a folder").count(), 0, "nothing wrong is left");
        fs::remove_dir_all(&folder).expect("ours");
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let folder = folder("store-bomb");
        let line = line_for("a.gz", b"right");
        let bomb = origin(&folder, "bomb", &gzip(&vec![0_u8; 10_000_000]));
        let error = put(&folder.join("set"), &line, &[bomb]).expect_err("10 MB are not 5 bytes").to_string();
        assert!(error.contains("5 bytes are expected") && error.contains("more"), "{error}");
        fs::remove_dir_all(&folder).expect("ours");
    }
}
