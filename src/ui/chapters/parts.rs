//! The parts of the program that are fetched when they are needed: chapters, and what is large in a chapter.
//!
//! A first visit pays for what it shows, not for all there is. When the site is built, the compiled page is cut at the
//! functions of this file (`xtask/src/split.rs`): what only some of them reach goes into files of its own. As soon as the
//! first chapter stands, the others are fetched too ([`fetch_rest`]), so that the page needs no network from then on.
//!
//! A new part is a variant of [`Part`], an arm of one of the functions that are cut (or a new one of these), and its place in
//! [`home`]. New functions are dear: what some of them share is cut by which of them share it, so that many
//! functions give very many small files.

use crate::{
    lab::settings::Chapter,
    ui::{
        chapters::{
            anatomy, bibliography, chess, exercises, exploring, history_table, memory, pca, pretraining, speed, stacked,
        },
        own_files::findings::Findings,
        take_away::TakeAwayMenu,
        words::say,
    },
};
use leptos::prelude::*;
use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

#[cfg(feature = "parts")]
pub use wasm_split_helpers::SplitLoaderError as NotFetched;

/// In a build that is not cut nothing is fetched.
#[cfg(not(feature = "parts"))]
#[derive(Debug)]
pub struct NotFetched;

/// What can be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A chapter.
    Chapter(Chapter),
    /// The machine's turn of chapter 1.
    Machine,
    /// Of chapter 1: the tries as a plot.
    RecallPlot,
    /// The second half of chapter 1, large enough to be fetched after the first.
    Chess,
    /// The second half of chapter 2, likewise.
    Copying,
    /// Of chapter 3: the points and planes.
    PcaCloud,
    /// Of chapter 3: PCA as an instrument.
    PcaSpectrum,
    /// Of chapter 3: the small labs.
    PcaLabs,
    /// Of chapter 3: why all this is so.
    PcaTheory,
    /// The plots of chapter 2: what draws is fetched while the text is read.
    AnatomyCurves,
    /// Of chapter 3: codes on one canvas.
    PcaCodes,
    /// Of chapter 3: the curves.
    PcaCurves,
    /// Of chapter 4: the latent space.
    StackedLatent,
    /// Of chapter 4: the curves.
    StackedCurves,
    /// Of chapter 5: accuracy against updates.
    PretrainingUpdates,
    /// Of chapter 5: accuracy against the number of labels.
    PretrainingSweep,
    /// Of chapter 4: the epochs exercise.
    StackedEpochs,
    /// Of chapter 4: what a trained network is good for.
    Exploring,
    /// Its plane of codes.
    ExplorePlane,
    /// Its histogram of errors.
    ExploreErrors,
    /// Its curve of thresholds.
    ExploreRoc,
    /// Of chapter 4: the curves of compared runs.
    RunCurves,
    /// Of chapter 4: kept runs and their comparison.
    StackedRuns,
    /// What was found in the user's own files.
    OwnFiles,
    /// The menu by which a figure is taken away.
    TakeAway,
    /// Of chapter 4: the network as files, the run as a Keras notebook.
    NetworkFiles,
    /// The numbers behind the curves.
    History,
}

/// A function at which the page is cut, with the one that fetches it: `part! { module, fetch, fn name() { view } }`. A build
/// that is not cut (tests in a browser, lints) has both as plain functions.
macro_rules! part {
    ($module:ident, $fetch:ident, fn $name:ident($($arg:ident: $type:ty)?) $body:block) => {
        #[cfg(feature = "parts")]
        #[wasm_split_helpers::wasm_split($module, fallible, preload($fetch))]
        fn $name($($arg: $type)?) -> Result<AnyView, NotFetched> {
            Ok($body)
        }

        #[cfg(not(feature = "parts"))]
        async fn $name($($arg: $type)?) -> Result<AnyView, NotFetched> {
            Ok($body)
        }

        #[cfg(not(feature = "parts"))]
        async fn $fetch() -> Result<(), NotFetched> {
            Ok(())
        }
    };
}

