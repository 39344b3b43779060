//! The registry: every part of the page that is fetched when it is needed, the chapters first of all.
//!
//! A first visit pays for what it shows, not for all there is. When the site is built, the compiled page is cut at the
//! functions of this file (`xtask/src/build/split.rs`): code that only some of them reach goes into files of its own. As soon as the
//! first chapter stands, the others are fetched too ([`fetch_rest`]), so that the page needs no network from then on.
//!
//! A new chapter, or a new part of one, is a constant of its folder, a row of [`super::homes`], and an arm of one of the functions that
//! are cut (or a new one of these). New functions are dear: code that several share is cut by which of them share it, so that
//! many functions give very many small files.

use super::homes::{Home, home};
use crate::{
    chapters::{anatomy, bibliography, chess, exercises, exploring, memory, pca, pretraining, speed, stacked},
    shell::{lecture::LectureBar, share::Share},
    widgets::{
        guess, history_table, my_code,
        own_files::findings::Findings,
        part_view::{self, Fetching, Loader, Part},
        take_away::TakeAwayMenu,
        take_rows::TakeRowsMenu,
    },
    words::say,
};
use leptos::prelude::*;
use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

#[cfg(feature = "parts")]
use wasm_split_helpers::SplitLoaderError as NotFetched;

/// In a build that is not cut nothing is fetched.
#[cfg(not(feature = "parts"))]
#[derive(Debug)]
struct NotFetched;

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
            memory::CHESS => view! { <chess::ChessMemory/> }.into_any(),
            _ => view! { <memory::MemoryChapter/> }.into_any(),
        }
    }
}

part! {
    stacked_labs, fetch_stacked_labs,
    fn stacked_labs(part: Part) {
        match part {
            stacked::EPOCHS => view! { <stacked::epochs::EpochsCard/> }.into_any(),
            exploring::TOOLS => view! { <exploring::Exploring/> }.into_any(),
            part_view::LECTURE => view! { <LectureBar/> }.into_any(),
            _ => view! { <stacked::runs::RunsCard/> }.into_any(),
        }
    }
}

part! {
    workbook, fetch_workbook,
    fn workbook(part: Part) {
        match part {
            speed::CHAPTER => view! { <speed::SpeedChapter/> }.into_any(),
            bibliography::CHAPTER => view! { <bibliography::Bibliography/> }.into_any(),
            _ => view! { <exercises::ExercisesChapter/> }.into_any(),
        }
    }
}

part! {
    on_demand, fetch_on_demand,
    fn on_demand(part: Part) {
        match part {
            part_view::TAKE_AWAY => view! { <TakeAwayMenu/> }.into_any(),
            part_view::TAKE_ROWS => view! { <TakeRowsMenu/> }.into_any(),
            part_view::NETWORK_FILES => view! { <stacked::network_files::NetworkFiles/> }.into_any(),
            part_view::OWN_FILES => view! { <Findings/> }.into_any(),
            part_view::HISTORY => view! { <history_table::HistoryTable/> }.into_any(),
            part_view::GUESS => view! { <guess::GuessCard/> }.into_any(),
            exercises::BOOK_FILES => view! { <exercises::files::Files/> }.into_any(),
            exercises::TEACHER_SETS => view! { <exercises::sets::TeacherSets/> }.into_any(),
            exercises::EDITOR => view! { <exercises::editor::Editor/> }.into_any(),
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
            pca::CHAPTER => view! { <pca::PcaChapter/> }.into_any(),
            _ => view! { <stacked::StackedChapter/> }.into_any(),
        }
    }
}

part! {
    early_labs, fetch_early_labs,
    fn early_labs(part: Part) {
        match part {
            memory::MACHINE => view! {
                <section class="memory" aria-label=say!(memory.machine)>
                    <memory::machine::MachineCards/>
                    <memory::own_sequence::OwnSequenceCard/>
                </section>
            }
            .into_any(),
            anatomy::COPYING => view! { <anatomy::copying::CopyingSection/> }.into_any(),
            pca::CLOUD => view! { <pca::cloud::CloudCard/> }.into_any(),
            pca::SPECTRUM => view! { <pca::spectrum::SpectrumCard/> }.into_any(),
            pca::THEORY => view! { <pca::theory::Theory/> }.into_any(),
            part_view::MY_CODE => view! { <my_code::MyCode/> }.into_any(),
            exercises::CLASS_COLLECTION => view! { <exercises::class_codes::ClassCollection/> }.into_any(),
            _ => view! { <section class="small-labs"><pca::turn::TurnCard/><pca::saddles::SaddlesCard/></section> }
                .into_any(),
        }
    }
}

part! {
    figures, fetch_figures,
    fn figures(part: Part) {
        match part {
            anatomy::CURVES | stacked::CURVES => view! { <stacked::LossCurves/> }.into_any(),
            pca::CODES => view! { <pca::codes::CodesCard/> }.into_any(),
            pca::CURVES => view! { <pca::ErrorCurves/> }.into_any(),
            memory::RECALL_PLOT => view! { <memory::recall_plot::RecallPlot/> }.into_any(),
            pretraining::UPDATES => view! { <pretraining::charts::UpdatesCard/> }.into_any(),
            pretraining::SWEEP => view! { <pretraining::charts::SweepCard/> }.into_any(),
            stacked::RUN_CURVES => view! { <stacked::comparison::RunCurves/> }.into_any(),
            exploring::PLANE => view! { <exploring::figures::PlaneFigure/> }.into_any(),
            exploring::ERRORS => view! { <exploring::figures::ErrorsPlot/> }.into_any(),
            exploring::ROC => view! { <exploring::figures::RocPlot/> }.into_any(),
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

/// The loader of all parts, for the page to hand down.
pub const LOADER: Loader = Loader { fetch: |part| Box::pin(fetch(part)) as Fetching, make };

async fn fetch(part: Part) -> Result<(), part_view::NotFetched> {
    let outcome = match home(part) {
        None => return Err(part_view::NotFetched),
        Some(Home::Memory) => fetch_memory().await,
        Some(Home::RunChapters) => fetch_run_chapters().await,
        Some(Home::EarlyLabs) => fetch_early_labs().await,
        Some(Home::StackedLabs) => fetch_stacked_labs().await,
        Some(Home::Figures) => fetch_figures().await,
        Some(Home::Workbook) => fetch_workbook().await,
        Some(Home::OnDemand) => fetch_on_demand().await,
        Some(Home::Anatomy) => fetch_anatomy().await,
        Some(Home::Pretraining) => fetch_pretraining().await,
    };
    outcome.map_err(|_| part_view::NotFetched)
}

fn make(part: Part) -> Option<AnyView> {
    match home(part)? {
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
pub async fn fetch_rest() -> Result<(), part_view::NotFetched> {
    fetch_all().await.map_err(|_| part_view::NotFetched)
}

async fn fetch_all() -> Result<(), NotFetched> {
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
