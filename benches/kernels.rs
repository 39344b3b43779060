//! Native timings of the page's most expensive operations: `cargo bench --bench kernels`. They are informative only;
//! the page's own figures come from its speed panel (`benches/peers`).

use autoencoder_lab::learn::{
    kernels::{
        gemm::{packed, product_into},
        vmath,
    },
    linalg::pca::PcaBuilder,
    measures::neighbors::leave_one_out_accuracy,
    nn::{
        activation::Activation,
        autoencoder::Architecture,
        init::Initializer,
        loss::Loss,
        optimizer::{Optimizer, OptimizerKind},
    },
};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ndarray::{Array2, s};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;

const BATCH: usize = 32;
/// The products of the lecture's network: rows, steps of the sum, columns.
const SHAPES: [(usize, usize, usize); 4] = [(BATCH, 784, 100), (BATCH, 100, 30), (BATCH, 100, 784), (784, BATCH, 100)];

fn random((m, n): (usize, usize)) -> Array2<f32> {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    Array2::from_shape_simple_fn((m, n), || rng.random::<f32>())
}

fn products(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("product");
    for (m, p, n) in SHAPES {
        let (a, b, mut c) = (random((m, p)), random((p, n)), Array2::zeros((m, n)));
        group.throughput(Throughput::Elements((2 * m * p * n) as u64));
        let name = format!("{m}x{p}x{n}");
        group.bench_with_input(BenchmarkId::new("chosen", &name), &(), |bencher, ()| {
            bencher.iter(|| product_into(1.0, &a.view(), &b.view(), 0.0, &mut c.view_mut()));
        });
        group.bench_with_input(BenchmarkId::new("packed", &name), &(), |bencher, ()| {
            bencher.iter(|| packed::product_into(1.0, &a.view(), &b.view(), 0.0, &mut c.view_mut()));
        });
    }
    group.finish();
}

fn elementary_functions(criterion: &mut Criterion) {
    let values = random((BATCH, 784)).into_raw_vec_and_offset().0;
    let mut group = criterion.benchmark_group("25,088 numbers");
    group.throughput(Throughput::Elements(values.len() as u64));
    let functions = [
        ("exp", vmath::exp_slice as fn(&mut [f32])),
        ("ln", vmath::ln_slice),
        ("tanh", vmath::tanh_slice),
        ("sigmoid", vmath::sigmoid_slice),
    ];
    for (name, function) in functions {
        let mut scratch = values.clone();
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                scratch.copy_from_slice(&values);
                function(black_box(&mut scratch));
            });
        });
    }
    group.finish();
}

fn training_step(criterion: &mut Criterion) {
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
    let mut autoencoder = architecture.build(Initializer::GlorotUniform, &mut rng).expect("sizes are right");
    let samples = random((BATCH, 784));
    let mut group = criterion.benchmark_group("training step, batch of 32");
    group.throughput(Throughput::Elements(BATCH as u64));
    for (name, kind, rate) in [("SGD", OptimizerKind::Sgd, 0.1), ("Adam", OptimizerKind::Adam, 1e-3)] {
        let mut optimizer = Optimizer::new(kind, rate, 0.0, autoencoder.network());
        let mut workspace = autoencoder.network().workspace(BATCH);
        let network = autoencoder.network_mut();
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let rows = samples.view();
                black_box(network.loss(&rows, &rows, Loss::BinaryCrossEntropy, &mut workspace));
                optimizer.step(network, &rows, &mut workspace);
            });
        });
    }
    group.finish();
}

fn principal_components(criterion: &mut Criterion) {
    let samples = random((4096, 784));
    let mut builder = PcaBuilder::new(784);
    builder.add_to_mean(&samples.view());
    let mut group = criterion.benchmark_group("PCA of 4,096 x 784");
    group.sample_size(10);
    group.bench_function("covariance", |bencher| {
        bencher.iter(|| {
            let mut builder = builder.clone();
            for from in (0..4096).step_by(512) {
                builder.add_to_covariance(&samples.slice(s![from..from + 512, ..]));
            }
            builder
        });
    });
    builder.add_to_covariance(&samples.view());
    group.bench_function("first 2 components", |bencher| bencher.iter(|| builder.clone().finish_first(2)));
    group.bench_function("all components", |bencher| bencher.iter(|| builder.clone().finish()));
    group.finish();
}

fn neighbours(criterion: &mut Criterion) {
    let labels: Vec<u8> = (0..10_000).map(|i| (i % 10) as u8).collect();
    let mut group = criterion.benchmark_group("10-nearest neighbours of 10,000");
    group.sample_size(10);
    for n_features in [2, 30] {
        let points = random((10_000, n_features));
        group.bench_function(format!("{n_features} features"), |bencher| {
            bencher.iter(|| leave_one_out_accuracy(&points.view(), &labels, 10));
        });
    }
    group.finish();
}

criterion_group!(kernels, products, elementary_functions, training_step, principal_components, neighbours);
criterion_main!(kernels);
