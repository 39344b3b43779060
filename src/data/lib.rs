//! Where samples come from. Knows no network: a [`Dataset`] is rows of numbers, perhaps with labels and an image shape.
//!
//! Images stay bytes until a batch is filled, so that 60,000 of them take 47 MB and not 188.
//! Reading order: this file, [`digits`] and [`notebook`] (built in), [`sequences`], [`catalog`] and [`published`] (what can
//! be fetched), [`unpack`] (whole files from pieces), [`idx`], [`table`] and [`image`] (formats of files), [`fingerprint`] (what tells files apart); [`drawing`] for what is
//! drawn by hand.

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

/// How the numbers of a sample are to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleShape {
    /// A grey image, row by row.
    Image {
        /// Rows of pixels.
        height: usize,
        /// Columns of pixels.
        width: usize,
    },
    /// A point in space.
    Point,
    /// A sequence of numbers.
    Sequence,
}

/// Values of all samples, row by row.
#[derive(Debug, Clone, PartialEq)]
enum Values {
    /// Bytes, to be divided by the second number: pixels.
    Bytes(Vec<u8>, f32),
    /// Numbers as they are.
    Reals(Vec<f32>),
}

/// A sample as it is kept, `d` numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Row<'a> {
    /// Bytes, to be multiplied by the second number: pixels.
    Bytes(&'a [u8], f32),
    /// Numbers as they are.
    Reals(&'a [f32]),
}

/// Samples of equal size, with labels where there are any.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    values: Values,
    n_features: usize,
    labels: Option<Vec<u8>>,
    /// Holds what labels stand for, where the file says it.
    class_names: Vec<String>,
    shape: SampleShape,
}

impl Dataset {
    /// Grey images from bytes `0..=white`, which become `0..=1`.
    ///
    /// # Errors
    /// As [`idx::Idx`] describes: sizes that do not match are refused.
    pub fn from_images(images: idx::Idx, labels: Option<idx::Idx>, white: u8) -> Result<Self, idx::IdxError> {
        let &[n, height, width] = images.shape.as_slice() else {
            return Err(idx::IdxError::Dimensions { expected: 3, got: images.shape.len() });
        };
        let labels = labels.map(|labels| labels.into_labels(n)).transpose()?;
        Ok(Self { labels, ..Self::from_pixels(images.values, white, height, width) })
    }

    /// Grey images `(n, height, width)` from bytes `0..=white`, which become `0..=1`; without labels.
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

    /// The chosen columns of a table, as points; as images where a side's square is the number of columns.
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

    /// Samples from a matrix `(n, d)`.
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

    /// The same with labels `(n)`.
    #[must_use]
    pub fn with_labels(self, labels: Vec<u8>) -> Self {
        Self { labels: Some(labels), ..self }
    }

    /// Number of samples, `n`.
    #[must_use]
    pub fn n_samples(&self) -> usize {
        let len = match &self.values {
            Values::Bytes(bytes, _) => bytes.len(),
            Values::Reals(values) => values.len(),
        };
        len.checked_div(self.n_features).unwrap_or(0)
    }

    /// Numbers a sample, `d`.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.n_features
    }

    /// Class of each sample, where known.
    #[must_use]
    pub fn labels(&self) -> Option<&[u8]> {
        self.labels.as_deref()
    }

    /// Returns what labels stand for, in the order of the labels; empty where they are numbers of their own.
    #[must_use]
    pub fn class_names(&self) -> &[String] {
        &self.class_names
    }

    /// Least and greatest value; `None` without any.
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

    /// Returns whether all values lie between 0 and 1, as probabilities do.
    #[must_use]
    pub fn is_unit(&self) -> bool {
        match &self.values {
            Values::Bytes(..) => true,
            Values::Reals(values) => values.iter().all(|x| (0.0..=1.0).contains(x)),
        }
    }

    /// How a sample is to be shown.
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

    /// A sample as it is kept.
    #[must_use]
    pub fn row(&self, sample_idx: u32) -> Row<'_> {
        let range = sample_idx as usize * self.n_features..(sample_idx as usize + 1) * self.n_features;
        match &self.values {
            Values::Bytes(bytes, white) => Row::Bytes(&bytes[range], 1.0 / white),
            Values::Reals(values) => Row::Reals(&values[range]),
        }
    }

    /// The chosen samples, `(sample_idxs.len(), d)`.
    #[must_use]
    pub fn select(&self, sample_idxs: &[u32]) -> Array2<f32> {
        let mut rows = Array2::zeros((sample_idxs.len(), self.n_features));
        self.fill(sample_idxs.iter().copied(), &mut rows.view_mut());
        rows
    }
}

/// Which samples are trained on and which are kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Indices of the training samples.
    pub train: Vec<u32>,
    /// Indices of the validation samples.
    pub validation: Vec<u32>,
}

impl Split {
    /// The last `n_validation` samples are kept apart (but one at least is trained on).
    #[must_use]
    pub fn last(n_samples: usize, n_validation: usize) -> Self {
        let n_train = n_samples.saturating_sub(n_validation).max(usize::from(n_samples > 0));
        Self { train: (0..n_train as u32).collect(), validation: (n_train as u32..n_samples as u32).collect() }
    }
}
