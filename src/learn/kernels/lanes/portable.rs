//! Eight lanes as an array: loops of fixed length, which the compiler turns into the target's own SIMD.

use super::N_LANES;
use crate::kernels::vmath::SQRT_HALF_BITS;
use std::array::from_fn;

/// Eight numbers; operations go lane by lane.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
pub struct F32x8([f32; N_LANES]);

/// A truth value for each lane.
#[derive(Debug, Clone, Copy)]
pub struct Mask([bool; N_LANES]);

impl F32x8 {
    /// The same number in every lane.
    #[inline(always)]
    #[must_use]
    pub fn splat(value: f32) -> Self {
        Self([value; N_LANES])
    }

    /// The first eight numbers of a slice. Panics where there are fewer.
    #[inline(always)]
    #[must_use]
    pub fn load(values: &[f32]) -> Self {
        let mut lanes = [0.0; N_LANES];
        lanes.copy_from_slice(&values[..N_LANES]);
        Self(lanes)
    }

    /// The first eight bytes of a slice as numbers. Panics where there are fewer.
    #[inline(always)]
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let bytes = &bytes[..N_LANES];
        Self(from_fn(|i| f32::from(bytes[i])))
    }

    /// Writes the lanes to the first eight places of a slice. Panics where there are fewer.
    #[inline(always)]
    pub fn store(self, values: &mut [f32]) {
        values[..N_LANES].copy_from_slice(&self.0);
    }

    /// `self·factor + summand`; whether it is rounded once or twice depends on the target.
    #[inline(always)]
    #[must_use]
    pub fn mul_add(self, factor: Self, summand: Self) -> Self {
        Self(from_fn(|i| self.0[i] * factor.0[i] + summand.0[i]))
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

    #[inline(always)]
    pub(super) fn over(self, other: Self) -> Self {
        Self(from_fn(|i| self.0[i] / other.0[i]))
    }

    #[inline(always)]
    pub(super) fn negated(self) -> Self {
        Self(self.0.map(|value| -value))
    }

    /// Magnitudes.
    #[inline(always)]
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.map(f32::abs))
    }

    /// Square roots.
    #[inline(always)]
    #[must_use]
    pub fn sqrt(self) -> Self {
        Self(self.0.map(f32::sqrt))
    }

    /// The signs of `other` on the magnitudes of `self`.
    #[inline(always)]
    #[must_use]
    pub fn copysign(self, other: Self) -> Self {
        Self(from_fn(|i| self.0[i].copysign(other.0[i])))
    }

    /// Within two bounds; NaN stays NaN.
    #[inline(always)]
    #[must_use]
    pub fn clamp(self, low: f32, high: f32) -> Self {
        Self(self.0.map(|value| {
            let value = if value < low { low } else { value };
            if high < value { high } else { value }
        }))
    }

    /// No less than a bound; NaN stays NaN.
    #[inline(always)]
    #[must_use]
    pub fn at_least(self, low: f32) -> Self {
        Self(self.0.map(|value| if value < low { low } else { value }))
    }

    /// Returns where lanes are below the other's.
    #[inline(always)]
    #[must_use]
    pub fn is_below(self, other: Self) -> Mask {
        Mask(from_fn(|i| self.0[i] < other.0[i]))
    }

    /// `2^n`, where `self` holds `n + 1.5·2²³` for whole `−126 <= n <= 127`.
    #[inline(always)]
    #[must_use]
    pub fn power_of_two_of_shifted(self) -> Self {
        Self(self.0.map(|value| f32::from_bits(value.to_bits().wrapping_add(127) << 23)))
    }

    /// `x = 2^e·m` with `√½ <= m < √2`, for positive normal numbers: `(e, m)`.
    #[inline(always)]
    #[must_use]
    pub fn exponent_and_mantissa(self) -> (Self, Self) {
        let bits = self.0.map(|value| value.to_bits().wrapping_sub(SQRT_HALF_BITS));
        (
            Self(bits.map(|bits| ((bits as i32) >> 23) as f32)),
            Self(bits.map(|bits| f32::from_bits((bits & 0x007F_FFFF) + SQRT_HALF_BITS))),
        )
    }

    /// Sum of the lanes, the halves first: `((0+4)+(2+6)) + ((1+5)+(3+7))`.
    #[inline(always)]
    #[must_use]
    pub fn sum(self) -> f32 {
        let [a, b, c, d, e, f, g, h] = self.0;
        ((a + e) + (c + g)) + ((b + f) + (d + h))
    }

    /// Copies four numbers within a slice, and says whether any of them is not a zero.
    #[inline(always)]
    pub fn move_four(values: &mut [f32], from: usize, to: usize) -> bool {
        values.copy_within(from..from + 4, to);
        values[to..to + 4].iter().any(|&value| value != 0.0)
    }

    /// Writes four rows of four numbers as four columns, `stride` apart.
    #[inline(always)]
    pub fn transpose_4x4(rows: [&[f32]; 4], columns: &mut [f32], stride: usize) {
        for i in 0..4 {
            for (j, row) in rows.iter().enumerate() {
                columns[i * stride + j] = row[i];
            }
        }
    }
}

impl Mask {
    /// Returns whether any lane is true.
    #[inline(always)]
    #[must_use]
    pub fn any(self) -> bool {
        self.0.contains(&true)
    }

    /// Lanes of `yes` where true, of `no` elsewhere.
    #[inline(always)]
    #[must_use]
    pub fn choose(self, yes: F32x8, no: F32x8) -> F32x8 {
        F32x8(from_fn(|i| if self.0[i] { yes.0[i] } else { no.0[i] }))
    }
}
