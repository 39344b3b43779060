//! The IDX format of MNIST (LeCun, Cortes, Burges): plain or gzip, values of one byte.
//!
//! Layout: two zero bytes, a type byte (8 = unsigned byte), the number of dimensions, each dimension as a big-endian
//! `u32`, then the values. All lengths are checked before use.

use super::unpack::{UnpackError, unpack};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The type code of unsigned bytes, the only one that these data sets use.
const UNSIGNED_BYTE: u8 = 0x08;
/// The largest size after decompression: MNIST's training images are 47 MB, but a small archive may claim any size.
pub const MAX_BYTES: u64 = 256 << 20;

/// An array of bytes with its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idx {
    /// The size of each dimension, slowest first.
    pub shape: Vec<usize>,
    /// The values, as many as the product of the shape.
    pub values: Vec<u8>,
}

/// The reason why bytes are not the expected array.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum IdxError {
    /// The file cannot be decompressed, or would exceed [`MAX_BYTES`].
    #[error(transparent)]
    Unpack(#[from] UnpackError),
    /// The first four bytes are not those of an IDX file of unsigned bytes.
    #[error("not an IDX file of bytes: it should begin with 00 00 08")]
    Magic,
    /// The file is shorter or longer than its header states.
    #[error("the header announces {expected} bytes of values, but there are {got}")]
    Length {
        /// The bytes stated in the header.
        expected: usize,
        /// The bytes found.
        got: usize,
    },
    /// The number of dimensions is not that of images or labels.
    #[error("expected {expected} dimensions, got {got}")]
    Dimensions {
        /// The number of dimensions required.
        expected: usize,
        /// The number of dimensions found.
        got: usize,
    },
    /// The numbers of labels and images differ.
    #[error("{n_images} images but {n_labels} labels")]
    Labels {
        /// The images found.
        n_images: usize,
        /// The labels found.
        n_labels: usize,
    },
}

impl Idx {
    /// Reads an IDX file, decompressing it first if it is gzip.
    ///
    /// # Errors
    /// If the bytes are not exactly one IDX array of unsigned bytes.
    pub fn parse(file: &[u8]) -> Result<Self, IdxError> {
        let mut bytes = unpack(file, MAX_BYTES)?;
        let (shape, n_header) = read_header(&bytes)?;
        let expected = shape.iter().try_fold(1_usize, |product, &size| product.checked_mul(size));
        let got = bytes.len() - n_header;
        if expected != Some(got) || shape.is_empty() {
            return Err(IdxError::Length { expected: expected.unwrap_or(usize::MAX), got });
        }
        bytes.drain(..n_header);
        Ok(Self { shape, values: bytes })
    }

    /// Returns the values as the labels of `n_images` images.
    ///
    /// # Errors
    /// If there is more than one dimension, or the number of labels is not that of the images.
    pub fn into_labels(self, n_images: usize) -> Result<Vec<u8>, IdxError> {
        if self.shape.len() != 1 {
            return Err(IdxError::Dimensions { expected: 1, got: self.shape.len() });
        }
        if self.values.len() != n_images {
            return Err(IdxError::Labels { n_images, n_labels: self.values.len() });
        }
        Ok(self.values)
    }
}

/// Returns the shape stated in the header, and the header's length.
fn read_header(bytes: &[u8]) -> Result<(Vec<usize>, usize), IdxError> {
    let Some((&[0, 0, UNSIGNED_BYTE, n_dimensions], mut rest)) = bytes.split_first_chunk::<4>() else {
        return Err(IdxError::Magic);
    };
    let n_sizes = 4 * usize::from(n_dimensions);
    let mut shape = Vec::with_capacity(usize::from(n_dimensions));
    for _ in 0..n_dimensions {
        let Some((size, after)) = rest.split_first_chunk::<4>() else {
            return Err(IdxError::Length { expected: n_sizes, got: bytes.len() - 4 });
        };
        shape.push(u32::from_be_bytes(*size) as usize);
        rest = after;
    }
    Ok((shape, 4 + n_sizes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unpack::GZIP_MAGIC;
    use proptest::prelude::*;
    use std::io::Write;

    fn file(shape: &[u32], values: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0, 0, UNSIGNED_BYTE, shape.len() as u8];
        bytes.extend(shape.iter().flat_map(|size| size.to_be_bytes()));
        bytes.extend(values);
        bytes
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).expect("writing to memory");
        encoder.finish().expect("writing to memory")
    }

    #[test]
    fn reads_plain_and_gzip_alike() {
        let plain = file(&[2, 1, 3], &[1, 2, 3, 4, 5, 6]);
        let expected = Idx { shape: vec![2, 1, 3], values: vec![1, 2, 3, 4, 5, 6] };
        assert_eq!(Idx::parse(&plain), Ok(expected.clone()));
        assert_eq!(Idx::parse(&gzip(&plain)), Ok(expected));
    }

    #[test]
    fn names_what_is_wrong() {
        let packed = gzip(&file(&[4], &[1, 2, 3, 4]));
        let cases = [
            (vec![], IdxError::Magic),
            (b"PNG something".to_vec(), IdxError::Magic),
            (file(&[5], &[1, 2]), IdxError::Length { expected: 5, got: 2 }),
            (file(&[1], &[1, 2]), IdxError::Length { expected: 1, got: 2 }),
            (file(&[u32::MAX; 3], &[]), IdxError::Length { expected: usize::MAX, got: 0 }),
            (vec![0, 0, 8, 3, 0, 0], IdxError::Length { expected: 12, got: 2 }),
            (packed[..packed.len() - 6].to_vec(), IdxError::Unpack(UnpackError::Damaged)),
        ];
        for (bytes, error) in cases {
            assert_eq!(Idx::parse(&bytes), Err(error), "{bytes:?}");
        }
    }

    #[test]
    fn counts_labels() {
        let labels = Idx { shape: vec![2], values: vec![7, 8] };
        assert_eq!(labels.clone().into_labels(2), Ok(vec![7, 8]));
        assert_eq!(labels.into_labels(3), Err(IdxError::Labels { n_images: 3, n_labels: 2 }));
    }

    proptest! {
        #[test]
        fn never_panics_on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..64), head in 0..3_usize) {
            let mut file = [&[][..], &[0, 0, 8], &GZIP_MAGIC][head].to_vec();
            file.extend(bytes);
            if let Ok(idx) = Idx::parse(&file) {
                prop_assert_eq!(idx.shape.iter().product::<usize>(), idx.values.len());
            }
        }
    }
}
