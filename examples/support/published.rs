//! Published data sets from a folder, for the example programs.

use autoencoder_lab::{data::Dataset, lab::run::source::PartKey};
use std::{path::Path, rc::Rc};

/// Reads a part of a data set from its files, and verifies them against the published checksums.
pub(crate) fn read_part(part: &PartKey, folder: Option<&Path>) -> Result<Rc<Dataset>, String> {
    let folder = folder.ok_or("these data come from files: pass their folder by --data DIR, or use data=digits")?;
    let read = |name: &str| {
        let path = folder.join(part.data.name()).join(name);
        std::fs::read(&path).map_err(|error| format!("cannot read {}: {error}; check --data DIR", path.display()))
    };
    let [images, labels] = part.files() else { return Err("a part has two files".to_owned()) };
    let (images, labels) = (read(images.name)?, read(labels.name)?);
    Ok(Rc::new(part.assemble_files([&images, &labels]).map_err(|fault| fault.to_string())?))
}
