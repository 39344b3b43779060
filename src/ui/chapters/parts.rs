//! The parts of the program that are fetched when they are needed: chapters, and what is large in a chapter.
//!
//! A first visit pays for what it shows, not for all there is. When the site is built, the compiled page is cut at the
//! functions of this file (`xtask/src/build/split.rs`): what only some of them reach goes into files of its own. As soon as the
//! first chapter stands, the others are fetched too ([`fetch_rest`]), so that the page needs no network from then on.
//!
//! A new part is a variant of [`Part`], an arm of one of the functions that are cut (or a new one of these), and its place in
//! [`home`]. New functions are dear: what some of them share is cut by which of them share it, so that many
//! functions give very many small files.

use crate::{
    lab::settings::Chapter,
    ui::{
        chapters::{
            anatomy, bibliography, chess, exercises, exploring, guess, history_table, memory, pca, pretraining, speed,
            stacked,
        },
        lecture::LectureBar,
        own_files::findings::Findings,
        share::Share,
        take_away::TakeAwayMenu,
        take_rows::TakeRowsMenu,
        words::say,
    },
};
use leptos::prelude::*;
use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

mod names;

pub use names::Part;
#[cfg(feature = "parts")]
pub use wasm_split_helpers::SplitLoaderError as NotFetched;

/// In a build that is not cut nothing is fetched.
#[cfg(not(feature = "parts"))]
#[derive(Debug)]
pub struct NotFetched;

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
            Part::Exploring => view! { <exploring::Exploring/> }.into_any(),
            Part::Lecture => view! { <LectureBar/> }.into_any(),
            _ => view! { <stacked::runs::RunsCard/> }.into_any(),
        }
    }
}

part! {
    workbook, fetch_workbook,
    fn workbook(part: Part) {
        match part {
            Part::Chapter(Chapter::Speed) => view! { <speed::SpeedChapter/> }.into_any(),
            Part::Chapter(Chapter::Bibliography) => view! { <bibliography::Bibliography/> }.into_any(),
            _ => view! { <exercises::ExercisesChapter/> }.into_any(),
        }
    }
}

part! {
    on_demand, fetch_on_demand,
    fn on_demand(part: Part) {
        match part {
            Part::TakeAway => view! { <TakeAwayMenu/> }.into_any(),
            Part::TakeRows => view! { <TakeRowsMenu/> }.into_any(),
            Part::NetworkFiles => view! { <stacked::network_files::NetworkFiles/> }.into_any(),
            Part::OwnFiles => view! { <Findings/> }.into_any(),
            Part::History => view! { <history_table::HistoryTable/> }.into_any(),
            Part::Guess(what) => view! { <guess::GuessCard what/> }.into_any(),
            Part::BookFiles => view! { <exercises::files::Files/> }.into_any(),
            Part::TeacherSets => view! { <exercises::sets::TeacherSets/> }.into_any(),
            Part::Editor => view! { <exercises::editor::Editor/> }.into_any(),
            _ => view! { <Share/> }.into_any(),
        }
    }
}

part! {
    anatomy, fetch_anatomy,
    fn anatomy() {
        view! { <anatomy::AnatomyChapter/> }.into_any()
    }
}

part! {
    run_chapters, fetch_run_chapters,
    fn run_chapter(part: Part) {
        match part {
            Part::Chapter(Chapter::Pca) => view! { <pca::PcaChapter/> }.into_any(),
            _ => view! { <stacked::StackedChapter/> }.into_any(),
        }
    }
}

part! {
    early_labs, fetch_early_labs,
    fn early_labs(part: Part) {
        match part {
            Part::Machine => view! {
                <section class="memory" aria-label=say!(memory.machine)>
                    <memory::machine::MachineCards/>
                    <memory::own_sequence::OwnSequenceCard/>
                </section>
            }
            .into_any(),
            Part::Copying => view! { <anatomy::copying::CopyingSection/> }.into_any(),
            Part::PcaCloud => view! { <pca::cloud::CloudCard/> }.into_any(),
            Part::PcaSpectrum => view! { <pca::spectrum::SpectrumCard/> }.into_any(),
            Part::PcaTheory => view! { <pca::theory::Theory/> }.into_any(),
            Part::MyCode => view! { <exercises::class_codes::MyCode/> }.into_any(),
            Part::ClassCollection => view! { <exercises::class_codes::ClassCollection/> }.into_any(),
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
    pretraining, fetch_pretraining,
    fn pretraining_chapter() {
        view! { <pretraining::PretrainingChapter/> }.into_any()
    }
}

/// Fetches a part, unless it is here already.
///
/// # Errors
/// When it cannot be fetched; a later call tries again.
pub async fn fetch(part: Part) -> Result<(), NotFetched> {
    match home(part) {
        Home::Memory => fetch_memory().await,
        Home::RunChapters => fetch_run_chapters().await,
        Home::EarlyLabs => fetch_early_labs().await,
        Home::StackedLabs => fetch_stacked_labs().await,
        Home::Figures => fetch_figures().await,
        Home::Workbook => fetch_workbook().await,
        Home::OnDemand => fetch_on_demand().await,
        Home::Anatomy => fetch_anatomy().await,
        Home::Pretraining => fetch_pretraining().await,
    }
}

/// The view of a part that [`fetch`] has fetched; `None` of another.
#[must_use]
pub fn make(part: Part) -> Option<AnyView> {
    match home(part) {
        Home::Memory => at_once(memory(part)),
        Home::RunChapters => at_once(run_chapter(part)),
        Home::EarlyLabs => at_once(early_labs(part)),
        Home::StackedLabs => at_once(stacked_labs(part)),
        Home::Figures => at_once(figures(part)),
        Home::Workbook => at_once(workbook(part)),
        Home::OnDemand => at_once(on_demand(part)),
        Home::Anatomy => at_once(anatomy()),
        Home::Pretraining => at_once(pretraining_chapter()),
    }
}

/// The functions that are cut, one for what is fetched together.
enum Home {
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

/// Where a part lies.
fn home(part: Part) -> Home {
    match part {
        Part::Chapter(Chapter::Memory) | Part::Chess => Home::Memory,
        Part::Chapter(Chapter::Anatomy) => Home::Anatomy,
        Part::Chapter(Chapter::Pca | Chapter::Stacked) => Home::RunChapters,
        Part::Machine
        | Part::Copying
        | Part::PcaCloud
        | Part::PcaSpectrum
        | Part::PcaLabs
        | Part::PcaTheory
        | Part::MyCode
        | Part::ClassCollection => Home::EarlyLabs,
        Part::StackedEpochs | Part::StackedRuns | Part::Exploring | Part::Lecture => Home::StackedLabs,
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
        Part::Chapter(Chapter::Exercises | Chapter::Bibliography | Chapter::Speed) => Home::Workbook,
        Part::Chapter(Chapter::Pretraining) => Home::Pretraining,
        Part::TakeAway
        | Part::TakeRows
        | Part::NetworkFiles
        | Part::OwnFiles
        | Part::History
        | Part::Guess(_)
        | Part::Share
        | Part::BookFiles
        | Part::TeacherSets
        | Part::Editor => Home::OnDemand,
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
    fetch_anatomy().await?;
    fetch_run_chapters().await?;
    fetch_early_labs().await?;
    fetch_stacked_labs().await?;
    fetch_figures().await?;
    fetch_workbook().await?;
    fetch_on_demand().await?;
    fetch_pretraining().await
}
