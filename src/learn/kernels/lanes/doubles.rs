//! Four `f64` side by side, and the row operations of the eigenproblem.
//!
//! On wasm32 a value is two `v128`, elsewhere a plain array. Nothing is fused and sums use four accumulators, so that
//! results are bit-identical on every target.

use repr::F64x4;
use std::ops::{Add, Mul, Sub};

/// The number of values in an [`F64x4`].
const N: usize = 4;

/// Returns the dot product over the shorter length, with four accumulators that hide the latency of the additions.
#[must_use]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len().min(b.len());
    let (whole_a, whole_b) = (a[..n].chunks_exact(N), b[..n].chunks_exact(N));
    let rest: f64 = whole_a.remainder().iter().zip(whole_b.remainder()).map(|(a, b)| a * b).sum();
    let mut sums = F64x4::splat(0.0);
    for (a, b) in whole_a.zip(whole_b) {
        sums = sums + F64x4::load(a) * F64x4::load(b);
    }
    sums.sum() + rest
}

/// Computes `y += factor·x`, over the shorter length.
pub fn add_scaled(y: &mut [f64], x: &[f64], factor: f64) {
    let n = y.len().min(x.len());
    let (y, x) = (&mut y[..n], &x[..n]);
    let factors = F64x4::splat(factor);
    let (mut whole_y, whole_x) = (y.chunks_exact_mut(N), x.chunks_exact(N));
    let rest = whole_x.remainder();
    for (y, x) in (&mut whole_y).zip(whole_x) {
        (F64x4::load(y) + factors * F64x4::load(x)).store(y);
    }
    for (y, x) in whole_y.into_remainder().iter_mut().zip(rest) {
        *y += factor * x;
    }
}

/// Computes `row −= a·x + b·y`; `x` and `y` are at least as long as the row.
pub fn subtract_two(row: &mut [f64], (a, x): (f64, &[f64]), (b, y): (f64, &[f64])) {
    let (x, y) = (&x[..row.len()], &y[..row.len()]);
    let (all_a, all_b) = (F64x4::splat(a), F64x4::splat(b));
    let (whole_x, whole_y) = (x.chunks_exact(N), y.chunks_exact(N));
    let rest = whole_x.remainder().iter().zip(whole_y.remainder());
    let mut whole = row.chunks_exact_mut(N);
    for ((row, x), y) in (&mut whole).zip(whole_x).zip(whole_y) {
        (F64x4::load(row) - (all_a * F64x4::load(x) + all_b * F64x4::load(y))).store(row);
    }
    for (row, (x, y)) in whole.into_remainder().iter_mut().zip(rest) {
        *row -= a * x + b * y;
    }
}

/// Applies a plane rotation to two rows of equal length: `(c·u − s·l, s·u + c·l)`.
pub fn rotate(upper: &mut [f64], lower: &mut [f64], (cosine, sine): (f64, f64)) {
    let n = upper.len().min(lower.len());
    let (cosines, sines) = (F64x4::splat(cosine), F64x4::splat(sine));
    let (mut whole_u, mut whole_l) = (upper[..n].chunks_exact_mut(N), lower[..n].chunks_exact_mut(N));
    for (upper, lower) in (&mut whole_u).zip(&mut whole_l) {
        let (u, l) = (F64x4::load(upper), F64x4::load(lower));
        (cosines * u - sines * l).store(upper);
        (sines * u + cosines * l).store(lower);
    }
    for (u, l) in whole_u.into_remainder().iter_mut().zip(whole_l.into_remainder()) {
        (*u, *l) = (cosine * *u - sine * *l, sine * *u + cosine * *l);
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $lane_by_lane:ident) => {
        impl $trait for F64x4 {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.$lane_by_lane(other)
            }
        }
    };
}
operator!(Add, add, plus);
operator!(Sub, sub, minus);
operator!(Mul, mul, times);

#[cfg(target_arch = "wasm32")]
mod repr {
    use super::N;
    use core::arch::wasm32::{
        f64x2_add, f64x2_extract_lane, f64x2_mul, f64x2_splat, f64x2_sub, v128, v128_load, v128_store,
    };

    /// Four numbers; operations are lane-wise.
    #[derive(Debug, Clone, Copy)]
    pub(super) struct F64x4(v128, v128);

    impl F64x4 {
        #[inline(always)]
        pub(super) fn splat(value: f64) -> Self {
            Self(f64x2_splat(value), f64x2_splat(value))
        }

        /// Loads the first four numbers of a slice. Panics if there are fewer.
        #[inline(always)]
        pub(super) fn load(values: &[f64]) -> Self {
            let start = values[..N].as_ptr().cast::<v128>();
            #[expect(unsafe_code, reason = "the only way to load a vector from memory")]
            // SAFETY: the slice holds four f64, which are two v128; loads need no alignment on wasm.
            unsafe {
                Self(v128_load(start), v128_load(start.add(1)))
            }
        }

