//! The shares of an experiment: some of its seeds for each worker.

use lab::experiments::pretraining::plan::Plan;
use leptos::prelude::*;

/// The plan in as many parts as there are workers for it: some of the seeds each.
pub(super) fn shares(plan: &Plan) -> Vec<Plan> {
    // One processor is left for the page.
    let n_free = (window().navigator().hardware_concurrency() as usize).saturating_sub(1).clamp(1, MOST_WORKERS);
    let n_workers = n_free.min(plan.n_seeds.max(1));
    let mut first_seed = plan.first_seed;
    (0..n_workers)
        .map(|idx| {
            let n_seeds = plan.n_seeds / n_workers + usize::from(idx < plan.n_seeds % n_workers);
            let share = Plan { first_seed, n_seeds, ..plan.clone() };
            first_seed += n_seeds as u64;
            share
        })
        .collect()
}

/// Workers at most: each holds the data set once.
pub(super) const MOST_WORKERS: usize = 4;
