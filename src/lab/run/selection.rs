//! A part of a data set as the trainer wants it: chosen samples, perhaps with the training mean subtracted.

use crate::settings::Settings;
use data::{Dataset, Row, SampleShape, Split, catalog::DataId};
use learn::{kernels::rows, nn::trainer::BatchSource};
use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2, s};
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use std::rc::Rc;

/// Rows that are numbers at one time where all of them are mapped: 3 MB of images of 28x28.
const ROWS_A_BLOCK: usize = 1000;

/// The samples of a run: what is trained on, and the test images where the data set has some of their own.
#[derive(Debug, Clone)]
pub struct Samples {
    /// Training and validation samples.
    pub main: Rc<Dataset>,
    /// Test images kept in files of their own (MNIST, Fashion-MNIST).
    pub test: Option<Rc<Dataset>>,
}

/// Chosen rows of a data set.
#[derive(Debug, Clone)]
pub struct Selection {
    dataset: Rc<Dataset>,
    sample_idxs: Vec<u32>,
    mean: Option<Rc<Array1<f32>>>,
}

impl Selection {
    /// The rows `sample_idxs`, with `mean (d)` subtracted where one is given.
    #[must_use]
    pub fn new(dataset: Rc<Dataset>, sample_idxs: Vec<u32>, mean: Option<Rc<Array1<f32>>>) -> Self {
        Self { dataset, sample_idxs, mean }
    }

    /// The first `n_most` rows of this selection.
    #[must_use]
    pub fn first(&self, n_most: usize) -> Self {
        let sample_idxs = self.sample_idxs[..self.sample_idxs.len().min(n_most)].to_vec();
        Self { sample_idxs, ..self.clone() }
    }

    /// The rows at these positions of the selection.
    #[must_use]
    pub fn pick(&self, positions: &[usize]) -> Self {
        let sample_idxs = positions.iter().filter_map(|&position| self.sample_idxs.get(position).copied()).collect();
        Self { sample_idxs, ..self.clone() }
    }

    /// Rows `from..to` as a matrix `(to − from, d)`.
    #[must_use]
    pub fn rows(&self, from: usize, to: usize) -> Array2<f32> {
        let positions: Vec<u32> = (from as u32..to as u32).collect();
        let mut rows = Array2::zeros((positions.len(), self.n_features()));
        self.fill(&positions, &mut rows.view_mut());
        rows
    }

    /// All rows as a matrix `(n, d)`.
    #[must_use]
    pub fn all(&self) -> Array2<f32> {
        self.rows(0, self.n_samples())
    }

    /// Applies `map` to the rows block by block, so that at most one block of them is held in memory as floats.
    ///
    /// Shapes: `map` gets `(b, d)` and gives `(b, k)`; the result is `(n, k)`.
    #[must_use]
    pub fn map_rows<T: Clone + Default>(&self, map: impl Fn(&ArrayView2<f32>) -> Array2<T>) -> Array2<T> {
        let n = self.n_samples();
        let mut mapped: Option<Array2<T>> = None;
        for from in (0..n).step_by(ROWS_A_BLOCK) {
            let to = n.min(from + ROWS_A_BLOCK);
            let block = map(&self.rows(from, to).view());
            let whole = mapped.get_or_insert_with(|| Array2::default((n, block.ncols())));
            whole.slice_mut(s![from..to, ..]).assign(&block);
        }
        mapped.unwrap_or_default()
    }

    /// Returns the shape of a row.
    #[must_use]
    pub fn shape(&self) -> SampleShape {
        self.dataset.shape()
    }

    /// Labels of the rows, where known.
    #[must_use]
    pub fn labels(&self) -> Option<Vec<u8>> {
        let labels = self.dataset.labels()?;
        Some(self.sample_idxs.iter().map(|&sample_idx| labels[sample_idx as usize]).collect())
    }

    /// Returns the class names in the order of the labels; empty if the labels have no names.
    #[must_use]
    pub fn class_names(&self) -> &[String] {
        self.dataset.class_names()
    }

    /// Position of the first row of each class, in the order of classes; the first rows where there are no labels.
    #[must_use]
    pub fn one_of_each_class(&self, n_most: usize) -> Vec<usize> {
        let Some(labels) = self.labels() else { return (0..self.n_samples().min(n_most)).collect() };
        (0..=u8::MAX).filter_map(|class| labels.iter().position(|&label| label == class)).take(n_most).collect()
    }

