//! Tests of our kernel and the selected one against plain sums, on hundreds of shapes, strides and factors.

use super::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

type Product = fn(f32, &ArrayView2<f32>, &ArrayView2<f32>, f32, &mut ArrayViewMut2<f32>);

/// Returns the rounding error of a sum of p products of numbers below 1 in magnitude: a partial sum is at most p, so
/// that each of the p steps rounds by at most p·2⁻²⁴; with random signs √p·p·2⁻²⁴ is never reached; factors double it.
fn tolerance(p: usize) -> f64 {
    let p = p.max(4) as f64;
    2.0 * p * p.sqrt() * 2.0_f64.powi(-24)
}

fn random(rng: &mut ChaCha8Rng, dim: (usize, usize)) -> Array2<f32> {
    Array2::from_shape_fn(dim, |_| rng.random_range(-1.0..1.0))
}

fn reference(factor: f32, a: &ArrayView2<f32>, b: &ArrayView2<f32>, keep: f32, c: &ArrayView2<f32>) -> Array2<f64> {
    Array2::from_shape_fn(c.dim(), |(i, j)| {
        let sum: f64 = (0..a.ncols()).map(|l| f64::from(a[[i, l]]) * f64::from(b[[l, j]])).sum();
        let kept = if keep == 0.0 { 0.0 } else { f64::from(keep) * f64::from(c[[i, j]]) };
        f64::from(factor) * sum + kept
    })
}

/// Checks all four cases of transposition, and operands that are parts of larger arrays.
fn check(product: Product, (m, p, n): (usize, usize, usize), (factor, keep): (f32, f32), rng: &mut ChaCha8Rng) {
    for case in 0..5 {
        let (a_t, b_t, is_cut) = (case & 1 == 1, case & 2 == 2, case == 4);
        let room = if is_cut { 3 } else { 0 };
        let a_whole = random(rng, if a_t { (p, m) } else { (m + room, p + room) });
        let b_whole = random(rng, if b_t { (n, p) } else { (p + room, n + room) });
        let a = if a_t { a_whole.t() } else { a_whole.slice(s![room..room + m, room..room + p]) };
        let b = if b_t { b_whole.t() } else { b_whole.slice(s![room..room + p, ..n]) };
        let mut c_whole = random(rng, (m + room, n + room));
        let expected = reference(factor, &a, &b, keep, &c_whole.slice(s![..m, room..room + n]));
        product(factor, &a, &b, keep, &mut c_whole.slice_mut(s![..m, room..room + n]));
        for ((i, j), &expected) in expected.indexed_iter() {
            let got = f64::from(c_whole[[i, j + room]]);
            assert!(
                (got - expected).abs() <= tolerance(p),
                "{m}x{p}x{n} case {case}: ({i}, {j}) is {got}, not {expected}"
            );
        }
    }
}

#[test]
fn products_agree_with_plain_sums_on_hundreds_of_shapes() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 31];
    for product in [packed::product_into as Product, product_into] {
        for (step, m) in sizes.into_iter().enumerate() {
            for p in sizes {
                for n in [sizes[step], sizes[(step + 3) % 13], sizes[(step + 8) % 13]] {
                    check(product, (m, p, n), (1.0, 0.0), &mut rng);
                }
            }
        }
    }
}

#[test]
fn products_agree_beyond_a_block_and_with_factors() {
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    for product in [packed::product_into as Product, product_into] {
        for shape in [(32, 784, 100), (100, 32, 30), (33, 397, 11), (521, 5, 17), (3, 1000, 9), (515, 401, 3)] {
            for factors in [(1.0, 0.0), (-0.5, 1.0), (2.0, 0.25), (0.0, 1.0)] {
                check(product, shape, factors, &mut rng);
            }
        }
    }
}

#[test]
fn what_is_not_kept_does_not_matter() {
    let (a, b) = (Array2::<f32>::ones((5, 3)), Array2::<f32>::ones((3, 9)));
    let mut c = Array2::from_elem((5, 9), f32::NAN);
    packed::product_into(1.0, &a.view(), &b.view(), 0.0, &mut c.view_mut());
    assert!(c.iter().all(|&value| value == 3.0));
}

