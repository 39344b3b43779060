//! What a code costs and what it keeps, beside PCA with as many numbers and beside nothing but the mean.

use super::{
    Material,
    gallery::Gallery,
    report::{CompressionReport, ExploreEvent, Kept, Method},
};
use crate::run::selection::pixels;
use learn::{
    kernels::rows,
    measures::metrics,
    nn::{dense::Dense, quantizer::Quantizer, trainer::BatchSource},
};
use ndarray::{Array1, Array2, ArrayView2, Axis};

/// Bytes of a number.
const F32: usize = 4;

/// Codes and reconstructions, whatever makes them.
type Encode<'a> = &'a dyn Fn(&ArrayView2<f32>) -> Array2<f32>;

/// The ways to keep an image, with their costs and errors.
pub(super) fn compression(material: &Material, gallery: &Gallery) -> ExploreEvent {
    let Material { autoencoder, pca, .. } = *material;
    let (k, d) = (autoencoder.code_size(), gallery.rows.ncols());
    let shown = material.shown.all();
    let mut kept = Vec::new();
    let mut add = |method: [Method; 2], n_bytes_once: usize, encode: Encode, decode: Encode| {
        let codes = encode(&gallery.rows.view());
        let shown_codes = encode(&shown.view());
        // Two more numbers for each of the code's: where its bytes begin and what a step is worth.
        let quantizer = Quantizer::fit(&codes.view());
        for (method, n_bytes, n_bytes_once, codes, shown_codes) in [
            (method[0], F32 * k, n_bytes_once, codes.clone(), shown_codes.clone()),
            (
                method[1],
                k,
                n_bytes_once + 2 * F32 * k,
                quantizer.round(&codes.view()),
                quantizer.round(&shown_codes.view()),
            ),
        ] {
            kept.push(Kept {
                method,
                n_bytes,
                n_bytes_once,
                mse: metrics::mse(&gallery.rows.view(), &decode(&codes.view()).view()),
                images: gallery.bytes(&decode(&shown_codes.view())),
            });
        }
    };
    let n_decoder = F32 * autoencoder.decoder().iter().map(Dense::n_parameters).sum::<usize>();
    let n_mean = if material.settings.is_centred { F32 * d } else { 0 };
    add(
        [Method::Autoencoder, Method::AutoencoderBytes],
        n_decoder + n_mean,
        &|rows| autoencoder.encode(rows),
        &|codes| autoencoder.decode(codes),
    );
    if let Some(pca) = pca {
        // PCA's numbers as f32, as they would be kept.
        add(
            [Method::Pca, Method::PcaBytes],
            F32 * (k.min(d) * d + d),
            &|rows| pca.encode(rows, k.min(d)).mapv(|x| x as f32),
            &|codes| pca.decode(&codes.mapv(f64::from).view()).mapv(|x| x as f32),
        );
    }
    let mean = mean_of(material);
    let repeated = |n: usize| Array2::from_shape_fn((n, d), |(_, j)| mean[j]);
    kept.push(Kept {
        method: Method::Mean,
        n_bytes: 0,
        n_bytes_once: F32 * d,
        mse: metrics::mse(&gallery.rows.view(), &repeated(gallery.rows.nrows()).view()),
        images: pixels(&repeated(shown.nrows()), gallery.selection.mean()),
    });
    ExploreEvent::Compression(Box::new(CompressionReport {
        n_bytes: d,
        n_samples: gallery.rows.nrows(),
        originals: gallery.bytes(&shown),
        kept,
    }))
}

/// The mean of what was trained on, `(d)`.
fn mean_of(material: &Material) -> Array1<f32> {
    /// Enough for a mean whose error is below that of any reconstruction.
    const N_MOST: usize = 5000;
    let some = material.train.first(N_MOST).all();
    let mut sums = vec![0.0; some.ncols()];
    some.axis_iter(Axis(0)).for_each(|row| rows::accumulate(&mut sums, row.as_slice().unwrap_or_default()));
    let n = material.train.n_samples().clamp(1, N_MOST) as f64;
    sums.into_iter().map(|sum| (sum / n) as f32).collect()
}
