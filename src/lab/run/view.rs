//! Codes as the eye sees them: aligned with PCA's, or, when wider than two, by the principal components of the codes.

use crate::{
    geometry::{Plane, Point2, plane_of, points_2},
    settings::{Alignment, View},
};
use learn::{
    linalg::{
        pca::PcaBuilder,
        subspace::{least_squares, orthonormal_basis, procrustes},
    },
    nn::autoencoder::Autoencoder,
};
use ndarray::{Array2, ArrayView2, Axis};

/// Remembers how codes were last turned, so that a picture does not flip from one moment to the next.
#[derive(Debug, Default)]
pub struct CodeView {
    last_components: Option<Array2<f64>>,
    /// Which codes were shown last by their components, and how.
    last_shown: Option<((u64, bool), Array2<f64>)>,
}

impl CodeView {
    /// Points of a scatter from codes `(n, k)`. Beside PCA's codes they are aligned as asked; alone and wider than two
    /// they are shown by two of their units, or else by their own first two principal components. `version` tells these codes
    /// from those of another moment; between two moments of a run under way the picture does not flip.
    pub fn codes(
        &mut self,
        codes: &Array2<f32>,
        (version, is_at_rest): (u64, bool),
        pca_codes: Option<&Array2<f64>>,
        view: &View,
    ) -> Vec<Point2> {
        let units = view.units.filter(|units| units.iter().all(|unit| (1..=codes.ncols()).contains(unit)));
        match (pca_codes, units) {
            (Some(target), _) => {
                let wide = codes.mapv(f64::from);
                points_2(&align(&wide.view(), &target.view(), view.alignment).unwrap_or(wide).view())
            }
            (None, Some(units)) => codes.rows().into_iter().map(|row| units.map(|unit| row[unit - 1])).collect(),
            (None, None) if codes.ncols() > 2 => {
                if self.last_shown.as_ref().is_none_or(|(of, _)| *of != (version, is_at_rest)) {
                    self.last_shown =
                        self.first_two_components(codes, is_at_rest).map(|shown| ((version, is_at_rest), shown));
                }
                self.last_shown.as_ref().map(|(_, shown)| points_2(&shown.view())).unwrap_or_default()
            }
            (None, None) => points_2(&codes.mapv(f64::from).view()),
        }
    }

    fn first_two_components(&mut self, codes: &Array2<f32>, is_at_rest: bool) -> Option<Array2<f64>> {
        let mut builder = PcaBuilder::new(codes.ncols());
        builder.add_to_mean(&codes.view());
        builder.add_to_covariance(&codes.view());
        let pca = builder.finish_first(2).ok()?;
        let mut components = pca.components(2).to_owned();
        if is_at_rest {
            // A run that rests looks the same however it was driven: of each component the largest entry is positive.
            for mut component in components.axis_iter_mut(Axis(0)) {
                let largest = component.iter().fold(0.0_f64, |most, &x| if x.abs() > most.abs() { x } else { most });
                if largest < 0.0 {
                    component.mapv_inplace(|value| -value);
                }
            }
        } else if let Some(last) = self.last_components.as_ref().filter(|last| last.dim() == components.dim()) {
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
