//! The catalogue of data sets. Files and checksums are in [`super::published`].

use super::published::{FASHION_MNIST, ImageSet, MNIST};
use serde::{Deserialize, Serialize};

/// A data set that a link can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DataId {
    /// The built-in 8x8 digits.
    Digits,
    /// MNIST, 28x28.
    Mnist,
    /// Fashion-MNIST, 28x28.
    FashionMnist,
    /// The notebook's 60 points.
    Notebook,
    /// Sequences of numbers.
    Sequences,
    /// A file opened by the user.
    File,
}

/// The part of a published set that is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The 60,000 training images; the last 5,000 are held out.
    Train,
    /// The 10,000 test images, a small download, as a set of their own.
    Test,
}

/// The number of images in the largest part of a published set, and so the most that can be used.
pub const N_TRAINING_IMAGES: usize = MNIST.n_train;
/// The pixel value of white in published sets.
pub const WHITE: u8 = 255;

impl DataId {
    /// All variants, in the order in which forms list them.
    pub const ALL: [Self; 6] =
        [Self::Notebook, Self::Digits, Self::Mnist, Self::FashionMnist, Self::Sequences, Self::File];

    /// Returns the name used in links and folders.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Mnist => MNIST.name,
            Self::FashionMnist => FASHION_MNIST.name,
            Self::Notebook => "notebook",
            Self::Sequences => "sequences",
            Self::File => "file",
        }
    }

    /// Returns the published files of the set, unless it is built in.
    #[must_use]
    pub fn image_set(self) -> Option<&'static ImageSet> {
        match self {
            Self::Mnist => Some(&MNIST),
            Self::FashionMnist => Some(&FASHION_MNIST),
            _ => None,
        }
    }
}

impl Part {
    /// Both variants, in the order in which forms list them.
    pub const ALL: [Self; 2] = [Self::Train, Self::Test];

    /// Returns the name used in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Test => "test",
        }
    }
}

impl ImageSet {
    /// Returns the number of images of a part.
    #[must_use]
    pub fn n_images(&self, part: Part) -> usize {
        match part {
            Part::Train => self.n_train,
            Part::Test => self.n_test,
        }
    }

    /// Returns the number of images at the end of a part that are held out for validation.
    #[must_use]
    pub fn n_validation(&self, part: Part) -> usize {
        match part {
            Part::Train => self.n_validation,
            Part::Test => self.n_validation_of_test,
        }
    }

    /// Returns the two files of a part: images and labels.
    #[must_use]
    pub fn files_of(&'static self, part: Part) -> &'static [super::published::FileInfo] {
        match part {
            Part::Train => &self.files[..2],
            Part::Test => &self.files[2..],
        }
    }
}
