//! The reasons why nothing can be made of the user's own files.

use crate::geometry::ImageSize;
use data::{idx::IdxError, table::TableError};
use serde::{Deserialize, Serialize};

/// Why nothing can be made of the user's files; what was there before stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OwnFault {
    /// Neither IDX nor a table nor a picture.
    UnknownKind(String),
    /// The part of the program that reads files cannot be fetched.
    PartMissing,
    /// Files of several kinds, or too many of one.
    Mixed,
    /// The browser cannot read it: it was moved or changed meanwhile.
    Unreadable(String),
    /// Larger than is opened.
    TooLarge {
        /// The file.
        name: String,
        /// Most bytes.
        limit: u64,
    },
    /// Not what an IDX file should be.
    Idx {
        /// The file.
        name: String,
        /// The cause of the error.
        error: IdxError,
    },
    /// Labels alone.
    NoImages(String),
    /// Images larger than [`MAX_IMAGE_SIDE`], or without any pixels.
    ImageSize(ImageSize),
    /// Not what a table should be.
    Table {
        /// The file.
        name: String,
        /// The cause of the error.
        error: TableError,
    },
    /// None of the files is a picture that the browser can decode.
    NoPicture(String),
    /// More pictures of this size than are opened at once.
    TooManyPictures {
        /// Most of them.
        limit: usize,
    },
    /// Fewer than two samples.
    TooFewSamples,
}
