//! Matrix products of the training step: one door, so that a faster kernel changes this file alone.
//!
//! Today they are `ndarray`'s (crate `matrixmultiply`), which has SIMD kernels natively and for wasm32.

use ndarray::{ArrayView2, ArrayViewMut2, linalg::general_mat_mul};

/// `c ← factor·a·b + keep·c`. Shapes: `a (m, p)`, `b (p, n)`, `c (m, n)`; transposed views are welcome.
///
/// # Panics
/// When the shapes do not fit: a programming error, since layers check their sizes when they are built.
pub fn product_into(factor: f32, a: &ArrayView2<f32>, b: &ArrayView2<f32>, keep: f32, c: &mut ArrayViewMut2<f32>) {
    general_mat_mul(factor, a, b, keep, c);
}
