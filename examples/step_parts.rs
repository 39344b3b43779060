//! The parts of a training step of the lecture's network at batch 32, one by one, timed by `benches/step.mjs` in a
//! browser.
//!
//! On wasm32 it compiles to a library of one function; natively it does nothing, and `cargo bench --bench kernels`
//! times the same parts.

#[cfg(target_arch = "wasm32")]
mod parts {
    use autoencoder_lab::{
        data::Dataset,
        lab::run::selection::Selection,
        learn::{
            kernels::gemm::packed,
            nn::{
                activation::Activation,
                autoencoder::{Architecture, Autoencoder},
                init::Initializer,
                loss::Loss,
                trainer::BatchSource,
            },
        },
    };
    use ndarray::{Array2, ArrayView2, ArrayViewMut2, linalg::general_mat_mul};
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;
    use std::rc::Rc;

    const BATCH: usize = 32;
    const LAYERS: [(usize, usize); 4] = [(784, 100), (100, 30), (30, 100), (100, 784)];

    fn matrix(rows: usize, columns: usize) -> Array2<f32> {
        Array2::from_shape_fn((rows, columns), |(i, j)| ((i * 31 + j * 17) % 64) as f32 / 64.0 - 0.5)
    }

    fn multiply(is_ours: bool, a: &ArrayView2<f32>, b: &ArrayView2<f32>, c: &mut ArrayViewMut2<f32>) {
        if is_ours { packed::product_into(1.0, a, b, 0.0, c) } else { general_mat_mul(1.0, a, b, 0.0, c) }
    }

    fn autoencoder() -> Autoencoder {
        let architecture = Architecture {
            n_features: 784,
            encoder_sizes: vec![100, 30],
            hidden_activation: Activation::Selu,
            code_activation: Activation::Selu,
            output_activation: Activation::Sigmoid,
            has_bias: true,
            is_tied: false,
            bottleneck: Default::default(),
        };
        let mut rng = ChaCha8Rng::seed_from_u64(42);
        architecture.build(Initializer::GlorotUniform, &mut rng).expect("sizes are right")
    }

    /// Computes `X·W` of all layers, `Xᵀ·dZ` of all, or `dZ·Wᵀ` of all but the first; returns a number of the last
    /// result.
    fn products(part: u32, is_ours: bool, n_rounds: u32) -> f32 {
        let inputs = LAYERS.map(|(n_in, _)| matrix(BATCH, n_in));
        let d_outputs = LAYERS.map(|(_, n_out)| matrix(BATCH, n_out));
        let weights = LAYERS.map(|(n_in, n_out)| matrix(n_in, n_out));
        let mut forward = LAYERS.map(|(_, n_out)| Array2::zeros((BATCH, n_out)));
        let mut d_weights = LAYERS.map(|(n_in, n_out)| Array2::zeros((n_in, n_out)));
        let mut d_inputs = LAYERS.map(|(n_in, _)| Array2::zeros((BATCH, n_in)));
        for _ in 0..n_rounds {
            for i in 0..LAYERS.len() {
                match part {
                    0 => multiply(is_ours, &inputs[i].view(), &weights[i].view(), &mut forward[i].view_mut()),
                    1 => multiply(is_ours, &inputs[i].t(), &d_outputs[i].view(), &mut d_weights[i].view_mut()),
                    _ if i > 0 => multiply(is_ours, &d_outputs[i].view(), &weights[i].t(), &mut d_inputs[i].view_mut()),
                    _ => {}
                }
            }
        }
        forward[3][[0, 0]] + d_weights[3][[0, 0]] + d_inputs[3][[0, 0]]
    }

    fn cross_entropy(n_rounds: u32) -> f32 {
        let (z, x) = (matrix(BATCH, 784), matrix(BATCH, 784).mapv(|x| x + 0.5));
        let mut work = z.clone();
        let mut sum = 0.0;
        for _ in 0..n_rounds {
            work.assign(&z);
            let (work, x) = (work.as_slice_mut().expect("rows"), x.as_slice().expect("rows"));
            sum += Loss::BinaryCrossEntropy.value_and_gradient(Activation::Sigmoid, work, x);
        }
        sum as f32
    }

    fn activations(n_rounds: u32) -> f32 {
        let before = [100, 30, 100].map(|units| matrix(BATCH, units));
        let mut values = before.clone();
        let mut gradients = before.clone();
        for _ in 0..n_rounds {
            for i in 0..3 {
                values[i].assign(&before[i]);
                gradients[i].assign(&before[i]);
                let (values, gradients) =
                    (values[i].as_slice_mut().expect("rows"), gradients[i].as_slice_mut().expect("rows"));
                Activation::Selu.apply(values);
                Activation::Selu.backward(values, gradients);
            }
        }
        values[0][[0, 0]] + gradients[2][[0, 0]]
    }

    fn filling(n_rounds: u32) -> f32 {
        let pixels = (0..1000 * 784).map(|i| (i % 251) as u8).collect();
        let dataset = Dataset::from_pixels(pixels, u8::MAX, 28, 28);
        let selection = Selection::new(Rc::new(dataset), (0..1000).collect(), None);
        let mut rows = Array2::zeros((BATCH, 784));
        for round in 0..n_rounds {
            let positions: [u32; BATCH] = std::array::from_fn(|i| (i as u32 * 29 + round) % 1000);
            selection.fill(&positions, &mut rows.view_mut());
        }
        rows[[0, 0]]
    }

    /// Returns images of rings in a stroke's width, each with its own size and position: a fifth is ink, as in MNIST.
    fn strokes() -> Array2<f32> {
        Array2::from_shape_fn((BATCH, 784), |(i, pixel)| {
            let (row, column) = ((pixel / 28) as f32, (pixel % 28) as f32);
            let centre = (13.5 + (i % 3) as f32 - 1.0, 13.5 + (i % 5) as f32 - 2.0);
            let radius = 5.5 + (i % 7) as f32 * 0.6;
            let distance = (row - centre.0).hypot(column - centre.1);
            (1.9 - (distance - radius).abs()).clamp(0.0, 1.0)
        })
    }

    fn step(samples: &Array2<f32>, n_rounds: u32) -> f32 {
        let mut autoencoder = autoencoder();
        let mut workspace = autoencoder.network().workspace(BATCH);
        let rows = samples.view();
        let network = autoencoder.network_mut();
        let mut sum = 0.0;
        for _ in 0..n_rounds {
            sum += network.loss(&rows, &rows, Loss::BinaryCrossEntropy, &mut workspace);
            network.descend(&rows, 0.01, &mut workspace);
        }
        sum as f32
    }

    /// Runs one part the given number of times and returns a number of its result, so that it is not optimised away.
    ///
    /// 0 forward products, 1 weight gradients, 2 input gradients (`kernel` 0 ours, 1 ndarray's); 3 cross-entropy with
    /// its gradient, 4 SELU with its gradient, 5 filling a batch from bytes, 6 the whole step (without 5), 7 the same
    /// with four fifths of the pixels black.
    #[expect(unsafe_code, unreachable_pub, reason = "a function that the script calls by its name")]
    // SAFETY: no other function of this program has that name.
    #[unsafe(no_mangle)]
    pub extern "C" fn part(part: u32, kernel: u32, n_rounds: u32) -> f32 {
        match part {
            0..=2 => products(part, kernel == 0, n_rounds),
            3 => cross_entropy(n_rounds),
            4 => activations(n_rounds),
            5 => filling(n_rounds),
            6 => step(&matrix(BATCH, 784).mapv(|x| x + 0.5), n_rounds),
            _ => step(&strokes(), n_rounds),
        }
    }
}

fn main() {}
