//! Eight lanes as two adjacent `v128`, by the instructions of simd128 and, where built for it, relaxed-simd.

use super::N_LANES;
use crate::kernels::vmath::SQRT_HALF_BITS;
#[cfg(target_feature = "relaxed-simd")]
use core::arch::wasm32::f32x4_relaxed_madd;
use core::arch::wasm32::{
    f32x4_abs, f32x4_add, f32x4_convert_i32x4, f32x4_div, f32x4_extract_lane, f32x4_lt, f32x4_mul, f32x4_neg,
    f32x4_pmax, f32x4_pmin, f32x4_splat, f32x4_sqrt, f32x4_sub, i32x4_add, i32x4_shl, i32x4_shr, i32x4_shuffle,
    i32x4_splat, i32x4_sub, u16x8_extend_low_u8x16, u32x4_extend_high_u16x8, u32x4_extend_low_u16x8, v128, v128_and,
    v128_any_true, v128_bitselect, v128_load, v128_load64_zero, v128_or, v128_store,
};

/// Eight numbers; operations go lane by lane.
#[derive(Debug, Clone, Copy)]
pub struct F32x8(v128, v128);

/// A truth value for each lane: all bits of the lane, or none.
#[derive(Debug, Clone, Copy)]
pub struct Mask(v128, v128);

impl F32x8 {
    /// The same number in every lane.
    #[inline(always)]
    #[must_use]
    pub fn splat(value: f32) -> Self {
        Self(f32x4_splat(value), f32x4_splat(value))
    }

    /// The first eight numbers of a slice. Panics where there are fewer.
    #[inline(always)]
    #[must_use]
    pub fn load(values: &[f32]) -> Self {
        let values = &values[..N_LANES];
        let start = values.as_ptr().cast::<v128>();
        #[expect(unsafe_code, reason = "the only way to load a vector from memory")]
        // SAFETY: the slice holds eight f32, which are two v128; loads need no alignment on wasm.
        unsafe {
            Self(v128_load(start), v128_load(start.add(1)))
        }
    }

