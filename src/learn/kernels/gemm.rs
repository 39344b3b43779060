//! Matrix products of the training step: one door, and behind it the kernel that was measured to be the fastest.
//!
//! On wasm32 that is our own ([`packed`]), elsewhere `ndarray`'s (crate `matrixmultiply`), which picks the machine's
//! AVX2 and FMA at run time. The measurements stand in benches/README.md.

pub mod packed;
mod panels;

use super::lanes::F32x8;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, linalg::general_mat_mul, s};
use std::hint::black_box;

/// Whether this build uses the kernel of our own.
const USES_OWN_KERNEL: bool = cfg!(target_arch = "wasm32");

/// Says what the products of this build are called in reports.
pub const KERNEL: &str = if USES_OWN_KERNEL { "packed 4x8" } else { "ndarray" };

/// The instructions that this build is made for.
pub const SIMD: &str = if cfg!(target_feature = "relaxed-simd") {
    "relaxed-simd"
} else if cfg!(target_arch = "wasm32") {
    "simd128"
} else {
    "native"
};

/// `c ← factor·a·b + keep·c`. Shapes: `a (m, p)`, `b (p, n)`, `c (m, n)`; transposed views are welcome.
/// With `keep` 0, `c` may hold anything, not-a-number included.
///
/// # Panics
/// When the shapes do not fit: a programming error, since layers check their sizes when they are built.
pub fn product_into(factor: f32, a: &ArrayView2<f32>, b: &ArrayView2<f32>, keep: f32, c: &mut ArrayViewMut2<f32>) {
    if USES_OWN_KERNEL {
        packed::product_into(factor, a, b, keep, c);
    } else {
        general_mat_mul(factor, a, b, keep, c);
    }
}

/// `c ← xᵀ·x + c`, where `c` is symmetric: half of it is computed. Shapes: `x (n, d)`, `c (d, d)`.
///
/// # Panics
/// When the shapes do not fit.
pub fn add_gram(x: &ArrayView2<f32>, c: &mut Array2<f32>) {
    if USES_OWN_KERNEL {
        packed::add_lower_gram(x, c);
    } else {
        add_lower_gram_by_strips(x, c);
    }
    for i in 0..c.nrows() {
        for j in i + 1..c.ncols() {
            c[[i, j]] = c[[j, i]];
        }
    }
}

/// As [`packed::add_lower_gram`], by products of `ndarray`'s: strips of columns, each from the diagonal down.
fn add_lower_gram_by_strips(x: &ArrayView2<f32>, c: &mut Array2<f32>) {
    const STRIP: usize = 64;
    let d = x.ncols();
    for from in (0..d).step_by(STRIP) {
        let to = d.min(from + STRIP);
        let strip = x.slice(s![.., from..to]);
        general_mat_mul(1.0, &x.slice(s![.., from..]).t(), &strip, 1.0, &mut c.slice_mut(s![from.., from..to]));
    }
}

/// Multiply-adds on registers alone, in as many chains as hide their latency and still fit: what the machine could do if no number
/// ever had to be fetched. Returns the floating-point operations done in `n_rounds` and a sum that keeps them alive.
#[must_use]
pub fn register_peak(n_rounds: usize) -> (f64, f32) {
    const N_CHAINS: usize = 6;
    let factor = F32x8::splat(black_box(0.999_9));
    let summand = F32x8::splat(black_box(1e-4));
    let mut chains = [F32x8::splat(black_box(1.0)); N_CHAINS];
    for _ in 0..n_rounds {
        for chain in &mut chains {
            *chain = chain.mul_add(factor, summand);
        }
    }
    let sum = chains.into_iter().map(F32x8::sum).sum();
    ((n_rounds * N_CHAINS * super::lanes::N_LANES * 2) as f64, sum)
}

#[cfg(test)]
mod tests;
