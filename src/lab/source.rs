//! From a setting to samples: what is built in, and what must be fetched as files and put together.
//!
//! Fetching itself is the caller's: the worker asks the network, the headless run a folder.

use super::{
    protocol::Fault,
    selection::Samples,
    settings::{Chapter, DataId, Settings},
};
use crate::data::{
    Dataset,
    catalog::{TEST_FILES, TRAINING_FILES},
    digits,
    idx::{Idx, IdxError},
    notebook, sequences,
};
use std::rc::Rc;

/// Sequences of a data set, and numbers in each.
const N_SEQUENCES: usize = 1000;
const SEQUENCE_LENGTH: usize = 10;
/// White of MNIST's and Fashion-MNIST's pixels.
const WHITE: u8 = 255;

/// The files that these settings need, as paths below `data/`; empty for what is built in.
#[must_use]
pub fn required_files(settings: &Settings) -> Vec<String> {
    if !settings.data.has_image_files() {
        return Vec::new();
    }
    let mut files = vec![TRAINING_FILES.images, TRAINING_FILES.labels];
    if needs_test_images(settings) {
        files.extend([TEST_FILES.images, TEST_FILES.labels]);
    }
    files.into_iter().map(|file| format!("{}/{file}", settings.data.name())).collect()
}

/// Samples from the bytes of [`required_files`], in that order.
///
/// # Errors
/// When bytes are missing or are not the files they should be, or the data set cannot be had at all.
pub fn assemble(settings: &Settings, files: &[Vec<u8>]) -> Result<Samples, Fault> {
    let damaged =
        |error: IdxError| Fault::DataDamaged { name: settings.data.name().to_owned(), reason: error.to_string() };
    let main = match settings.data {
        DataId::Digits => digits::load().map_err(damaged)?,
        DataId::Notebook => notebook::load(),
        DataId::Sequences => sequences::draw(sequences::Rule::Arithmetic, N_SEQUENCES, SEQUENCE_LENGTH, settings.seed),
        DataId::File => return Err(Fault::OwnFilesNotYet),
        DataId::Mnist | DataId::FashionMnist => {
            let [images, labels, test @ ..] = files else {
                return Err(Fault::DataMissing(settings.data.name().to_owned()));
            };
            let test = match test {
                [images, labels] => Some(Rc::new(image_set(images, labels).map_err(damaged)?)),
                _ => None,
            };
            return Ok(Samples { main: Rc::new(image_set(images, labels).map_err(damaged)?), test });
        }
    };
    Ok(Samples { main: Rc::new(main), test: None })
}

/// Codes are judged on test images in the chapter that compares them.
fn needs_test_images(settings: &Settings) -> bool {
    settings.chapter == Chapter::Pca
}

fn image_set(images: &[u8], labels: &[u8]) -> Result<Dataset, IdxError> {
    Dataset::from_images(Idx::parse(images)?, Some(Idx::parse(labels)?), WHITE)
}