    /// As [`Selection::one_of_each_class`], then the first of the other rows, `n_most` in all.
    #[must_use]
    pub fn each_class_first(&self, n_most: usize) -> Vec<usize> {
        let mut positions = self.one_of_each_class(n_most);
        let others: Vec<usize> = (0..self.n_samples()).filter(|position| !positions.contains(position)).collect();
        positions.extend(others.into_iter().take(n_most - positions.len()));
        positions
    }

    /// Returns the subtracted mean, `(d)`: to be added before a reconstruction is shown.
    #[must_use]
    pub fn mean(&self) -> Option<&Array1<f32>> {
        self.mean.as_deref()
    }
}

impl BatchSource for Selection {
    fn n_samples(&self) -> usize {
        self.sample_idxs.len()
    }

    fn n_features(&self) -> usize {
        self.dataset.n_features()
    }

    fn fill(&self, positions: &[u32], rows: &mut ArrayViewMut2<f32>) {
        for (&position, mut row) in positions.iter().zip(rows.rows_mut()) {
            let values = row.as_slice_mut().expect("rows of a batch are contiguous");
            write_row(&self.dataset, self.sample_idxs[position as usize], values);
            if let Some(mean) = &self.mean {
                rows::subtract(values, mean.as_slice().expect("a mean is contiguous"));
            }
        }
    }
}

/// Writes a sample into `values (d)`.
fn write_row(dataset: &Dataset, sample_idx: u32, values: &mut [f32]) {
    match dataset.row(sample_idx) {
        Row::Bytes(bytes, scale) => rows::scale_bytes(bytes, scale, values),
        Row::Reals(reals) => values.copy_from_slice(reals),
    }
}

/// Mean of the chosen samples, `(d)`; zeros where none is chosen.
#[must_use]
pub fn mean_of(dataset: &Dataset, sample_idxs: &[u32]) -> Array1<f32> {
    let mut sums = vec![0.0; dataset.n_features()];
    let mut values = vec![0.0; dataset.n_features()];
    for &sample_idx in sample_idxs {
        write_row(dataset, sample_idx, &mut values);
        rows::accumulate(&mut sums, &values);
    }
    sums.into_iter().map(|sum| (sum / sample_idxs.len().max(1) as f64) as f32).collect()
}

/// The parts of a run's samples.
#[derive(Debug, Clone)]
pub struct Parts {
    /// Trained on.
    pub train: Selection,
    /// Kept apart from training; may be empty.
    pub validation: Selection,
    /// The samples for evaluating and drawing codes: test images, else the validation part, else the training part.
    pub held_out: Selection,
}

impl Parts {
    /// Divides samples as the settings say: the last 5,000 of MNIST's and Fashion-MNIST's, a drawn share of others.
    #[must_use]
    pub fn of(samples: &Samples, settings: &Settings) -> Self {
        let dataset = &samples.main;
        let split = split(dataset, settings);
        let mean = settings.is_centred.then(|| Rc::new(mean_of(dataset, &split.train)));
        let select = |dataset: &Rc<Dataset>, idxs| Selection::new(dataset.clone(), idxs, mean.clone());
        let train = select(dataset, split.train);
        let validation = select(dataset, split.validation);
        let held_out = match &samples.test {
            Some(test) => select(test, (0..test.n_samples() as u32).collect()),
            None if validation.n_samples() > 0 => validation.clone(),
            None => train.clone(),
        };
        Self { train, validation, held_out }
    }
}

fn split(dataset: &Dataset, settings: &Settings) -> Split {
    let n = dataset.n_samples();
    match settings.data {
        DataId::Mnist | DataId::FashionMnist => Split::last(n, settings.n_kept_apart()),
        DataId::Notebook => Split::last(n, 0),
        _ => {
            let n_validation = (n as f64 * settings.validation_share).round() as usize;
            let mut split = Split::last(n, n_validation);
            if n_validation > 0 {
                // A drawn share: neighbours in a file are often by the same hand.
                let mut order: Vec<u32> = (0..n as u32).collect();
                order.shuffle(&mut ChaCha8Rng::seed_from_u64(settings.seed ^ SPLIT_STREAM));
                split.validation = order.split_off(split.train.len());
                split.train = order;
            }
            split
        }
    }
}

/// Tells the split's random stream from the others of the same seed.
const SPLIT_STREAM: u64 = 0x5911_7000_0000_0000;

/// Values in `0..=1` as bytes for the eye, with the training mean added where it was subtracted. Shape: `(n, d)`.
#[must_use]
pub fn pixels(values: &Array2<f32>, mean: Option<&Array1<f32>>) -> Vec<u8> {
    let shown = match mean {
        Some(mean) => values + mean,
        None => values.clone(),
    };
    shown.iter().map(|x| (x.clamp(0.0, 1.0) * 255.0).round() as u8).collect()
}
