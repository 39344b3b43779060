//! From a setting to samples: what is built in, and what must be fetched as files and put together.
//!
//! Fetching itself is the caller's: the worker asks caches and the network, the headless run a folder.

use super::selection::Samples;
use crate::{
    fault::Fault,
    settings::{Chapter, DataId, Part, Settings},
};
use data::{
    Dataset,
    catalog::WHITE,
    digits,
    idx::IdxError,
    notebook,
    published::FileInfo,
    sequences,
    unpack::{Unpacked, Unpacker},
};
use std::{ops::Range, rc::Rc};

/// Sequences of a data set, and numbers in each.
const N_SEQUENCES: usize = 1000;
const SEQUENCE_LENGTH: usize = 10;
/// Bytes before the values in IDX files of images and of labels.
const IMAGES_HEADER: u64 = 16;
const LABELS_HEADER: u64 = 8;

/// A part of a published data set, as far as it is taken: the unit in which data are fetched and kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartKey {
    /// The data set.
    pub data: DataId,
    /// Which of its parts.
    pub part: Part,
    /// How many images are taken to train on.
    pub n_taken: usize,
    /// How many of the last ones are kept apart, on top.
    pub n_kept_apart: usize,
}

/// The parts that these settings need, what is trained on first; empty for what is built in or the user's own.
#[must_use]
pub fn required_parts(settings: &Settings) -> Vec<PartKey> {
    let data = settings.data;
    let Some(set) = data.image_set() else { return Vec::new() };
    let n_taken = settings.n_taken_of_part();
    let mut parts = vec![PartKey { data, part: settings.part, n_taken, n_kept_apart: settings.n_kept_apart() }];
    // Codes are judged on test images in the chapter that compares.
    if settings.chapter == Chapter::Pca && settings.part == Part::Train {
        parts.push(PartKey { data, part: Part::Test, n_taken: set.n_images(Part::Test), n_kept_apart: 0 });
    }
    parts
}

/// The whole of a published data set, for experiments beside a run: all training images, then the test images.
#[must_use]
pub fn whole_parts(data: DataId) -> Vec<PartKey> {
    let Some(set) = data.image_set() else { return Vec::new() };
    let whole = |part: Part| {
        let n_kept_apart = if part == Part::Train { set.n_validation(part) } else { 0 };
        PartKey { data, part, n_taken: set.n_images(part) - n_kept_apart, n_kept_apart }
    };
    vec![whole(Part::Train), whole(Part::Test)]
}

/// Samples from [`whole_parts`], in that order, or the built-in digits.
///
/// # Errors
/// When a part is missing, or it is neither of these.
pub fn assemble_whole(data: DataId, parts: &[Rc<Dataset>]) -> Result<Samples, Fault> {
    let missing = || Fault::DataUnavailable { data, attempts: Vec::new() };
    let main = match (data, parts.first()) {
        (DataId::Digits, _) => Rc::new(
            digits::load()
                .map_err(|error| Fault::DataDamaged { name: data.name().to_owned(), reason: error.to_string() })?,
        ),
        (_, main) => main.cloned().ok_or_else(missing)?,
    };
    Ok(Samples { main, test: parts.get(1).cloned() })
}

impl PartKey {
    /// The files that hold the part: images and labels.
    #[must_use]
    pub fn files(&self) -> &'static [FileInfo] {
        self.data.image_set().map_or(&[], |set| set.files_of(self.part))
    }

    /// The bytes of each unpacked file that are kept once it is checked: the first images, and those for validation.
    #[must_use]
    pub fn wanted(&self) -> [Vec<Range<u64>>; 2] {
        let n_pixels = (self.side() * self.side()) as u64;
        let images = self.kept_images();
        let scaled = |n_header: u64, unit: u64| {
            images.iter().map(|range| n_header + range.start * unit..n_header + range.end * unit).collect()
        };
        [scaled(IMAGES_HEADER, n_pixels), scaled(LABELS_HEADER, 1)]
    }

    /// Puts the part together from its files, unpacked with [`PartKey::wanted`].
    ///
    /// # Errors
    /// When there are not as many bytes as images and labels have.
    pub fn assemble(&self, images: Unpacked, labels: Unpacked) -> Result<Dataset, IdxError> {
        let n_images = self.kept_images().iter().map(|range| (range.end - range.start) as usize).sum::<usize>();
        let side = self.side();
        let expected = n_images * side * side;
        if images.kept.len() != expected {
            return Err(IdxError::Length { expected, got: images.kept.len() });
        }
        if labels.kept.len() != n_images {
            return Err(IdxError::Labels { n_images, n_labels: labels.kept.len() });
        }
        Ok(Dataset::from_pixels(images.kept, WHITE, side, side).with_labels(labels.kept))
    }

    /// Puts the part together from its two whole files, packed or not, checked against their published sums.
    ///
    /// # Errors
    /// When a file is damaged, or not the published one.
    pub fn assemble_files(&self, files: [&[u8]; 2]) -> Result<Dataset, Fault> {
        let damaged = |reason: String| Fault::DataDamaged { name: self.data.name().to_owned(), reason };
        let mut unpacked = Vec::new();
        for ((bytes, wanted), file) in files.into_iter().zip(self.wanted()).zip(self.files()) {
            let mut unpacker = Unpacker::new(file.n_bytes, wanted);
            let result = unpacker.take(bytes).and_then(|()| unpacker.finish());
            let result = result.map_err(|error| damaged(format!("{}: {error}", file.name)))?;
            if result.sha256 != file.sha256 {
                return Err(damaged(format!("{} has the SHA-256 {}, not the published one", file.name, result.sha256)));
            }
            unpacked.push(result);
        }
        let [images, labels] = <[Unpacked; 2]>::try_from(unpacked).map_err(|_| damaged("no files".to_owned()))?;
        self.assemble(images, labels).map_err(|error| damaged(error.to_string()))
    }

    /// Rows and columns of an image.
    fn side(&self) -> usize {
        self.data.image_set().map_or(0, |set| set.side)
    }

    fn kept_images(&self) -> Vec<Range<u64>> {
        let n_images = self.data.image_set().map_or(0, |set| set.n_images(self.part));
        if self.n_taken + self.n_kept_apart >= n_images {
            vec![0..n_images as u64]
        } else {
            vec![0..self.n_taken as u64, (n_images - self.n_kept_apart) as u64..n_images as u64]
        }
    }
}

