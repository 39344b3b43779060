//! The data sets by name: where each comes from, what its classes are called. Files and sums are in [`super::published`].

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
    /// A file of the user's own.
    File,
}

/// Which images of a published set are worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The 60,000 for training, of which the last 5,000 are kept apart.
    Train,
    /// The 10,000 for testing, a small download, as a set of their own.
    Test,
}

/// Images that are kept apart from MNIST's and Fashion-MNIST's 60,000 for validation, as the lecture's notebook does.
pub const N_VALIDATION_IMAGES: usize = 5_000;
/// The same of the 10,000 test images, where they are a set of their own.
pub const N_VALIDATION_TEST_IMAGES: usize = 1_000;
/// Images of the larger part of a published set.
pub const N_TRAINING_IMAGES: usize = 60_000;
/// Rows and columns of its images.
pub const IMAGE_SIDE: usize = 28;
/// White of its pixels.
pub const WHITE: u8 = 255;

/// Names of ten classes in the page's languages, in the order of their labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassNames {
    /// In Spanish.
    pub es: [&'static str; 10],
    /// In English, as the authors of the data set wrote them.
    pub en: [&'static str; 10],
}

/// Fashion-MNIST's classes.
pub const FASHION_CLASSES: ClassNames = ClassNames {
    es: ["camiseta", "pantalón", "suéter", "vestido", "abrigo", "sandalia", "camisa", "zapatilla", "bolso", "botín"],
    en: ["T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"],
};

impl DataId {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 6] =
        [Self::Notebook, Self::Digits, Self::Mnist, Self::FashionMnist, Self::Sequences, Self::File];

    /// The name in links and folders.
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

    /// The files that it is published in, where it is not built in.
    #[must_use]
    pub fn image_set(self) -> Option<&'static ImageSet> {
        match self {
            Self::Mnist => Some(&MNIST),
            Self::FashionMnist => Some(&FASHION_MNIST),
            _ => None,
        }
    }

    /// What its classes are called; the digits' names are their numbers.
    #[must_use]
    pub fn class_names(self) -> Option<&'static ClassNames> {
        (self == Self::FashionMnist).then_some(&FASHION_CLASSES)
    }
}

impl Part {
    /// Both, in the order in which forms list them.
    pub const ALL: [Self; 2] = [Self::Train, Self::Test];

    /// Its images in the published files.
    #[must_use]
    pub fn n_images(self) -> usize {
        match self {
            Self::Train => N_TRAINING_IMAGES,
            Self::Test => 10_000,
        }
    }

    /// Those of them that are kept apart for validation.
    #[must_use]
    pub fn n_validation(self) -> usize {
        match self {
            Self::Train => N_VALIDATION_IMAGES,
            Self::Test => N_VALIDATION_TEST_IMAGES,
        }
    }
}

impl ImageSet {
    /// The two files of a part: images and labels.
    #[must_use]
    pub fn files_of(&'static self, part: Part) -> &'static [super::published::FileInfo] {
        match part {
            Part::Train => &self.files[..2],
            Part::Test => &self.files[2..],
        }
    }
}
