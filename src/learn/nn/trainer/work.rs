//! The pieces of work of a run: a batch, a block of an evaluation, the end of an epoch, the next pair of layers.

use super::{BatchSource, Checkpoint, EVALUATION_BLOCK, EpochRecord, Phase, Progress, Stage, Trainer};
use crate::nn::{corruption::Corruption, evaluation::Sums, loss::Loss, optimizer::Optimizer};
use ndarray::s;
use rand::seq::SliceRandom;
use rand_distr::{Distribution, StandardNormal};

impl Trainer {
    pub(super) fn train_batch(&mut self, batch_idx: usize, train: &impl BatchSource) -> Progress {
        if batch_idx == 0 {
            self.order.shuffle(&mut self.rng);
            self.loss_sum = 0.0;
            self.n_samples_in_epoch = 0;
        }
        let start = batch_idx * self.plan.batch_size;
        let end = (start + self.plan.batch_size).min(self.n_train);
        let mut rows = self.batch.slice_mut(s![..end - start, ..]);
        train.fill(&self.order[start..end], &mut rows);
        let rows = rows.view();
        let network = self.autoencoder.network_mut();
        // The inputs of the trained layers, after the frozen ones.
        let first = network.trained().start;
        let read = (first > 0).then(|| network.apply(0..first, &rows));
        let targets = read.as_ref().map_or(rows, |read| read.view());
        let inputs = if self.plan.corruption == Corruption::None {
            targets
        } else {
            let mut corrupted = self.corrupted.slice_mut(s![..end - start, ..]);
            corrupted.assign(&targets);
            let values = corrupted.as_slice_mut().expect("a prefix of rows is contiguous");
            self.plan.corruption.apply(values, &mut self.noise_rng);
            self.corrupted.slice(s![..end - start, ..])
        };
        for noise in &mut self.workspace.noise {
            *noise = StandardNormal.sample(&mut self.noise_rng);
        }
        let loss = if first > 0 { Loss::Mse } else { self.plan.loss };
        let loss = network.loss(&inputs, &targets, loss, &mut self.workspace);
        if !(loss + self.workspace.penalty).is_finite() {
            self.phase = Phase::Diverged;
            return Progress::Diverged;
        }
        self.optimizer.step(network, &inputs, &mut self.workspace);
        self.loss_sum += loss * (end - start) as f64;
        self.n_samples_in_epoch += end - start;
        self.n_samples_trained += (end - start) as u64;
        if end < self.n_train {
            self.phase = Phase::Training { batch_idx: batch_idx + 1 };
        } else {
            self.epoch += 1;
            self.pending = EpochRecord {
                epoch: self.epoch,
                stage: self.stage,
                train_loss: self.running_loss(),
                training: None,
                validation: None,
            };
            self.phase = Phase::EvaluatingTraining(Sums::default());
        }
        Progress::Batch
    }

    /// Evaluates a block of `source`; returns true once the whole set is evaluated and stored in the pending record.
    pub(super) fn evaluate_block(
        &mut self,
        mut sums: Sums,
        source: &impl BatchSource,
        again: fn(Sums) -> Phase,
    ) -> bool {
        let end = (sums.n_samples() + EVALUATION_BLOCK).min(source.n_samples());
        let idxs: Vec<u32> = (sums.n_samples() as u32..end as u32).collect();
        let mut rows = self.batch.slice_mut(s![..idxs.len(), ..]);
        source.fill(&idxs, &mut rows);
        sums.add(&self.autoencoder, self.plan.loss, &rows.view());
        if end < source.n_samples() {
            self.phase = again(sums);
            return false;
        }
        let evaluation = Some(sums.evaluation(self.autoencoder.network().bottleneck(), source.n_features()));
        match again(Sums::default()) {
            Phase::EvaluatingTraining(_) => self.pending.training = evaluation,
            _ => self.pending.validation = evaluation,
        }
        true
    }

    pub(super) fn end_epoch(&mut self) -> Progress {
        self.history.push(self.pending);
        if self.plan.checkpoint_epochs.contains(&self.epoch) {
            self.checkpoints.push(Checkpoint { epoch: self.epoch, autoencoder: self.autoencoder.clone() });
        }
        let evaluations = [self.pending.training, self.pending.validation];
        let is_finite = evaluations.into_iter().flatten().all(|evaluation| evaluation.loss.is_finite());
        self.phase = if !is_finite {
            Phase::Diverged
        } else if self.epoch >= self.n_epochs_in_all() || self.n_train == 0 {
            Phase::Finished
        } else {
            self.begin_next_stage();
            Phase::Training { batch_idx: 0 }
        };
        Progress::EpochDone
    }

    /// Stacks the next pair once a pair has completed its epochs; after the last one, all layers are trained.
    fn begin_next_stage(&mut self) {
        let Stage::Pair(pair_idx) = self.stage else { return };
        if self.epoch < self.plan.n_epochs_a_pair * (pair_idx + 1) {
            return;
        }
        let n_layers = self.autoencoder.network().layers().len();
        self.stage = match self.waiting.pop() {
            Some(pair) => {
                let bottleneck = if self.waiting.is_empty() { self.bottleneck } else { Default::default() };
                // Pairs split off one autoencoder fit together again.
                self.autoencoder = self.autoencoder.clone().stack(pair, bottleneck).expect("pairs fit");
                let first = self.autoencoder.encoder().len() - 1;
                self.autoencoder.network_mut().train_only(first..first + 2);
                Stage::Pair(pair_idx + 1)
            }
            None => {
                self.autoencoder.network_mut().train_only(0..n_layers);
                Stage::Whole
            }
        };
        let network = self.autoencoder.network();
        self.optimizer = Optimizer::new(self.plan.optimizer, self.plan.learning_rate, self.plan.l2, network);
        self.workspace = network.workspace(self.plan.batch_size);
        let n_in = network.layers()[network.trained().start].n_in();
        self.corrupted = self.plan.room_for_corrupted(self.plan.batch_size, n_in);
    }
}
