//! The data sets by name, and the files that hold them.

use serde::{Deserialize, Serialize};

/// A data set that a link can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// A file of the user's own.
    File,
}

/// Images that are kept apart from MNIST's and Fashion-MNIST's 60,000 for validation, as the lecture's notebook does.
pub const N_VALIDATION_IMAGES: usize = 5_000;

/// A pair of IDX files: images and their labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageFiles {
    /// Name of the file of images.
    pub images: &'static str,
    /// Name of the file of labels.
    pub labels: &'static str,
}

/// The 60,000 images that are trained on.
pub const TRAINING_FILES: ImageFiles =
    ImageFiles { images: "train-images-idx3-ubyte.gz", labels: "train-labels-idx1-ubyte.gz" };
/// The 10,000 images that are kept for judging.
pub const TEST_FILES: ImageFiles =
    ImageFiles { images: "t10k-images-idx3-ubyte.gz", labels: "t10k-labels-idx1-ubyte.gz" };

impl DataId {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 6] =
        [Self::Notebook, Self::Digits, Self::Mnist, Self::FashionMnist, Self::Sequences, Self::File];

    /// The name in links and folders.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Mnist => "mnist",
            Self::FashionMnist => "fashion-mnist",
            Self::Notebook => "notebook",
            Self::Sequences => "sequences",
            Self::File => "file",
        }
    }

    /// Whether it comes in [`TRAINING_FILES`] and [`TEST_FILES`], below `data/<name>/`.
    #[must_use]
    pub fn has_image_files(self) -> bool {
        matches!(self, Self::Mnist | Self::FashionMnist)
    }
}
