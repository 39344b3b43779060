//! Elementary functions in `f32`, written without branches so that the compiler turns loops over slices into SIMD.
//!
//! The standard library's `f32::exp` is a call into a scalar routine on wasm32; a batch of the lecture's network needs
//! 25,000 of them. Error bounds are those of the tests below, which compare with `f64` over dense grids.
//! Special values: NaN stays NaN, ±∞ give the limits.

/// ln 2 split in two (Cody and Waite 1980), so that `x − n·ln 2` keeps its low bits.
const LN_2_HIGH: f32 = 0.693_359_4; // 355/512: n times it is exact for |n| < 2^15
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// Adding and subtracting 1.5 · 2^23 rounds an `f32` to the nearest integer.
const ROUND_MAGIC: f32 = 12_582_912.0;
/// exp of more is above `f32::MAX`; of less, below half the smallest normal number (where it is set to zero).
const EXP_MAX: f32 = 88.722_84;
const EXP_MIN: f32 = -87.336_55;

/// `e^x`. Relative error below 2e-7; results below the smallest normal number are 0, above `f32::MAX` they are ∞.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    let bounded = x.clamp(EXP_MIN, EXP_MAX);
    let shifted = bounded * std::f32::consts::LOG2_E + ROUND_MAGIC;
    let n = shifted - ROUND_MAGIC;
    // |r| <= ln(2)/2; Taylor to r^7 leaves r^8/8! < 6e-9.
    let r = bounded - n * LN_2_HIGH - n * LN_2_LOW;
    let p = 1.0 / 5040.0;
    let p = p * r + 1.0 / 720.0;
    let p = p * r + 1.0 / 120.0;
    let p = p * r + 1.0 / 24.0;
    let p = p * r + 1.0 / 6.0;
    let p = p * r + 0.5;
    let p = p * r + 1.0;
    let p = p * r + 1.0;
    // 2^n by its exponent bits, in two halves: n = 128 alone would overflow.
    let n_bits = shifted.to_bits().wrapping_sub(ROUND_MAGIC.to_bits()) as i32;
    let half = n_bits >> 1;
    let y = p * power_of_two(half) * power_of_two(n_bits - half);
    let y = if x > EXP_MAX { f32::INFINITY } else { y };
    if x < EXP_MIN { 0.0 } else { y }
}

/// `e^x − 1`. Relative error below 4e-7, also near 0, where the subtraction would cancel.
#[inline(always)]
#[must_use]
pub fn exp_m1(x: f32) -> f32 {
    // Taylor to x^7 for |x| < 1/4 leaves x^7/8! < 2e-9 relative.
    let p = 1.0 / 5040.0;
    let p = p * x + 1.0 / 720.0;
    let p = p * x + 1.0 / 120.0;
    let p = p * x + 1.0 / 24.0;
    let p = p * x + 1.0 / 6.0;
    let p = p * x + 0.5;
    let p = p * x + 1.0;
    if x.abs() < 0.25 { p * x } else { exp(x) - 1.0 }
}

/// `ln(1 + t)` for `0 <= t <= 1`. Relative error below 3e-7.
///
/// `ln(1 + t) = 2 artanh(s)` with `s = t/(2 + t) <= 1/3`; the series to s^15 leaves 2·s^17/17 < 1e-9.
#[inline(always)]
#[must_use]
pub fn ln_1p_unit(t: f32) -> f32 {
    let s = t / (2.0 + t);
    let q = s * s;
    let p = 1.0 / 15.0;
    let p = p * q + 1.0 / 13.0;
    let p = p * q + 1.0 / 11.0;
    let p = p * q + 1.0 / 9.0;
    let p = p * q + 1.0 / 7.0;
    let p = p * q + 1.0 / 5.0;
    let p = p * q + 1.0 / 3.0;
    let p = p * q + 1.0;
    2.0 * s * p
}

