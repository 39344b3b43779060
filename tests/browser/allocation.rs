//! A training step allocates nothing: every allocation of the program is counted here.

use autoencoder_lab::{
    lab::{
        exchange::link,
        run::{
            selection::{Parts, Selection},
            source,
        },
    },
    learn::nn::{
        activation::Activation,
        autoencoder::Architecture,
        corruption::Corruption,
        init::Initializer,
        loss::Loss,
        optimizer::OptimizerKind,
        trainer::{BatchSource, Progress, Trainer, TrainingPlan},
    },
};
use rand::SeedableRng;
use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering},
};
use wasm_bindgen_test::wasm_bindgen_test;

struct Counting;

static N_ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static COUNTING: Counting = Counting;

#[expect(unsafe_code, reason = "the trait of allocators is unsafe")]
// SAFETY: everything is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        N_ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(place, layout) }
    }
}

/// Allocations of twenty batches, once the kernels have their room.
fn n_allocations_of_batches(loss: Loss, output: Activation, optimizer: OptimizerKind, corruption: Corruption) -> usize {
    let settings = link::parse("chapter=stacked&data=digits").settings;
    let samples = source::assemble(&settings, &[], None).expect("built in");
    let train = Parts::of(&samples, &settings).train;
    let architecture = Architecture {
        n_features: train.n_features(),
        encoder_sizes: vec![50, 10],
        hidden_activation: Activation::Selu,
        code_activation: Activation::Tanh,
        output_activation: output,
        has_bias: true,
        is_tied: false,
        bottleneck: Default::default(),
    };
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
    let autoencoder = architecture.build(Initializer::GlorotUniform, &mut rng).expect("sizes are right");
    let plan = TrainingPlan {
        loss,
        optimizer,
        learning_rate: 0.01,
        l2: 0.0,
        corruption,
        batch_size: 32,
        n_epochs: 2,
        n_epochs_a_pair: 0,
        shuffle_seed: 1,
        evaluates_training: false,
        checkpoint_epochs: Vec::new(),
    };
    let mut trainer = Trainer::new(autoencoder, plan, train.n_samples());
    while trainer.batch_progress().0 < 5 {
        trainer.advance(&train, None::<&Selection>);
    }
    let before = N_ALLOCATIONS.load(Ordering::Relaxed);
    for _ in 0..20 {
        assert_eq!(trainer.advance(&train, None::<&Selection>), Progress::Batch);
    }
    N_ALLOCATIONS.load(Ordering::Relaxed) - before
}

#[wasm_bindgen_test]
fn a_training_step_allocates_nothing() {
    for optimizer in OptimizerKind::ALL {
        for (loss, output) in [(Loss::BinaryCrossEntropy, Activation::Sigmoid), (Loss::Mse, Activation::Linear)] {
            assert_eq!(
                n_allocations_of_batches(loss, output, optimizer, Corruption::None),
                0,
                "{optimizer:?}, {loss:?}"
            );
        }
    }
    for corruption in [Corruption::Gaussian(0.1), Corruption::Dropout(0.5)] {
        let n = n_allocations_of_batches(Loss::Mse, Activation::Linear, OptimizerKind::Nadam, corruption);
        assert_eq!(n, 0, "{corruption:?}");
    }
}
