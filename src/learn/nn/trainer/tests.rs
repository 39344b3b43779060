//! Tests of the trainer on a tiny set: history, checkpoints, budgets, divergence.

use super::*;
use crate::nn::{
    autoencoder::Architecture, corruption::Corruption, init::Initializer, loss::Loss, optimizer::OptimizerKind,
};
use ndarray::ArrayViewMut2;

/// A set of samples `(i, −i, 1)`.
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
    let architecture = Architecture::linear(3, vec![2]);
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let autoencoder = architecture.build(Initializer::GlorotUniform, &mut rng).expect("two layers");
    Trainer::new(autoencoder, plan(n_epochs, learning_rate), 10)
}

fn plan(n_epochs: usize, learning_rate: f64) -> TrainingPlan {
    TrainingPlan {
        loss: Loss::Mse,
        optimizer: OptimizerKind::Sgd,
        learning_rate,
        l2: 0.0,
        corruption: Corruption::None,
        batch_size: 4,
        n_epochs,
        n_epochs_a_pair: 0,
        shuffle_seed: 2,
        evaluates_training: true,
        checkpoint_epochs: vec![1, 3],
    }
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

#[test]
fn layer_by_layer_the_outer_layers_rest_while_the_inner_ones_learn() {
    let autoencoder = Architecture::linear(3, vec![3, 2])
        .build(Initializer::GlorotUniform, &mut ChaCha8Rng::seed_from_u64(1))
        .expect("four layers");
    let start = autoencoder.network().layers().to_vec();
    let mut trainer = Trainer::new(autoencoder, TrainingPlan { n_epochs_a_pair: 2, ..plan(3, 0.05) }, 10);
    assert_eq!((trainer.n_epochs_in_all(), trainer.stage()), (7, Stage::Pair(0)));
    assert_eq!(trainer.autoencoder().code_size(), 3);
    let layers_after = |trainer: &mut Trainer, epoch: usize| {
        while trainer.epoch() < epoch || !(trainer.is_at_batch() || trainer.is_over()) {
            trainer.advance(&Ramp(10), Some(&Ramp(5)));
        }
        trainer.autoencoder().network().layers().to_vec()
    };
    let first = layers_after(&mut trainer, 2);
    // The inner pair is stacked into the outer one with its initial weights.
    assert_eq!((first[1].clone(), first[2].clone()), (start[1].clone(), start[2].clone()));
    assert!(first[0] != start[0] && first[3] != start[3]);
    let second = layers_after(&mut trainer, 4);
    assert_eq!((second[0].clone(), second[3].clone()), (first[0].clone(), first[3].clone()));
    assert!(second[1] != first[1] && second[2] != first[2]);
    assert_eq!(trainer.stage(), Stage::Whole);
    let third = layers_after(&mut trainer, 5);
    assert!((0..4).all(|i| third[i] != second[i]));
    finish(&mut trainer);
    let stages: Vec<_> = trainer.history().iter().map(|record| record.stage).collect();
    let [outer, inner, whole] = [Stage::Pair(0), Stage::Pair(1), Stage::Whole];
    assert_eq!(stages, [outer, outer, outer, inner, inner, whole, whole, whole]);
    trainer.set_n_epochs(4);
    assert!(!trainer.is_over() && trainer.n_epochs_in_all() == 8);
}
