//! The images that a network is explored with, and what is known of them as it stands: codes, errors, neighbours, the plane
//! that codes are shown on.

use super::{Material, Version, report::PlaneKind};
use crate::{
    geometry::Point2,
    run::selection::{Selection, pixels},
};
use learn::{
    linalg::pca::Pca,
    measures::{metrics, nearest::Nearest},
    nn::autoencoder::Autoencoder,
};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

/// Images of a gallery: enough to measure by, few enough to be encoded in some hundredths of a second.
pub const N_GALLERY: usize = 2000;
/// Images that the user chooses from.
const N_PICKS: usize = 20;

/// The images with what is known of them.
#[derive(Debug)]
pub struct Gallery {
    /// The images.
    pub selection: Selection,
    /// Their numbers, `(n, d)`.
    pub rows: Array2<f32>,
    /// Their classes; empty where unknown.
    pub labels: Vec<u8>,
    /// Some of them, of every class, for the user to choose from.
    pub picks: Vec<usize>,
    by_pixels: Option<Nearest>,
    /// The state of the network that what follows is of.
    version: Version,
    /// Their codes, `(n, k)`.
    pub codes: Array2<f32>,
    /// Mean squared error of each one's reconstruction.
    pub errors: Vec<f64>,
    /// Least and greatest value of each number of the codes.
    pub ranges: Vec<(f32, f32)>,
    /// The plane that codes are shown on.
    pub plane: CodePlane,
    by_code: Option<Nearest>,
}

/// A plane in the space of codes.
#[derive(Debug, Clone, PartialEq)]
pub struct CodePlane {
    /// How it was chosen.
    pub kind: PlaneKind,
    /// Share of the codes' variance that is seen on it.
    pub share: f64,
    /// The code at its middle, `(k)`.
    origin: Array1<f32>,
    /// Two directions at right angles, of length 1, `(2, k)`; of a code of one number the second is nothing.
    axes: Array2<f32>,
}

impl Gallery {
    /// The gallery of a network.
    #[must_use]
    pub fn of(material: &Material) -> Self {
        let selection = material.held_out.first(N_GALLERY);
        let rows = selection.all();
        let labels = selection.labels().unwrap_or_default();
        let picks = selection.each_class_first(N_PICKS);
        let codes = material.autoencoder.encode(&rows.view());
        Self {
            errors: errors_of_codes(material.autoencoder, &rows, &codes),
            ranges: ranges_of(&codes),
            plane: CodePlane::of(&codes, material.version.units),
            version: material.version,
            selection,
            rows,
            labels,
            picks,
            by_pixels: None,
            codes,
            by_code: None,
        }
    }

    /// Finds anew what another state of the network changes; the images stay.
    pub fn follow(&mut self, material: &Material) {
        if self.version == material.version {
            return;
        }
        self.version = material.version;
        self.codes = material.autoencoder.encode(&self.rows.view());
        self.errors = errors_of_codes(material.autoencoder, &self.rows, &self.codes);
        self.ranges = ranges_of(&self.codes);
        self.plane = CodePlane::of(&self.codes, material.version.units);
        self.by_code = None;
    }

    /// Images of it, as bytes.
    #[must_use]
    pub fn images(&self, places: &[usize]) -> Vec<u8> {
        self.bytes(&self.rows.select(Axis(0), places))
    }

    /// Numbers as images; what was subtracted from the samples is added. Shape: `(n, d)`.
    #[must_use]
    pub fn bytes(&self, rows: &Array2<f32>) -> Vec<u8> {
        pixels(rows, self.selection.mean())
    }

    /// Classes of some of its images; empty where unknown.
    #[must_use]
    pub fn labels_of(&self, places: &[usize]) -> Vec<u8> {
        places.iter().filter_map(|&place| self.labels.get(place).copied()).collect()
    }

    /// The nearest by code and by pixels to an image, given by both.
    pub fn nearest(
        &mut self,
        code: &[f32],
        row: &[f32],
        n_most: usize,
        except: Option<usize>,
    ) -> [Vec<(f32, usize)>; 2] {
        let by_code = self.by_code.get_or_insert_with(|| Nearest::new(&self.codes.view()));
        let by_pixels = self.by_pixels.get_or_insert_with(|| Nearest::new(&self.rows.view()));
        [by_code.of(code, n_most, except).to_vec(), by_pixels.of(row, n_most, except).to_vec()]
    }
}

