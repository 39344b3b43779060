//! Codes as the eye sees them: aligned with PCA's, or, when wider than two, by the principal components of the codes.

use super::{
    reference::{plane_of, points_2},
    settings::Alignment,
    snapshot::{Plane, Point2},
};
use crate::learn::{
    autoencoder::Autoencoder,
    pca::Pca,
    subspace::{least_squares, orthonormal_basis, procrustes},
};
use ndarray::{Array2, ArrayView2, Axis};

/// Remembers how codes were last turned, so that a picture does not flip from one moment to the next.
#[derive(Debug, Default)]
pub struct CodeView {
    last_components: Option<Array2<f64>>,
}

impl CodeView {
    /// Points of a scatter from codes `(n, k)`. Beside PCA's codes they are aligned as asked; alone and wider than two
    /// they are shown by their own first two principal components.
    pub fn codes(&mut self, codes: &Array2<f32>, pca_codes: Option<&Array2<f64>>, alignment: Alignment) -> Vec<Point2> {
        let wide = codes.mapv(f64::from);
        let shown = match pca_codes {
            Some(target) => align(&wide.view(), &target.view(), alignment),
            None if codes.ncols() > 2 => self.first_two_components(codes),
            None => None,
        };
        points_2(&shown.unwrap_or(wide).view())
    }

    fn first_two_components(&mut self, codes: &Array2<f32>) -> Option<Array2<f64>> {
        let pca = Pca::fit(&codes.view()).ok()?;
        let mut components = pca.components(2).to_owned();
        if let Some(last) = &self.last_components {
            for (mut now, before) in components.axis_iter_mut(Axis(0)).zip(last.axis_iter(Axis(0))) {
                if now.dot(&before) < 0.0 {
                    now.mapv_inplace(|value| -value);
                }
            }
        }
        let centred = codes.mapv(f64::from) - pca.mean();
        let shown = centred.dot(&components.t());
        self.last_components = Some(components);
        Some(shown)
    }
}

/// `None` where codes cannot be aligned (they are not numbers any more): they are then shown as they are.
fn align(codes: &ArrayView2<f64>, target: &ArrayView2<f64>, alignment: Alignment) -> Option<Array2<f64>> {
    let map = match alignment {
        Alignment::None => return None,
        Alignment::Turn => procrustes(codes, target),
        Alignment::LeastSquares => least_squares(codes, target),
    };
    Some(map.ok()?.apply(codes))
}

/// The plane of a linear decoder's reconstructions in three dimensions; `None` for any other.
#[must_use]
pub fn autoencoder_plane(autoencoder: &Autoencoder) -> Option<Plane> {
    let columns = autoencoder.linear_decoder_columns().filter(|columns| columns.dim() == (3, 2))?;
    let basis = orthonormal_basis(&columns.view()).ok().filter(|basis| basis.ncols() == 2)?;
    let origin = autoencoder.decode(&Array2::zeros((1, 2)).view()).row(0).mapv(f64::from);
    Some(plane_of(&origin, basis.column(0), basis.column(1), [columns.column(0), columns.column(1)]))
}