/// Logistic sigmoid `1/(1 + e^−x)`. Relative error below 4e-7 where the result is a normal number.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// `ln(1 + e^x)` in its stable form `max(x, 0) + ln(1 + e^−|x|)`. Relative error below 4e-7 where normal.
#[inline(always)]
#[must_use]
pub fn softplus(x: f32) -> f32 {
    // `max` would drop a NaN; the comparison keeps it.
    let positive = if x < 0.0 { 0.0 } else { x };
    positive + ln_1p_unit(exp(-x.abs()))
}

/// Hyperbolic tangent. Relative error below 5e-7.
#[inline(always)]
#[must_use]
pub fn tanh(x: f32) -> f32 {
    // For |x| < 1/4 the odd Taylor series to x^9 leaves 2e-8 relative; beyond, (1 − e)/(1 + e) with e = e^−2|x|.
    let q = x * x;
    let p = 62.0 / 2835.0;
    let p = p * q - 17.0 / 315.0;
    let p = p * q + 2.0 / 15.0;
    let p = p * q - 1.0 / 3.0;
    let p = p * q + 1.0;
    let e = exp(-2.0 * x.abs());
    let far = ((1.0 - e) / (1.0 + e)).copysign(x);
    if x.abs() < 0.25 { p * x } else { far }
}

/// `2^n` for `−126 <= n <= 127`.
#[inline(always)]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits(((n + 127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A function, its `f64` reference, its interval, and the documented bound on the relative error.
    type Case = (&'static str, fn(f32) -> f32, fn(f64) -> f64, f64, f64, f64);

    const CASES: [Case; 6] = [
        ("exp", exp, f64::exp, -87.3, 88.7, 2e-7),
        ("exp_m1", exp_m1, f64::exp_m1, -30.0, 30.0, 4e-7),
        ("ln_1p_unit", ln_1p_unit, f64::ln_1p, 0.0, 1.0, 3e-7),
        ("sigmoid", sigmoid, |x| 1.0 / (1.0 + (-x).exp()), -86.0, 100.0, 4e-7),
        ("softplus", softplus, |x| if x > 0.0 { x + (-x).exp().ln_1p() } else { x.exp().ln_1p() }, -86.0, 100.0, 4e-7),
        ("tanh", tanh, f64::tanh, -20.0, 20.0, 5e-7),
    ];

    #[test]
    fn errors_stay_within_the_documented_bounds() {
        let mut offences = Vec::new();
        for (name, ours, reference, low, high, bound) in CASES {
            let worst = (0..=400_000)
                .map(|i| (low + (high - low) * f64::from(i) / 400_000.0) as f32)
                .map(|x| (x, relative_error(f64::from(ours(x)), reference(f64::from(x)))))
                .fold((0.0, 0.0), |worst, seen| if seen.1 > worst.1 { seen } else { worst });
            if worst.1 > bound {
                offences.push(format!("{name}({}) is off by {:.2e}, bound {bound:.0e}", worst.0, worst.1));
            }
        }
        assert!(offences.is_empty(), "{offences:#?}");
    }

    #[test]
    fn special_values_give_the_limits() {
        for (name, ours, _, _, _, _) in CASES {
            assert!(ours(f32::NAN).is_nan(), "{name}(NaN)");
        }
        assert_eq!((exp(f32::NEG_INFINITY), exp(f32::INFINITY), exp(0.0)), (0.0, f32::INFINITY, 1.0));
        assert_eq!((sigmoid(f32::NEG_INFINITY), sigmoid(f32::INFINITY)), (0.0, 1.0));
        assert_eq!((tanh(f32::NEG_INFINITY), tanh(f32::INFINITY)), (-1.0, 1.0));
        assert_eq!((softplus(f32::NEG_INFINITY), softplus(f32::INFINITY)), (0.0, f32::INFINITY));
        assert_eq!((exp_m1(f32::NEG_INFINITY), exp_m1(f32::INFINITY)), (-1.0, f32::INFINITY));
    }

    fn relative_error(got: f64, expected: f64) -> f64 {
        if expected == 0.0 { got.abs() } else { ((got - expected) / expected).abs() }
    }
}