/// Samples from the parts of [`required_parts`], in that order, or from what is built in or the user's own.
///
/// # Errors
/// When a part is missing, or the user's own data have not been opened.
pub fn assemble(settings: &Settings, parts: &[Rc<Dataset>], own: Option<&Rc<Dataset>>) -> Result<Samples, Fault> {
    let damaged =
        |error: IdxError| Fault::DataDamaged { name: settings.data.name().to_owned(), reason: error.to_string() };
    let main = match settings.data {
        DataId::Digits => Rc::new(digits::load().map_err(damaged)?),
        DataId::Notebook => Rc::new(match settings.fresh_cloud() {
            Some((shape, seed)) => notebook::draw(shape, seed),
            None => notebook::load(),
        }),
        DataId::Sequences => {
            Rc::new(sequences::draw(sequences::Rule::Arithmetic, N_SEQUENCES, SEQUENCE_LENGTH, settings.seed))
        }
        DataId::File => own.cloned().ok_or(Fault::NoOwnData)?,
        DataId::Mnist | DataId::FashionMnist => {
            let missing = || Fault::DataUnavailable { data: settings.data, attempts: Vec::new() };
            let main = parts.first().cloned().ok_or_else(missing)?;
            return Ok(Samples { main, test: parts.get(1).cloned() });
        }
    };
    Ok(Samples { main, test: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::link;

    fn unpacked(kept: Vec<u8>) -> Unpacked {
        Unpacked { n_bytes: kept.len() as u64, kept, sha256: String::new() }
    }

    #[test]
    fn the_whole_part_is_one_range_and_fewer_images_leave_out_the_middle() {
        let whole = PartKey { data: DataId::Mnist, part: Part::Train, n_taken: 55_000, n_kept_apart: 5_000 };
        assert_eq!(whole.wanted(), [vec![16..47_040_016], vec![8..60_008]]);
        let part = PartKey { n_taken: 1000, ..whole };
        assert_eq!(part.wanted()[0], [16..16 + 784_000, 16 + 55_000 * 784..47_040_016]);
        assert_eq!(part.wanted()[1], [8..1008, 55_008..60_008]);
        let dataset = part.assemble(unpacked(vec![0; 6000 * 784]), unpacked(vec![3; 6000])).expect("sizes agree");
        assert_eq!((dataset.n_samples(), dataset.n_features()), (6000, 784));
        let short = part.assemble(unpacked(vec![0; 6000 * 784]), unpacked(vec![3; 5999]));
        assert_eq!(short, Err(IdxError::Labels { n_images: 6000, n_labels: 5999 }));
    }

    #[test]
    fn chapters_ask_for_what_they_need() {
        let parts = |query: &str| {
            required_parts(&link::parse(query).settings).iter().map(|key| (key.part, key.n_taken)).collect::<Vec<_>>()
        };
        assert_eq!(parts("chapter=stacked&data=mnist"), [(Part::Train, 55_000)]);
        assert_eq!(parts("chapter=stacked&data=mnist&take=500"), [(Part::Train, 500)]);
        assert_eq!(parts("chapter=stacked&data=mnist&part=test"), [(Part::Test, 9_000)]);
        assert_eq!(parts("chapter=pca&data=mnist"), [(Part::Train, 55_000), (Part::Test, 10_000)]);
        assert_eq!(parts("chapter=pca&data=mnist&part=test"), [(Part::Test, 10_000)]);
        assert_eq!(parts("chapter=pca&data=digits"), []);
        let whole =
            |data| whole_parts(data).iter().map(|key| (key.part, key.n_taken, key.n_kept_apart)).collect::<Vec<_>>();
        assert_eq!(whole(DataId::Mnist), [(Part::Train, 55_000, 5_000), (Part::Test, 10_000, 0)]);
        assert_eq!(whole(DataId::Digits), []);
        assert!(assemble_whole(DataId::Mnist, &[]).is_err() && assemble_whole(DataId::Digits, &[]).is_ok());
    }
}
