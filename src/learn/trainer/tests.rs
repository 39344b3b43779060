//! A trainer on a tiny set: history, checkpoints, budgets, divergence.

use super::*;
use crate::{
    activation::Activation, autoencoder::Architecture, corruption::Corruption, init::Initializer, loss::Loss,
    optimizer::OptimizerKind,
};
use ndarray::ArrayViewMut2;

/// Samples `(i, −i, 1)`: enough for a run to have something to do.
struct Ramp(usize);

impl BatchSource for Ramp {
    fn n_samples(&self) -> usize {
        self.0
    }

    fn n_features(&self) -> usize {
        3
    }

    fn fill(&self, sample_idxs: &[u32], rows: &mut ArrayViewMut2<f32>) {
        for (&i, mut row) in sample_idxs.iter().zip(rows.rows_mut()) {
            row.assign(&ndarray::array![i as f32 / 10.0, -(i as f32) / 10.0, 1.0]);
        }
    }
}

fn trainer(n_epochs: usize, learning_rate: f64) -> Trainer {
    let architecture = Architecture {
        n_features: 3,
        encoder_sizes: vec![2],
        hidden_activation: Activation::Linear,
        code_activation: Activation::Linear,
        output_activation: Activation::Linear,
        has_bias: true,
    };
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let autoencoder = architecture.build(Initializer::GlorotUniform, &mut rng).expect("two layers");
    let plan = TrainingPlan {
        loss: Loss::Mse,
        optimizer: OptimizerKind::Sgd,
        learning_rate,
        l2: 0.0,
        corruption: Corruption::None,
        batch_size: 4,
        n_epochs,
        shuffle_seed: 2,
        evaluates_training: true,
        checkpoint_epochs: vec![1, 3],
    };
    Trainer::new(autoencoder, plan, 10)
}

fn finish(trainer: &mut Trainer) {
    while !trainer.is_over() {
        trainer.advance(&Ramp(10), Some(&Ramp(5)));
    }
}

#[test]
fn history_and_checkpoints_follow_the_plan() {
    let mut trainer = trainer(3, 0.1);
    finish(&mut trainer);
    let epochs: Vec<_> = trainer.history().iter().map(|record| record.epoch).collect();
    assert_eq!(epochs, [0, 1, 2, 3]);
    let kept: Vec<_> = trainer.checkpoints().iter().map(|checkpoint| checkpoint.epoch).collect();
    assert_eq!(kept, [1, 3]);
    assert_ne!(trainer.checkpoints()[0].autoencoder, trainer.checkpoints()[1].autoencoder);
    assert_eq!(&trainer.checkpoints()[1].autoencoder, trainer.autoencoder());
    assert!(trainer.history().iter().all(|record| record.training.is_some() && record.validation.is_some()));
}

#[test]
fn a_budget_stops_at_the_end_of_an_epoch() {
    let mut trainer = trainer(2, 0.1);
    assert_eq!(trainer.advance_by(100, &Ramp(10), None::<&Ramp>), Progress::EpochDone);
    assert_eq!((trainer.epoch(), trainer.batch_progress()), (0, (0, 3)));
    assert_eq!(trainer.advance_by(2, &Ramp(10), None::<&Ramp>), Progress::Batch);
    assert_eq!((trainer.n_samples_trained(), trainer.batch_progress()), (8, (2, 3)));
    assert_eq!(trainer.advance_by(100, &Ramp(10), None::<&Ramp>), Progress::EpochDone);
    assert_eq!((trainer.n_samples_trained(), trainer.epoch()), (10, 1));
}

#[test]
fn a_loss_that_is_no_number_ends_the_run() {
    let mut trainer = trainer(1000, 1e4);
    finish(&mut trainer);
    assert!(trainer.is_diverged());
    assert_eq!(trainer.advance(&Ramp(10), Some(&Ramp(5))), Progress::Diverged);
}