    /// The first eight bytes of a slice as numbers. Panics where there are fewer.
    #[inline(always)]
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let start = bytes[..N_LANES].as_ptr().cast::<u64>();
        #[expect(unsafe_code, reason = "the only way to load a vector from memory")]
        // SAFETY: the slice holds eight bytes; loads need no alignment on wasm.
        let shorts = u16x8_extend_low_u8x16(unsafe { v128_load64_zero(start) });
        let (low, high) = (u32x4_extend_low_u16x8(shorts), u32x4_extend_high_u16x8(shorts));
        Self(f32x4_convert_i32x4(low), f32x4_convert_i32x4(high))
    }

    /// Writes the lanes to the first eight places of a slice. Panics where there are fewer.
    #[inline(always)]
    pub fn store(self, values: &mut [f32]) {
        let values = &mut values[..N_LANES];
        let start = values.as_mut_ptr().cast::<v128>();
        #[expect(unsafe_code, reason = "the only way to store a vector to memory")]
        // SAFETY: as in `load`, and the slice is borrowed mutably.
        unsafe {
            v128_store(start, self.0);
            v128_store(start.add(1), self.1);
        }
    }

    /// `self·factor + summand`; whether it is rounded once or twice depends on the target.
    #[inline(always)]
    #[must_use]
    pub fn mul_add(self, factor: Self, summand: Self) -> Self {
        #[cfg(target_feature = "relaxed-simd")]
        return Self(f32x4_relaxed_madd(self.0, factor.0, summand.0), f32x4_relaxed_madd(self.1, factor.1, summand.1));
        #[cfg(not(target_feature = "relaxed-simd"))]
        return self.times(factor).plus(summand);
    }

    #[inline(always)]
    pub(super) fn plus(self, other: Self) -> Self {
        Self(f32x4_add(self.0, other.0), f32x4_add(self.1, other.1))
    }

    #[inline(always)]
    pub(super) fn minus(self, other: Self) -> Self {
        Self(f32x4_sub(self.0, other.0), f32x4_sub(self.1, other.1))
    }

    #[inline(always)]
    pub(super) fn times(self, other: Self) -> Self {
        Self(f32x4_mul(self.0, other.0), f32x4_mul(self.1, other.1))
    }

    #[inline(always)]
    pub(super) fn over(self, other: Self) -> Self {
        Self(f32x4_div(self.0, other.0), f32x4_div(self.1, other.1))
    }

    #[inline(always)]
    pub(super) fn negated(self) -> Self {
        Self(f32x4_neg(self.0), f32x4_neg(self.1))
    }

    /// Magnitudes.
    #[inline(always)]
    #[must_use]
    pub fn abs(self) -> Self {
        Self(f32x4_abs(self.0), f32x4_abs(self.1))
    }

    /// Square roots.
    #[inline(always)]
    #[must_use]
    pub fn sqrt(self) -> Self {
        Self(f32x4_sqrt(self.0), f32x4_sqrt(self.1))
    }

    /// The signs of `other` on the magnitudes of `self`.
    #[inline(always)]
    #[must_use]
    pub fn copysign(self, other: Self) -> Self {
        let sign = i32x4_splat(i32::MIN);
        Self(v128_bitselect(other.0, self.0, sign), v128_bitselect(other.1, self.1, sign))
    }

    /// Within two bounds; NaN stays NaN.
    #[inline(always)]
    #[must_use]
    pub fn clamp(self, low: f32, high: f32) -> Self {
        // pmax(a, b) is `a < b ? b : a`, and so keeps a NaN in the first place.
        let (low, high) = (f32x4_splat(low), f32x4_splat(high));
        Self(f32x4_pmin(f32x4_pmax(self.0, low), high), f32x4_pmin(f32x4_pmax(self.1, low), high))
    }

    /// No less than a bound; NaN stays NaN.
    #[inline(always)]
    #[must_use]
    pub fn at_least(self, low: f32) -> Self {
        let low = f32x4_splat(low);
        Self(f32x4_pmax(self.0, low), f32x4_pmax(self.1, low))
    }

    /// Returns where lanes are below the other's.
    #[inline(always)]
    #[must_use]
    pub fn is_below(self, other: Self) -> Mask {
        Mask(f32x4_lt(self.0, other.0), f32x4_lt(self.1, other.1))
    }

    /// `2^n`, where `self` holds `n + 1.5·2²³` for whole `−126 <= n <= 127`.
    #[inline(always)]
    #[must_use]
    pub fn power_of_two_of_shifted(self) -> Self {
        let bias = i32x4_splat(127);
        Self(i32x4_shl(i32x4_add(self.0, bias), 23), i32x4_shl(i32x4_add(self.1, bias), 23))
    }

    /// `x = 2^e·m` with `√½ <= m < √2`, for positive normal numbers: `(e, m)`.
    #[inline(always)]
    #[must_use]
    pub fn exponent_and_mantissa(self) -> (Self, Self) {
        let half = |bits: v128| {
            let offset = i32x4_splat(SQRT_HALF_BITS as i32);
            let bits = i32x4_sub(bits, offset);
            let mantissa = i32x4_add(v128_and(bits, i32x4_splat(0x007F_FFFF)), offset);
            (f32x4_convert_i32x4(i32x4_shr(bits, 23)), mantissa)
        };
        let (low, high) = (half(self.0), half(self.1));
        (Self(low.0, high.0), Self(low.1, high.1))
    }

    /// Sum of the lanes, the halves first: `((0+4)+(2+6)) + ((1+5)+(3+7))`.
    #[inline(always)]
    #[must_use]
    pub fn sum(self) -> f32 {
        let four = f32x4_add(self.0, self.1);
        let two = f32x4_add(four, i32x4_shuffle::<2, 3, 0, 1>(four, four));
        f32x4_extract_lane::<0>(two) + f32x4_extract_lane::<1>(two)
    }

    /// Copies four numbers within a slice, and says whether any of them is not a zero.
    #[inline(always)]
    pub fn move_four(values: &mut [f32], from: usize, to: usize) -> bool {
        let without_sign = i32x4_splat(i32::MAX);
        let four = values[from..from + 4].as_ptr();
        let place = values[to..to + 4].as_mut_ptr();
        #[expect(unsafe_code, reason = "a vector is loaded from memory and stored there")]
        // SAFETY: both places were checked to hold four f32; the load is over when the store begins.
        unsafe {
            let four = v128_load(four.cast());
            v128_store(place.cast(), four);
            v128_any_true(v128_and(four, without_sign))
        }
    }

    /// Writes four rows of four numbers as four columns, `stride` apart.
    #[inline(always)]
    pub fn transpose_4x4(rows: [&[f32]; 4], columns: &mut [f32], stride: usize) {
        let rows = rows.map(|row| &row[..4]);
        let columns = &mut columns[..3 * stride + 4];
        let start = columns.as_mut_ptr();
        #[expect(unsafe_code, reason = "vectors are loaded from memory and stored there")]
        // SAFETY: every row holds four f32, and the last column ends where the checked slice does.
        unsafe {
            let [a, b, c, d] = rows.map(|row| v128_load(row.as_ptr().cast()));
            let (ab_low, ab_high) = (i32x4_shuffle::<0, 4, 1, 5>(a, b), i32x4_shuffle::<2, 6, 3, 7>(a, b));
            let (cd_low, cd_high) = (i32x4_shuffle::<0, 4, 1, 5>(c, d), i32x4_shuffle::<2, 6, 3, 7>(c, d));
            v128_store(start.cast(), i32x4_shuffle::<0, 1, 4, 5>(ab_low, cd_low));
            v128_store(start.add(stride).cast(), i32x4_shuffle::<2, 3, 6, 7>(ab_low, cd_low));
            v128_store(start.add(2 * stride).cast(), i32x4_shuffle::<0, 1, 4, 5>(ab_high, cd_high));
            v128_store(start.add(3 * stride).cast(), i32x4_shuffle::<2, 3, 6, 7>(ab_high, cd_high));
        }
    }
}

impl Mask {
    /// Returns whether any lane is true.
    #[inline(always)]
    #[must_use]
    pub fn any(self) -> bool {
        v128_any_true(v128_or(self.0, self.1))
    }

    /// Lanes of `yes` where true, of `no` elsewhere.
    #[inline(always)]
    #[must_use]
    pub fn choose(self, yes: F32x8, no: F32x8) -> F32x8 {
        F32x8(v128_bitselect(yes.0, no.0, self.0), v128_bitselect(yes.1, no.1, self.1))
    }
}
