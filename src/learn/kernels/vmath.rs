//! Elementary functions in `f32`, eight at a time, and over slices.
//!
//! The standard library's `f32::exp` is a call into a scalar routine on wasm32; a batch of the lecture's network needs
//! 25,000 of them. The polynomials are our own Chebyshev fits; range reduction follows Cody and Waite (1980). Errors
//! are given in ULP (units in the last place of the correctly rounded result); the tests compare with `f64` over dense
//! grids, for the plain build and for fused multiply-adds alike. NaN stays NaN, ±∞ give the limits, and denormal
//! arguments are handled correctly.

use super::lanes::F32x8;

/// ln 2 split into two parts, so that `x − n·ln 2` keeps its low bits.
const LN_2_HIGH: f32 = 0.693_359_4; // 355/512: exact times n for |n| < 2^15
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// The constant 1.5·2^23: adding and subtracting it rounds an `f32` to the nearest integer.
const ROUND_MAGIC: f32 = 12_582_912.0;
/// The upper bound of the argument: beyond it exp exceeds `f32::MAX`.
const EXP_MAX: f32 = 88.722_84;
/// The lower bound of the argument: below it exp is set to 0, as it is below 2^−125, twice the smallest normal number.
const EXP_MIN: f32 = -86.64;
/// √½ as bits: the lower end of mantissas, so that logarithms of numbers near 1 are near 0.
pub(crate) const SQRT_HALF_BITS: u32 = 0x3F35_04F3;

/// Returns `n` and `e^r − 1` with `x = n·ln 2 + r`, `|r| <= ln(2)/2`; `n` still has [`ROUND_MAGIC`] added.
#[inline(always)]
fn reduce(x: F32x8) -> (F32x8, F32x8) {
    let shifted = x.mul_add(F32x8::splat(std::f32::consts::LOG2_E), F32x8::splat(ROUND_MAGIC));
    let n = shifted - ROUND_MAGIC;
    let r = n.mul_add(F32x8::splat(-LN_2_LOW), n.mul_add(F32x8::splat(-LN_2_HIGH), x));
    // e^r = 1 + r + r²·g(r); g of degree 4 leaves an error of 8e-9.
    let g = polynomial(r, [0.001_392_625, 0.008_363_233, 0.041_666_552, 0.166_665_76, 0.5]);
    (shifted, (r * r).mul_add(g, r))
}

/// Computes `e^x` within 2 ULP. Below 2^−125 the result is 0, above `f32::MAX` it is ∞.
#[inline(always)]
#[must_use]
pub fn exp(x: F32x8) -> F32x8 {
    let (shifted, q) = reduce(x.clamp(EXP_MIN, EXP_MAX));
    // Half of 2^n, then doubled, because n may be 128.
    let y = (q + 1.0) * (shifted - 1.0).power_of_two_of_shifted() * 2.0;
    let y = F32x8::splat(EXP_MAX).is_below(x).choose(F32x8::splat(f32::INFINITY), y);
    x.is_below(F32x8::splat(EXP_MIN)).choose(F32x8::splat(0.0), y)
}

/// Computes `e^x` for `x <= 0` within 2 ULP, without the steps for other arguments. Below −86.64 it stays at 2^−125.
#[inline(always)]
#[must_use]
pub(crate) fn exp_of_nonpositive(x: F32x8) -> F32x8 {
    let (shifted, q) = reduce(x.at_least(EXP_MIN));
    let scale = shifted.power_of_two_of_shifted();
    scale.mul_add(q, scale)
}

/// Computes `e^x − 1` within 2 ULP, also near 0, where the subtraction would cancel. Above `2^127` the result is ∞.
#[inline(always)]
#[must_use]
pub fn exp_m1(x: F32x8) -> F32x8 {
    /// Below this e^x − 1 is −1 to the last bit; above `HIGH` 2^n would leave its range.
    const LOW: f32 = -20.0;
    const HIGH: f32 = 88.029_69;
    let (shifted, q) = reduce(x.clamp(LOW, HIGH));
    // 2^n·(1 + q) − 1, summed so that nothing cancels for n = 0.
    let scale = shifted.power_of_two_of_shifted();
    let y = scale.mul_add(q, scale - 1.0);
    F32x8::splat(HIGH).is_below(x).choose(F32x8::splat(f32::INFINITY), y)
}

