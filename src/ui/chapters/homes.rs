//! The home of each part of the page: the function of the [`registry`](super::registry) at which the page is cut for it.

use super::{anatomy, bibliography, exercises, exploring, memory, pca, pretraining, speed, stacked};
use crate::widgets::part_view::{self, Part};

/// The functions that are cut, one for what is fetched together.
#[derive(Clone, Copy)]
pub(super) enum Home {
    Memory,
    RunChapters,
    EarlyLabs,
    StackedLabs,
    Figures,
    Workbook,
    OnDemand,
    Anatomy,
    Pretraining,
}

/// The home of each part: the function at which the page is cut for it.
const HOMES: &[(Home, &[Part])] = &[
    (Home::Memory, &[memory::CHAPTER, memory::CHESS]),
    (Home::Anatomy, &[anatomy::CHAPTER]),
    (Home::RunChapters, &[pca::CHAPTER, stacked::CHAPTER]),
    (
        Home::EarlyLabs,
        &[
            memory::MACHINE,
            anatomy::COPYING,
            pca::CLOUD,
            pca::SPECTRUM,
            pca::LABS,
            pca::THEORY,
            part_view::MY_CODE,
            exercises::CLASS_COLLECTION,
        ],
    ),
    (Home::StackedLabs, &[stacked::EPOCHS, stacked::RUNS, exploring::TOOLS, part_view::LECTURE]),
    (
        Home::Figures,
        &[
            memory::RECALL_PLOT,
            anatomy::CURVES,
            pca::CODES,
            pca::CURVES,
            stacked::LATENT,
            stacked::CURVES,
            stacked::RUN_CURVES,
            exploring::PLANE,
            exploring::ERRORS,
            exploring::ROC,
            pretraining::UPDATES,
            pretraining::SWEEP,
        ],
    ),
    (Home::Workbook, &[exercises::CHAPTER, bibliography::CHAPTER, speed::CHAPTER]),
    (Home::Pretraining, &[pretraining::CHAPTER]),
    (
        Home::OnDemand,
        &[
            part_view::TAKE_AWAY,
            part_view::TAKE_ROWS,
            part_view::NETWORK_FILES,
            part_view::OWN_FILES,
            part_view::HISTORY,
            part_view::GUESS,
            part_view::SHARE,
            exercises::BOOK_FILES,
            exercises::TEACHER_SETS,
            exercises::EDITOR,
        ],
    ),
];

/// Finds the home of a part; `None` for a name that is not registered.
pub(super) fn home(part: Part) -> Option<Home> {
    HOMES.iter().find(|(_, parts)| parts.contains(&part)).map(|(home, _)| *home)
}