#[test]
fn columns_apart_in_the_result_are_served_too() {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let (a, b) = (random(&mut rng, (6, 10)), random(&mut rng, (10, 11)));
    let mut c = Array2::zeros((11, 6));
    packed::product_into(1.0, &a.view(), &b.view(), 0.0, &mut c.view_mut().reversed_axes());
    let expected = reference(1.0, &a.view(), &b.view(), 0.0, &c.t());
    assert!(expected.indexed_iter().all(|((i, j), &value)| (f64::from(c[[j, i]]) - value).abs() < tolerance(10)));
}

#[test]
fn a_gram_matrix_is_the_product_with_itself() {
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    for (n, d) in [(0, 3), (1, 1), (20, 7), (50, 64), (30, 65), (40, 131)] {
        let x = random(&mut rng, (n, d));
        let mut gram = Array2::from_elem((d, d), 0.5);
        let expected = reference(1.0, &x.t(), &x.view(), 1.0, &gram.view());
        let mut ours = gram.clone();
        add_gram(&x.view(), &mut gram);
        packed::add_lower_gram(&x.view(), &mut ours);
        assert!(ours.indexed_iter().all(|((i, j), &sum)| i < j || (sum - gram[[i, j]]).abs() <= tolerance(n) as f32));
        for ((i, j), &value) in expected.indexed_iter() {
            assert!((f64::from(gram[[i, j]]) - value).abs() <= tolerance(n), "{n}x{d}: ({i}, {j})");
            assert_eq!(gram[[i, j]], gram[[j, i]]);
        }
    }
}

#[test]
fn the_register_loop_really_multiplies_and_adds() {
    let (flops, sum) = register_peak(10);
    assert_eq!(flops, (10 * 6 * 8 * 2) as f64);
    // x ← 0.9999·x + 0.0001 stays at 1.
    assert!((sum - 48.0).abs() < 1e-2, "{sum}");
}

/// Returns rows with the given percentage of non-zero numbers, in runs like pen strokes.
fn mostly_black(rng: &mut ChaCha8Rng, (m, p): (usize, usize), percent: usize) -> Array2<f32> {
    let mut is_ink = false;
    Array2::from_shape_simple_fn((m, p), || {
        if rng.random_range(0..4) == 0 {
            is_ink = rng.random_range(0..100) < percent;
        }
        if is_ink { rng.random_range(-1.0..1.0) } else { 0.0 }
    })
}

#[test]
fn zeros_that_are_left_out_change_nothing() {
    let mut rng = ChaCha8Rng::seed_from_u64(9);
    for shape @ (m, p, n) in [(4, 16, 8), (32, 784, 100), (784, 32, 100), (5, 401, 17), (515, 9, 3)] {
        for percent in [0, 3, 20, 60] {
            for (factor, keep) in [(1.0, 0.0), (-0.5, 1.0), (2.0, 0.25)] {
                let (a, b) = (mostly_black(&mut rng, (m, p), percent), random(&mut rng, (p, n)));
                let mut c = random(&mut rng, (m, n));
                let expected = reference(factor, &a.view(), &b.view(), keep, &c.view());
                // Dense rows omit nothing; tiles below the first four rows are independent of those.
                let top = s![..4.min(m), ..];
                let mut among = random(&mut rng, (4 + 64, p));
                among.slice_mut(s![..4, ..]).assign(&a.slice(top));
                let mut dense = random(&mut rng, (4 + 64, n));
                dense.slice_mut(s![..4, ..]).assign(&c.slice(top));
                packed::product_into(factor, &among.view(), &b.view(), keep, &mut dense.view_mut());
                packed::product_into(factor, &a.view(), &b.view(), keep, &mut c.view_mut());
                assert_eq!(c.slice(top), dense.slice(s![..4, ..]), "{shape:?}, {percent} %");
                let worst = expected.iter().zip(&c).map(|(e, c)| (e - f64::from(*c)).abs()).fold(0.0, f64::max);
                assert!(worst <= tolerance(p), "{shape:?}, {percent} %: off by {worst}");
            }
        }
    }
}

#[test]
fn of_zeros_alone_nothing_is_left_but_what_is_kept() {
    let (a, b) = (Array2::<f32>::zeros((6, 12)), Array2::<f32>::ones((12, 9)));
    for (keep, expected) in [(0.0, 0.0), (1.0, 3.0), (0.5, 1.5)] {
        let mut c = Array2::from_elem((6, 9), if keep == 0.0 { f32::NAN } else { 3.0 });
        packed::product_into(1.0, &a.view(), &b.view(), keep, &mut c.view_mut());
        assert!(c.iter().all(|&value| value == expected));
    }
}