/// Computes `2·artanh(s)` for `s² <= 1/9`.
#[inline(always)]
pub(crate) fn twice_artanh(s: F32x8) -> F32x8 {
    let square = s * s;
    // artanh(s) = s + s³·h(s²); h of degree 3 leaves an error of 2e-8.
    let h = polynomial(square, [0.134_257_5, 0.141_183_1, 0.200_037_8, 0.333_333_2]);
    let twice = s + s;
    (twice * square).mul_add(h, twice)
}

/// Computes `ln(1 + t)` for `0 <= t <= 1` within 3 ULP.
#[inline(always)]
#[must_use]
pub fn ln_1p_unit(t: F32x8) -> F32x8 {
    twice_artanh(t / (t + 2.0))
}

/// Computes the natural logarithm within 2 ULP; −∞ for 0, NaN for negative numbers.
#[inline(always)]
#[must_use]
pub fn ln(x: F32x8) -> F32x8 {
    /// The factor that makes every denormal number a normal one.
    const LIFT: f32 = 16_777_216.0; // 2^24
    let is_tiny = x.is_below(F32x8::splat(f32::MIN_POSITIVE));
    let normal = is_tiny.choose(x * LIFT, x);
    let (exponent, mantissa) = normal.exponent_and_mantissa();
    let n = is_tiny.choose(exponent - 24.0, exponent);
    let f = mantissa - 1.0;
    let s = f / (mantissa + 1.0);
    // ln(1 + f) = 2·artanh(s) = f − s·(f − 2·s²·h), where the leading term is exact.
    let square = s * s;
    let h = polynomial(square, [0.147_902, 0.199_943_86, 0.333_333_43]);
    let small = (f - square * 2.0 * h) * -s;
    let y = n.mul_add(F32x8::splat(LN_2_HIGH), f + n.mul_add(F32x8::splat(LN_2_LOW), small));
    // ∞ and NaN are returned as they are; then follow zeros (all below the smallest positive number) and negative
    // numbers.
    let y = x.is_below(F32x8::splat(f32::INFINITY)).choose(y, x);
    let y = x.is_below(F32x8::splat(f32::from_bits(1))).choose(F32x8::splat(f32::NEG_INFINITY), y);
    x.is_below(F32x8::splat(0.0)).choose(F32x8::splat(f32::NAN), y)
}

/// Computes the logistic sigmoid `1/(1 + e^−x)` within 3 ULP; 0 below −88.7.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: F32x8) -> F32x8 {
    F32x8::splat(1.0) / (exp(-x) + 1.0)
}

/// Computes `ln(1 + e^x)` in its stable form `max(x, 0) + ln(1 + e^−|x|)`, within 4 ULP above `2^−125`.
#[inline(always)]
#[must_use]
pub fn softplus(x: F32x8) -> F32x8 {
    positive_part(x) + ln_1p_unit(exp(x.neg_abs()))
}

/// Computes `max(x, 0)`; NaN stays NaN.
#[inline(always)]
#[must_use]
pub fn positive_part(x: F32x8) -> F32x8 {
    x.is_below(F32x8::splat(0.0)).choose(F32x8::splat(0.0), x)
}

/// Computes the hyperbolic tangent within 4 ULP: `−m/(m + 2)` with `m = e^−2|x| − 1`, and the sign of x.
#[inline(always)]
#[must_use]
pub fn tanh(x: F32x8) -> F32x8 {
    let m = exp_m1(x.neg_abs() * 2.0);
    (-m / (m + 2.0)).copysign(x)
}

/// Evaluates a polynomial by Horner's rule, highest coefficient first.
#[inline(always)]
fn polynomial<const N: usize>(x: F32x8, coefficients: [f32; N]) -> F32x8 {
    let (first, others) = (coefficients[0], &coefficients[1..]);
    others.iter().fold(F32x8::splat(first), |sum, &coefficient| sum.mul_add(x, F32x8::splat(coefficient)))
}

macro_rules! over_slices {
    ($($slice:ident $function:ident),* $(,)?) => {$(
        #[doc = concat!("Replaces every `x` by [`", stringify!($function), "`]`(x)`.")]
        pub fn $slice(values: &mut [f32]) {
            F32x8::map_slice(values, $function);
        }
    )*};
}

over_slices!(exp_slice exp, exp_m1_slice exp_m1, ln_slice ln, sigmoid_slice sigmoid, softplus_slice softplus, tanh_slice tanh);

#[cfg(test)]
mod tests;