/// Mean squared error of each row's reconstruction. Shape: `rows (n, d)`.
#[must_use]
pub fn errors_of(autoencoder: &Autoencoder, rows: &Array2<f32>) -> Vec<f64> {
    errors_of_codes(autoencoder, rows, &autoencoder.encode(&rows.view()))
}

/// The same where the codes `(n, k)` are known.
fn errors_of_codes(autoencoder: &Autoencoder, rows: &Array2<f32>, codes: &Array2<f32>) -> Vec<f64> {
    let rebuilt = autoencoder.decode(&codes.view());
    let rows = rows.axis_iter(Axis(0)).zip(rebuilt.axis_iter(Axis(0)));
    rows.map(|(x, r)| metrics::mse(&x.insert_axis(Axis(0)), &r.insert_axis(Axis(0)))).collect()
}

fn ranges_of(codes: &Array2<f32>) -> Vec<(f32, f32)> {
    let ends = |unit: ArrayView1<f32>| {
        unit.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)))
    };
    codes.axis_iter(Axis(1)).map(ends).collect()
}

impl CodePlane {
    /// The plane for these codes, `(n, k)`: all of a code of two, else the two units asked for, else the first two components.
    #[must_use]
    pub fn of(codes: &Array2<f32>, units: Option<[usize; 2]>) -> Self {
        let k = codes.ncols();
        let unit_axes = |units: [usize; 2]| {
            let mut axes = Array2::zeros((2, k));
            for (axis, unit) in units.into_iter().enumerate().filter(|(_, unit)| *unit < k) {
                axes[[axis, unit]] = 1.0;
            }
            axes
        };
        let whole = Self { kind: PlaneKind::Whole, share: 1.0, origin: Array1::zeros(k), axes: unit_axes([0, 1]) };
        if k <= 2 {
            return whole;
        }
        let variances = codes.var_axis(Axis(0), 0.0);
        let total = f64::from(variances.sum());
        let units = units.filter(|units| units[0] != units[1] && units.iter().all(|unit| (1..=k).contains(unit)));
        if let (Some(units), Some(mean)) = (units, codes.mean_axis(Axis(0))) {
            let mut origin = mean;
            units.iter().for_each(|unit| origin[unit - 1] = 0.0);
            let seen = units.iter().map(|unit| f64::from(variances[unit - 1])).sum::<f64>();
            let axes = unit_axes(units.map(|unit| unit - 1));
            return Self { kind: PlaneKind::Units(units), share: share(seen, total), origin, axes };
        }
        // Codes that are no numbers have no components: the first two units then.
        let Ok(pca) = Pca::fit(&codes.view()) else { return whole };
        let seen = pca.explained_variance().iter().take(2).sum::<f64>();
        let mut axes = pca.components(2).mapv(|x| x as f32);
        for mut axis in axes.axis_iter_mut(Axis(0)) {
            // The same picture every time: of each direction the largest entry is positive.
            if axis.iter().fold(0.0_f32, |most, &x| if x.abs() > most.abs() { x } else { most }) < 0.0 {
                axis.mapv_inplace(|x| -x);
            }
        }
        Self {
            kind: PlaneKind::Components,
            share: share(seen, pca.explained_variance().sum()),
            origin: pca.mean().mapv(|x| x as f32),
            axes,
        }
    }

    /// Returns the positions of codes `(n, k)` on the plane, by orthogonal projection.
    #[must_use]
    pub fn points(&self, codes: &ArrayView2<f32>) -> Vec<Point2> {
        let seen = (codes - &self.origin).dot(&self.axes.t());
        seen.rows().into_iter().map(|row| [row[0], row[1]]).collect()
    }

    /// The codes at its points, `(n, k)`.
    #[must_use]
    pub fn codes(&self, points: &[Point2]) -> Array2<f32> {
        let points = Array2::from_shape_fn((points.len(), 2), |(i, axis)| points[i][axis]);
        points.dot(&self.axes) + &self.origin
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 }
}