part! {
    memory, fetch_memory,
    fn memory(part: Part) {
        match part {
            Part::Chess => view! { <chess::ChessMemory/> }.into_any(),
            _ => view! { <memory::MemoryChapter/> }.into_any(),
        }
    }
}

part! {
    stacked_labs, fetch_stacked_labs,
    fn stacked_labs(part: Part) {
        match part {
            Part::StackedEpochs => view! { <stacked::epochs::EpochsCard/> }.into_any(),
            _ => view! { <stacked::runs::RunsCard/> }.into_any(),
        }
    }
}

part! {
    workbook, fetch_workbook,
    fn workbook(part: Part) {
        match part {
            Part::TakeAway => view! { <TakeAwayMenu/> }.into_any(),
            Part::NetworkFiles => view! { <stacked::network_files::NetworkFiles/> }.into_any(),
            _ => view! { <exercises::ExercisesChapter/> }.into_any(),
        }
    }
}

part! {
    run_chapters, fetch_run_chapters,
    fn run_chapter(part: Part) {
        match part {
            Part::Chapter(Chapter::Anatomy) => view! { <anatomy::AnatomyChapter/> }.into_any(),
            Part::Chapter(Chapter::Pca) => view! { <pca::PcaChapter/> }.into_any(),
            _ => view! { <stacked::StackedChapter/> }.into_any(),
        }
    }
}

part! {
    first_labs, fetch_first_labs,
    fn first_labs(part: Part) {
        match part {
            Part::Machine => view! {
                <section class="memory" aria-label=say!(memory.machine)>
                    <memory::machine::MachineCards/>
                    <memory::own_sequence::OwnSequenceCard/>
                </section>
            }
            .into_any(),
            _ => view! { <anatomy::copying::CopyingSection/> }.into_any(),
        }
    }
}

part! {
    pca_labs, fetch_pca_labs,
    fn pca_labs(part: Part) {
        match part {
            Part::PcaCloud => view! { <pca::cloud::CloudCard/> }.into_any(),
            Part::PcaSpectrum => view! { <pca::spectrum::SpectrumCard/> }.into_any(),
            Part::PcaTheory => view! { <pca::theory::Theory/> }.into_any(),
            Part::Chapter(_) => view! { <speed::SpeedChapter/> }.into_any(),
            _ => view! { <section class="small-labs"><pca::turn::TurnCard/><pca::saddles::SaddlesCard/></section> }
                .into_any(),
        }
    }
}

part! {
    figures, fetch_figures,
    fn figures(part: Part) {
        match part {
            Part::AnatomyCurves | Part::StackedCurves => view! { <stacked::LossCurves/> }.into_any(),
            Part::PcaCodes => view! { <pca::codes::CodesCard/> }.into_any(),
            Part::PcaCurves => view! { <pca::ErrorCurves/> }.into_any(),
            Part::RecallPlot => view! { <memory::recall_plot::RecallPlot/> }.into_any(),
            Part::PretrainingUpdates => view! { <pretraining::charts::UpdatesCard/> }.into_any(),
            Part::PretrainingSweep => view! { <pretraining::charts::SweepCard/> }.into_any(),
            Part::RunCurves => view! { <stacked::comparison::RunCurves/> }.into_any(),
            Part::ExplorePlane => view! { <exploring::figures::PlaneFigure/> }.into_any(),
            Part::ExploreErrors => view! { <exploring::figures::ErrorsPlot/> }.into_any(),
            Part::ExploreRoc => view! { <exploring::figures::RocPlot/> }.into_any(),
            _ => view! { <stacked::latent::LatentCard/> }.into_any(),
        }
    }
}

part! {
    exploring, fetch_exploring,
    fn exploring() {
        view! { <exploring::Exploring/> }.into_any()
    }
}

part! {
    extras, fetch_extras,
    fn extras(part: Part) {
        match part {
            Part::OwnFiles => view! { <Findings/> }.into_any(),
            Part::History => view! { <history_table::HistoryTable/> }.into_any(),
            Part::Chapter(Chapter::Pretraining) => view! { <pretraining::PretrainingChapter/> }.into_any(),
            _ => view! { <bibliography::Bibliography/> }.into_any(),
        }
    }
}

