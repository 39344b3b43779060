//! Data sets: a [`Dataset`] is rows of numbers, optionally with labels and an image shape. It is independent of
//! networks.
//!
//! Images stay bytes until a batch is filled, so that 60,000 of them take 47 MB instead of 188.
//!
//! Reading order: this file, [`digits`] and [`notebook`] (built in), [`sequences`], [`catalog`] and [`published`]
//! (downloads), [`unpack`] (decompression of files in pieces), [`idx`], [`table`] and [`image`] (file formats),
//! [`fingerprint`] (identity of files), [`drawing`] (drawings by hand).

pub mod catalog;
pub mod digits;
pub mod drawing;
pub mod fingerprint;
pub mod idx;
pub mod image;
pub mod notebook;
pub mod published;
pub mod sequences;
pub mod table;
pub mod unpack;

use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis};

/// The form in which a sample is displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleShape {
    /// A grey image, row by row.
    Image {
        /// The rows of pixels.
        height: usize,
        /// The columns of pixels.
        width: usize,
    },
    /// A point in space.
    Point,
    /// A sequence of numbers.
    Sequence,
}

/// The values of all samples, row by row.
#[derive(Debug, Clone, PartialEq)]
enum Values {
    /// Bytes and the number to divide them by: pixels.
    Bytes(Vec<u8>, f32),
    /// Numbers that need no scaling.
    Reals(Vec<f32>),
}

/// A sample in its stored form, `d` numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Row<'a> {
    /// Bytes and the number to multiply them by: pixels.
    Bytes(&'a [u8], f32),
    /// Numbers that need no scaling.
    Reals(&'a [f32]),
}

/// Samples of equal size, optionally with labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    values: Values,
    n_features: usize,
    labels: Option<Vec<u8>>,
    /// The names of the classes, if the file has any.
    class_names: Vec<String>,
    shape: SampleShape,
}

impl Dataset {
    /// Creates grey images from bytes `0..=white`, scaled to `0..=1`.
    ///
    /// # Errors
    /// If the sizes do not match; see [`idx::Idx`].
    pub fn from_images(images: idx::Idx, labels: Option<idx::Idx>, white: u8) -> Result<Self, idx::IdxError> {
        let &[n, height, width] = images.shape.as_slice() else {
            return Err(idx::IdxError::Dimensions { expected: 3, got: images.shape.len() });
        };
        let labels = labels.map(|labels| labels.into_labels(n)).transpose()?;
        Ok(Self { labels, ..Self::from_pixels(images.values, white, height, width) })
    }

    /// Creates grey images `(n, height, width)` from bytes `0..=white`, scaled to `0..=1`; without labels.
    #[must_use]
    pub fn from_pixels(pixels: Vec<u8>, white: u8, height: usize, width: usize) -> Self {
        Self {
            values: Values::Bytes(pixels, f32::from(white)),
            n_features: height * width,
            labels: None,
            class_names: Vec::new(),
            shape: SampleShape::Image { height, width },
        }
    }

    /// Creates samples from the chosen columns of a table: points, or images if the number of columns is a square.
    #[must_use]
    pub fn from_table(table: table::Chosen, shape: SampleShape) -> Self {
        Self {
            values: Values::Reals(table.values),
            n_features: table.n_features,
            labels: table.labels,
            class_names: table.class_names,
            shape,
        }
    }

    /// Creates samples from a matrix `(n, d)`.
    #[must_use]
    pub fn from_matrix(samples: &ArrayView2<f32>, shape: SampleShape) -> Self {
        Self {
            values: Values::Reals(samples.iter().copied().collect()),
            n_features: samples.ncols(),
            labels: None,
            class_names: Vec::new(),
            shape,
        }
    }

    /// Adds labels `(n)`.
    #[must_use]
    pub fn with_labels(self, labels: Vec<u8>) -> Self {
        Self { labels: Some(labels), ..self }
    }

    /// Returns the number of samples, `n`.
    #[must_use]
    pub fn n_samples(&self) -> usize {
        let len = match &self.values {
            Values::Bytes(bytes, _) => bytes.len(),
            Values::Reals(values) => values.len(),
        };
        len.checked_div(self.n_features).unwrap_or(0)
    }

    /// Returns the number of features of a sample, `d`.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.n_features
    }

    /// Returns the class of each sample, if known.
    #[must_use]
    pub fn labels(&self) -> Option<&[u8]> {
        self.labels.as_deref()
    }

    /// Returns the names of the classes in the order of the labels; empty if labels are plain numbers.
    #[must_use]
    pub fn class_names(&self) -> &[String] {
        &self.class_names
    }

    /// Returns the least and the greatest value; `None` without values.
    #[must_use]
    pub fn range(&self) -> Option<(f32, f32)> {
        let widen = |range: Option<(f32, f32)>, x: f32| {
            let (least, greatest) = range.unwrap_or((x, x));
            Some((least.min(x), greatest.max(x)))
        };
        match &self.values {
            Values::Bytes(bytes, white) => {
                bytes.iter().fold(None, |range, &byte| widen(range, f32::from(byte) / white))
            }
            Values::Reals(values) => values.iter().fold(None, |range, &x| widen(range, x)),
        }
    }

    /// Returns true if all values lie between 0 and 1, like probabilities.
    #[must_use]
    pub fn is_unit(&self) -> bool {
        match &self.values {
            Values::Bytes(..) => true,
            Values::Reals(values) => values.iter().all(|x| (0.0..=1.0).contains(x)),
        }
    }

    /// Returns the form in which a sample is displayed.
    #[must_use]
    pub fn shape(&self) -> SampleShape {
        self.shape
    }

    /// Writes the chosen samples into `rows (number of idxs, d)`.
    pub fn fill(&self, sample_idxs: impl IntoIterator<Item = u32>, rows: &mut ArrayViewMut2<f32>) {
        for (sample_idx, mut row) in sample_idxs.into_iter().zip(rows.axis_iter_mut(Axis(0))) {
            match self.row(sample_idx) {
                Row::Bytes(bytes, scale) => {
                    row.iter_mut().zip(bytes).for_each(|(x, &byte)| *x = f32::from(byte) * scale);
                }
                Row::Reals(values) => row.iter_mut().zip(values).for_each(|(x, &value)| *x = value),
            }
        }
    }

    /// Returns a sample in its stored form.
    #[must_use]
    pub fn row(&self, sample_idx: u32) -> Row<'_> {
        let range = sample_idx as usize * self.n_features..(sample_idx as usize + 1) * self.n_features;
        match &self.values {
            Values::Bytes(bytes, white) => Row::Bytes(&bytes[range], 1.0 / white),
            Values::Reals(values) => Row::Reals(&values[range]),
        }
    }

    /// Returns the chosen samples, `(sample_idxs.len(), d)`.
    #[must_use]
    pub fn select(&self, sample_idxs: &[u32]) -> Array2<f32> {
        let mut rows = Array2::zeros((sample_idxs.len(), self.n_features));
        self.fill(sample_idxs.iter().copied(), &mut rows.view_mut());
        rows
    }
}

/// A split into training and held-out samples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The indices of the training samples.
    pub train: Vec<u32>,
    /// The indices of the validation samples.
    pub validation: Vec<u32>,
}

impl Split {
    /// Holds out the last `n_validation` samples (but leaves at least one for training).
    #[must_use]
    pub fn last(n_samples: usize, n_validation: usize) -> Self {
        let n_train = n_samples.saturating_sub(n_validation).max(usize::from(n_samples > 0));
        Self { train: (0..n_train as u32).collect(), validation: (n_train as u32..n_samples as u32).collect() }
    }
}