        /// Writes the lanes to the first four places of a slice. Panics if there are fewer.
        #[inline(always)]
        pub(super) fn store(self, values: &mut [f64]) {
            let start = values[..N].as_mut_ptr().cast::<v128>();
            #[expect(unsafe_code, reason = "the only way to store a vector to memory")]
            // SAFETY: as in `load`, and the slice is borrowed mutably.
            unsafe {
                v128_store(start, self.0);
                v128_store(start.add(1), self.1);
            }
        }

        #[inline(always)]
        pub(super) fn plus(self, other: Self) -> Self {
            Self(f64x2_add(self.0, other.0), f64x2_add(self.1, other.1))
        }

        #[inline(always)]
        pub(super) fn minus(self, other: Self) -> Self {
            Self(f64x2_sub(self.0, other.0), f64x2_sub(self.1, other.1))
        }

        #[inline(always)]
        pub(super) fn times(self, other: Self) -> Self {
            Self(f64x2_mul(self.0, other.0), f64x2_mul(self.1, other.1))
        }

        /// Returns the sum of all lanes: the first and the third, the second and the fourth, then both sums.
        #[inline(always)]
        pub(super) fn sum(self) -> f64 {
            let two = f64x2_add(self.0, self.1);
            f64x2_extract_lane::<0>(two) + f64x2_extract_lane::<1>(two)
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod repr {
    use super::N;
    use std::array::from_fn;

    /// Four numbers; operations are lane-wise.
    #[derive(Debug, Clone, Copy)]
    pub(super) struct F64x4([f64; N]);

    impl F64x4 {
        #[inline(always)]
        pub(super) fn splat(value: f64) -> Self {
            Self([value; N])
        }

        /// Loads the first four numbers of a slice. Panics if there are fewer.
        #[inline(always)]
        pub(super) fn load(values: &[f64]) -> Self {
            Self(from_fn(|i| values[..N][i]))
        }

        /// Writes the lanes to the first four places of a slice. Panics if there are fewer.
        #[inline(always)]
        pub(super) fn store(self, values: &mut [f64]) {
            values[..N].copy_from_slice(&self.0);
        }

        #[inline(always)]
        pub(super) fn plus(self, other: Self) -> Self {
            Self(from_fn(|i| self.0[i] + other.0[i]))
        }

        #[inline(always)]
        pub(super) fn minus(self, other: Self) -> Self {
            Self(from_fn(|i| self.0[i] - other.0[i]))
        }

        #[inline(always)]
        pub(super) fn times(self, other: Self) -> Self {
            Self(from_fn(|i| self.0[i] * other.0[i]))
        }

        /// Returns the sum of all lanes: the first and the third, the second and the fourth, then both sums.
        #[inline(always)]
        pub(super) fn sum(self) -> f64 {
            let [a, b, c, d] = self.0;
            (a + c) + (b + d)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns pseudo-random numbers of both signs.
    fn numbers(n: usize, seed: u64) -> Vec<f64> {
        (0..n as u64).map(|i| ((i * 7919 + seed * 104_729) % 2003) as f64 / 1001.0 - 1.0).collect()
    }

    #[test]
    fn rows_of_every_length_are_as_one_number_at_a_time() {
        for n in 0..23 {
            let (x, y, z) = (numbers(n, 1), numbers(n, 2), numbers(n, 3));
            let plain: f64 = x.iter().zip(&y).map(|(x, y)| x * y).sum();
            // The summation order differs: at most 23 sums of products below 1.
            assert!((dot(&x, &y) - plain).abs() <= 23.0 * 23.0 * f64::EPSILON, "{n}");

            let mut scaled = z.clone();
            add_scaled(&mut scaled, &x, 0.7);
            let expected: Vec<f64> = z.iter().zip(&x).map(|(z, x)| z + 0.7 * x).collect();
            assert_eq!(scaled, expected);

            let mut less = z.clone();
            subtract_two(&mut less, (0.3, &x), (-0.9, &y));
            let expected: Vec<f64> = (0..n).map(|i| z[i] - (0.3 * x[i] + -0.9 * y[i])).collect();
            assert_eq!(less, expected);

            let (mut upper, mut lower) = (x.clone(), y.clone());
            rotate(&mut upper, &mut lower, (0.6, 0.8));
            let expected: Vec<(f64, f64)> =
                x.iter().zip(&y).map(|(u, l)| (0.6 * u - 0.8 * l, 0.8 * u + 0.6 * l)).collect();
            assert_eq!(upper.into_iter().zip(lower).collect::<Vec<_>>(), expected);
        }
    }
}