/// Fetches a part, unless it is here already.
///
/// # Errors
/// When it cannot be fetched; a later call tries again.
pub async fn fetch(part: Part) -> Result<(), NotFetched> {
    match home(part) {
        Home::Memory => fetch_memory().await,
        Home::FirstLabs => fetch_first_labs().await,
        Home::RunChapters => fetch_run_chapters().await,
        Home::PcaLabs => fetch_pca_labs().await,
        Home::StackedLabs => fetch_stacked_labs().await,
        Home::Exploring => fetch_exploring().await,
        Home::Figures => fetch_figures().await,
        Home::Workbook => fetch_workbook().await,
        Home::Extras => fetch_extras().await,
    }
}

/// The view of a part that [`fetch`] has fetched; `None` of another.
#[must_use]
pub fn make(part: Part) -> Option<AnyView> {
    match home(part) {
        Home::Memory => at_once(memory(part)),
        Home::FirstLabs => at_once(first_labs(part)),
        Home::RunChapters => at_once(run_chapter(part)),
        Home::PcaLabs => at_once(pca_labs(part)),
        Home::StackedLabs => at_once(stacked_labs(part)),
        Home::Exploring => at_once(exploring()),
        Home::Figures => at_once(figures(part)),
        Home::Workbook => at_once(workbook(part)),
        Home::Extras => at_once(extras(part)),
    }
}

/// The functions that are cut, one for what is fetched together.
enum Home {
    Memory,
    FirstLabs,
    RunChapters,
    PcaLabs,
    StackedLabs,
    Exploring,
    Figures,
    Workbook,
    Extras,
}

/// Where a part lies.
fn home(part: Part) -> Home {
    match part {
        Part::Chapter(Chapter::Memory) | Part::Chess => Home::Memory,
        Part::Machine | Part::Copying => Home::FirstLabs,
        Part::Chapter(Chapter::Anatomy | Chapter::Pca | Chapter::Stacked) => Home::RunChapters,
        Part::PcaCloud | Part::PcaSpectrum | Part::PcaLabs | Part::PcaTheory | Part::Chapter(Chapter::Speed) => {
            Home::PcaLabs
        }
        Part::StackedEpochs | Part::StackedRuns => Home::StackedLabs,
        Part::Exploring => Home::Exploring,
        Part::RecallPlot
        | Part::AnatomyCurves
        | Part::PcaCodes
        | Part::PcaCurves
        | Part::StackedLatent
        | Part::StackedCurves
        | Part::RunCurves
        | Part::ExplorePlane
        | Part::ExploreErrors
        | Part::ExploreRoc
        | Part::PretrainingUpdates
        | Part::PretrainingSweep => Home::Figures,
        Part::Chapter(Chapter::Exercises) | Part::TakeAway | Part::NetworkFiles => Home::Workbook,
        Part::Chapter(Chapter::Pretraining | Chapter::Bibliography) | Part::OwnFiles | Part::History => Home::Extras,
    }
}

/// What a future has at its first asking: views hang on whoever makes them, so they have to be made there and then.
fn at_once(view: impl Future<Output = Result<AnyView, NotFetched>>) -> Option<AnyView> {
    match pin!(view).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => view.ok(),
        Poll::Pending => None,
    }
}

/// Fetches all parts, in the order of the lecture, one after the other.
///
/// # Errors
/// With the first part that cannot be fetched. Showing it tries again, so nothing need be done about it.
pub async fn fetch_rest() -> Result<(), NotFetched> {
    fetch_memory().await?;
    fetch_first_labs().await?;
    fetch_run_chapters().await?;
    fetch_pca_labs().await?;
    fetch_stacked_labs().await?;
    fetch_exploring().await?;
    fetch_figures().await?;
    fetch_workbook().await?;
    fetch_extras().await
}
