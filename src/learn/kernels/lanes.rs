//! Eight `f32` side by side: the type in which the kernels are written, so that SIMD is explicit and does not depend on
//! the auto-vectoriser. [`doubles`] has four `f64` for the eigenproblem.
//!
//! On wasm32 a value is two adjacent `v128` (an engine may join such pairs into one 256-bit register); elsewhere it is
//! a plain array, whose loops compile to the target's own SIMD. With the target feature `relaxed-simd`,
//! [`F32x8::mul_add`] is one fused instruction where the hardware has it.

pub mod doubles;
#[cfg(not(target_arch = "wasm32"))]
mod portable;
#[cfg(target_arch = "wasm32")]
mod wasm;

#[cfg(not(target_arch = "wasm32"))]
pub use portable::{F32x8, Mask};
#[cfg(target_arch = "wasm32")]
pub use wasm::{F32x8, Mask};

use std::ops::{Add, Div, Mul, Neg, Sub};

/// The number of values in an [`F32x8`].
pub const N_LANES: usize = 8;

impl F32x8 {
    /// Applies `f` to every value of a slice, in place; the tail is padded with zeros.
    #[inline(always)]
    pub fn map_slice(values: &mut [f32], f: impl Fn(Self) -> Self) {
        let mut chunks = values.chunks_exact_mut(N_LANES);
        for chunk in &mut chunks {
            f(Self::load(chunk)).store(chunk);
        }
        let tail = chunks.into_remainder();
        if !tail.is_empty() {
            let mut padded = [0.0; N_LANES];
            padded[..tail.len()].copy_from_slice(tail);
            f(Self::load(&padded)).store(&mut padded);
            tail.copy_from_slice(&padded[..tail.len()]);
        }
    }

    /// Sets every value `a` of the first slice to `f(a, b)`, where `b` is its counterpart in the second slice of equal
    /// length.
    #[inline(always)]
    pub fn map_pairs(values: &mut [f32], others: &[f32], f: impl Fn(Self, Self) -> Self) {
        let mut chunks = values.chunks_exact_mut(N_LANES);
        let others = others.chunks_exact(N_LANES);
        let other_tail = others.remainder();
        for (chunk, other) in (&mut chunks).zip(others) {
            f(Self::load(chunk), Self::load(other)).store(chunk);
        }
        let tail = chunks.into_remainder();
        if !tail.is_empty() {
            let (mut a, mut b) = ([0.0; N_LANES], [0.0; N_LANES]);
            a[..tail.len()].copy_from_slice(tail);
            b[..tail.len()].copy_from_slice(other_tail);
            f(Self::load(&a), Self::load(&b)).store(&mut a);
            tail.copy_from_slice(&a[..tail.len()]);
        }
    }

    /// Does the same as [`F32x8::map_pairs`] with a second result of `f`, and returns the sum of that result over all
    /// pairs.
    #[inline(always)]
    pub fn map_and_sum_pairs(values: &mut [f32], others: &[f32], f: impl Fn(Self, Self) -> (Self, Self)) -> f32 {
        let mut sum = Self::splat(0.0);
        let mut chunks = values.chunks_exact_mut(N_LANES);
        let others = others.chunks_exact(N_LANES);
        let other_tail = others.remainder();
        for (chunk, other) in (&mut chunks).zip(others) {
            let (value, term) = f(Self::load(chunk), Self::load(other));
            value.store(chunk);
            sum = sum + term;
        }
        let mut sum = sum.sum();
        let tail = chunks.into_remainder();
        if !tail.is_empty() {
            let (mut a, mut b) = ([0.0; N_LANES], [0.0; N_LANES]);
            a[..tail.len()].copy_from_slice(tail);
            b[..tail.len()].copy_from_slice(other_tail);
            let (value, term) = f(Self::load(&a), Self::load(&b));
            value.store(&mut a);
            term.store(&mut b);
            tail.copy_from_slice(&a[..tail.len()]);
            // The padding must not enter the sum.
            sum += b[..tail.len()].iter().sum::<f32>();
        }
        sum
    }

    /// Returns `−|x|`.
    #[inline(always)]
    #[must_use]
    pub fn neg_abs(self) -> Self {
        -self.abs()
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $inner:ident) => {
        impl $trait for F32x8 {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.$inner(other)
            }
        }
        impl $trait<f32> for F32x8 {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f32) -> Self {
                self.$inner(Self::splat(other))
            }
        }
    };
}

operator!(Add, add, plus);
operator!(Sub, sub, minus);
operator!(Mul, mul, times);
operator!(Div, div, over);

impl Neg for F32x8 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.negated()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_a_slice_is_mapped_whatever_its_length() {
        for len in 0..35 {
            let before: Vec<f32> = (0..len).map(|i| i as f32 - 7.0).collect();
            let mut after = before.clone();
            F32x8::map_slice(&mut after, |x| x * 2.0 + 1.0);
            assert!(before.iter().zip(&after).all(|(x, y)| *y == x * 2.0 + 1.0));
            let mut pairs = before.clone();
            F32x8::map_pairs(&mut pairs, &after, |x, y| x - y);
            assert!(before.iter().zip(&pairs).all(|(x, y)| *y == -x - 1.0));
            let sum = F32x8::map_and_sum_pairs(&mut pairs, &before, |x, y| (y, x + y + 2.0));
            assert_eq!((sum, &pairs), (len as f32, &before));
        }
    }

    #[test]
    fn choices_and_transpositions_go_lane_by_lane() {
        let x = F32x8::load(&[1.0, -2.0, 3.0, -4.0, f32::NAN, 6.0, -7.0, 8.0]);
        let mut chosen = [0.0; 8];
        x.is_below(F32x8::splat(0.0)).choose(F32x8::splat(1.0), F32x8::splat(2.0)).store(&mut chosen);
        assert_eq!(chosen, [2.0, 1.0, 2.0, 1.0, 2.0, 2.0, 1.0, 2.0]);
        let zero = F32x8::splat(0.0);
        assert!(x.is_below(zero).any() && !zero.is_below(zero).any());
        for i in 0..8 {
            let mut one = [0.0; 8];
            one[i] = -1.0;
            assert!(F32x8::load(&one).is_below(zero).any(), "lane {i}");
        }
        assert_eq!(F32x8::load(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]).sum(), 36.0);
        let rows: Vec<f32> = (0..16).map(|i| i as f32).collect();
        let mut columns = [0.0; 16];
        F32x8::transpose_4x4([&rows[0..4], &rows[4..8], &rows[8..12], &rows[12..16]], &mut columns, 4);
        assert!((0..16).all(|i| columns[i] == rows[4 * (i % 4) + i / 4]));
    }
}
