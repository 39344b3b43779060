//! Tests of the errors in ULP against `f64`, and the special values.

use super::*;

/// A function, its `f64` reference, its interval, and the documented bound in ULP.
type Case = (&'static str, fn(F32x8) -> F32x8, fn(f64) -> f64, f64, f64, f64);

const CASES: [Case; 9] = [
    ("exp", exp, f64::exp, -86.64, 88.72, 2.0),
    ("exp_m1", exp_m1, f64::exp_m1, -30.0, 88.0, 2.0),
    ("exp_m1 near 0", exp_m1, f64::exp_m1, -0.01, 0.01, 2.0),
    ("ln_1p_unit", ln_1p_unit, f64::ln_1p, 0.0, 1.0, 3.0),
    ("ln", ln, f64::ln, 1e-6, 10.0, 2.0),
    ("sigmoid", sigmoid, |x| 1.0 / (1.0 + (-x).exp()), -86.0, 100.0, 3.0),
    ("softplus", softplus, |x| if x > 0.0 { x + (-x).exp().ln_1p() } else { x.exp().ln_1p() }, -86.0, 100.0, 4.0),
    ("tanh", tanh, f64::tanh, -20.0, 20.0, 4.0),
    ("tanh near 0", tanh, f64::tanh, -0.3, 0.3, 4.0),
];

fn at(function: fn(F32x8) -> F32x8, x: f32) -> f32 {
    let mut values = [0.0; 8];
    function(F32x8::splat(x)).store(&mut values);
    values[3]
}

/// Returns the distance in units of the last place of the `f32` nearest to `expected`.
fn ulps(got: f32, expected: f64) -> f64 {
    let nearest = (expected as f32).abs().max(f32::MIN_POSITIVE);
    let ulp = f64::from(f32::from_bits(nearest.to_bits() + 1)) - f64::from(nearest);
    (f64::from(got) - expected).abs() / ulp
}

#[test]
fn errors_stay_within_the_documented_bounds() {
    let mut offences = Vec::new();
    for (name, ours, reference, low, high, bound) in CASES {
        let worst = (0..=400_000)
            .map(|i| (low + (high - low) * f64::from(i) / 400_000.0) as f32)
            .map(|x| (x, ulps(at(ours, x), reference(f64::from(x)))))
            .fold((0.0, 0.0), |worst, seen| if seen.1 > worst.1 { seen } else { worst });
        if worst.1 > bound {
            offences.push(format!("{name}({}) is off by {:.2} ULP, bound {bound}", worst.0, worst.1));
        }
    }
    assert!(offences.is_empty(), "{offences:#?}");
}

#[test]
fn logarithms_of_every_magnitude_stay_within_the_bound() {
    for bits in (1..0x7F80_0000_u32).step_by(4_099) {
        let x = f32::from_bits(bits);
        let error = ulps(at(ln, x), f64::from(x).ln());
        assert!(error <= 2.0, "ln({x:e}) is off by {error:.2} ULP");
    }
}

#[test]
fn special_values_give_the_limits() {
    for (name, ours, ..) in CASES {
        assert!(at(ours, f32::NAN).is_nan(), "{name}(NaN)");
    }
    let (down, up) = (f32::NEG_INFINITY, f32::INFINITY);
    assert_eq!((at(exp, down), at(exp, up), at(exp, 0.0)), (0.0, up, 1.0));
    assert_eq!((at(exp_m1, down), at(exp_m1, up), at(exp_m1, 0.0)), (-1.0, up, 0.0));
    assert_eq!((at(ln, 0.0), at(ln, -0.0), at(ln, up), at(ln, 1.0)), (down, down, up, 0.0));
    assert!(at(ln, -1.0).is_nan() && at(ln, down).is_nan() && at(ln, -f32::MIN_POSITIVE).is_nan());
    assert_eq!((at(sigmoid, down), at(sigmoid, up), at(sigmoid, 0.0)), (0.0, 1.0, 0.5));
    assert_eq!((at(tanh, down), at(tanh, up), at(tanh, 0.0)), (-1.0, 1.0, 0.0));
    assert_eq!((at(softplus, down), at(softplus, up)), (0.0, up));
}

#[test]
fn denormal_arguments_are_numbers_like_others() {
    let tiny = f32::from_bits(1);
    assert_eq!((at(exp, tiny), at(exp, -tiny)), (1.0, 1.0));
    assert_eq!(at(sigmoid, tiny), 0.5);
    assert!(ulps(at(ln, tiny), f64::from(tiny).ln()) <= 2.0);
    assert!(at(exp_m1, tiny).abs() <= f32::MIN_POSITIVE && at(tanh, tiny).abs() <= f32::MIN_POSITIVE);
}

#[test]
fn slices_of_any_length_are_treated_value_by_value() {
    for len in [0, 1, 7, 8, 9, 31] {
        let mut values: Vec<f32> = (0..len).map(|i| i as f32 / 7.0 - 2.0).collect();
        let expected: Vec<f32> = values.iter().map(|&x| at(tanh, x)).collect();
        tanh_slice(&mut values);
        assert_eq!(values, expected);
    }
}
