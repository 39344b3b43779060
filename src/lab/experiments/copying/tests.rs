//! What the chapter claims: narrow codes let through what looks like the data, wide ones copy what they were trained on.

use super::*;

fn trained(seed: u64) -> Copying {
    let mut copying = Copying::new(seed).expect("the digits are built in");
    while !copying.is_over() {
        copying.advance();
    }
    copying
}

/// Mean squared errors over all images kept apart, of each kind.
fn mean_mse(copying: &Copying, reconstruct: impl Fn(&ArrayView2<f32>) -> Array2<f32>) -> [f64; 3] {
    copying.inputs.held_out.each_ref().map(|images| mse(&images.view(), &reconstruct(&images.view()).view()))
}

#[test]
fn a_narrow_exact_code_prefers_digits_and_a_wide_one_copies_everything() {
    let copying = Copying::new(1).expect("the digits are built in");
    let info = copying.info();
    assert_eq!((info.n_train, info.n_held_out), (1500, 297));
    let [digit, upside_down, noise] = &info.exact_mse;
    assert_eq!(digit.len(), MAX_CODE + 1);
    for k in 1..N_FEATURES {
        assert!(digit[k] <= digit[k - 1] && noise[k] <= noise[k - 1], "errors fall with the size: {k}");
        assert!(digit[k] < upside_down[k] && upside_down[k] < noise[k], "digits pass best, noise worst: {k}");
    }
    for mse in &info.exact_mse {
        assert!(mse[N_FEATURES - 1] >= 0.0 && mse[N_FEATURES..].iter().all(|&mse| mse == 0.0));
    }
    // The curve and the codes themselves agree.
    for code_size in [1, 8, 30, 64, 80] {
        let exact = |images: &ArrayView2<f32>| copying.pca.reconstruct(images, code_size.min(N_FEATURES));
        for (kind, mse) in mean_mse(&copying, exact).into_iter().enumerate() {
            // f32 images: an error below 1e-12 is rounding of pixels.
            assert!((mse - info.exact_mse[kind][code_size]).abs() < 1e-6 * mse + 1e-12, "{code_size}, {kind}: {mse}");
        }
    }
}

#[test]
fn a_wide_code_copies_only_what_it_was_trained_on() {
    for seed in [1, 2, 3] {
        let copying = trained(seed);
        let mean_image = copying.info().exact_mse.map(|by_size| by_size[0]);
        let [digits_only, both] =
            copying.wide.each_ref().map(|code| mean_mse(&copying, |images| code.reconstruct(images)));
        assert!(digits_only[0] < 0.01 * mean_image[0], "seed {seed}: it copies digits: {digits_only:?}");
        assert!(digits_only[2] > 0.5 * mean_image[2], "seed {seed}: and fails on noise: {digits_only:?}");
        assert!(digits_only[0] < digits_only[1] && digits_only[1] < digits_only[2], "seed {seed}: {digits_only:?}");
        for mse in both {
            assert!(mse < 1e-6, "seed {seed}: trained on noise too, it copies all: {both:?}");
        }
    }
}

#[test]
fn no_variance_no_gradient() {
    // Three pixels are empty in every digit trained on: along them neither the encoder's weights nor what it makes of them move.
    let mut copying = Copying::new(5).expect("the digits are built in");
    let empty: Vec<usize> =
        (0..N_FEATURES).filter(|&j| copying.inputs.train_digits.column(j).iter().all(|&x| x == 0.0)).collect();
    assert_eq!(empty.len(), 3);
    let weights_of = |copying: &Copying, code: usize| {
        let encoder = &copying.wide[code].trainer.autoencoder().encoder()[0].weights;
        empty.iter().flat_map(|&j| encoder.row(j).to_vec()).collect::<Vec<f32>>()
    };
    let before = [weights_of(&copying, 0), weights_of(&copying, 1)];
    while !copying.is_over() {
        copying.advance();
    }
    assert_eq!(weights_of(&copying, 0), before[0], "digits alone leave them as they were drawn");
    assert_ne!(weights_of(&copying, 1), before[1], "noise moves them");
}

#[test]
fn what_is_looked_at_counts_round() {
    let copying = Copying::new(1).expect("the digits are built in");
    let at =
        |digit_idx: usize, noise_idx: usize| copying.snapshot(CopyProbe { code_size: 10, digit_idx, noise_idx }).given;
    assert_eq!(at(0, 0), at(297, 594));
    assert_ne!(at(0, 0), at(1, 0));
    let given = at(3, 2);
    let turned: Vec<u8> = given[..N_FEATURES].iter().rev().copied().collect();
    assert_eq!(turned, given[N_FEATURES..2 * N_FEATURES]);
    let (n_done, n_all) = copying.sample_progress();
    assert_eq!((n_done, n_all), (0, (1500 + 3000) * 60));
}
