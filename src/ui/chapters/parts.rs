//! The parts of the program that are fetched when they are needed: one a chapter.
//!
//! A first visit pays for one chapter, not for all of them. When the site is built, the compiled page is cut at the
//! functions of this file (`xtask/src/split.rs`): what only some of them reach goes into files of its own. As soon as the
//! first chapter stands, the others are fetched too ([`fetch_rest`]), so that the page needs no network from then on.
//!
//! A new chapter is a function here, a line in [`fetch`] and a line in [`fetch_rest`].

use crate::{
    lab::settings::Chapter,
    ui::{
        chapters::{anatomy, bibliography, chess, coming, memory, pca, speed, stacked},
        own_files::findings::Findings,
    },
};
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError as NotFetched, wasm_split},
};

/// What can be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A chapter.
    Chapter(Chapter),
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
    /// What was found in the user's own files.
    OwnFiles,
}

#[wasm_split(memory, wasm_split_path = ::leptos::wasm_split, fallible, preload(fetch_memory))]
fn memory_chapter() -> Result<AnyView, NotFetched> {
    Ok(view! { <memory::MemoryChapter/> }.into_any())
}

#[wasm_split(chess, wasm_split_path = ::leptos::wasm_split, fallible, preload(fetch_chess))]
fn chess_memory() -> Result<AnyView, NotFetched> {
    Ok(view! { <chess::ChessMemory/> }.into_any())
}

#[wasm_split(anatomy, wasm_split_path = ::leptos::wasm_split, fallible, preload(fetch_anatomy))]
fn anatomy_chapter() -> Result<AnyView, NotFetched> {
    Ok(view! { <anatomy::AnatomyChapter/> }.into_any())
}

#[wasm_split(copying, wasm_split_path = ::leptos::wasm_split, fallible, preload(fetch_copying))]
fn copying() -> Result<AnyView, NotFetched> {
    Ok(view! { <anatomy::copying::CopyingSection/> }.into_any())
}

#[wasm_split(pca, wasm_split_path = ::leptos::wasm_split, fallible, preload(fetch_pca))]
fn pca_chapter() -> Result<AnyView, NotFetched> {
    Ok(view! { <pca::PcaChapter/> }.into_any())
}

#[wasm_split(pca_labs, wasm_split_path = ::leptos::wasm_split, fallible)]
fn pca_cloud() -> Result<AnyView, NotFetched> {
    Ok(view! { <pca::cloud::CloudCard/> }.into_any())
}

#[wasm_split(pca_labs, wasm_split_path = ::leptos::wasm_split, fallible)]
fn pca_spectrum() -> Result<AnyView, NotFetched> {
    Ok(view! { <pca::spectrum::SpectrumCard/> }.into_any())
}

#[wasm_split(pca_labs, wasm_split_path = ::leptos::wasm_split, fallible, preload(fetch_pca_labs))]
fn pca_labs() -> Result<AnyView, NotFetched> {
    Ok(view! { <section class="small-labs"><pca::turn::TurnCard/><pca::saddles::SaddlesCard/></section> }.into_any())
}

#[wasm_split(stacked, wasm_split_path = ::leptos::wasm_split, fallible, preload(fetch_stacked))]
fn stacked_chapter() -> Result<AnyView, NotFetched> {
    Ok(view! { <stacked::StackedChapter/> }.into_any())
}

#[wasm_split(extras, wasm_split_path = ::leptos::wasm_split, fallible, preload(fetch_speed))]
fn speed_chapter() -> Result<AnyView, NotFetched> {
    Ok(view! { <speed::SpeedChapter/> }.into_any())
}

#[wasm_split(extras, wasm_split_path = ::leptos::wasm_split, fallible, preload(fetch_bibliography))]
fn bibliography_chapter() -> Result<AnyView, NotFetched> {
    Ok(view! { <bibliography::Bibliography/> }.into_any())
}

#[wasm_split(extras, wasm_split_path = ::leptos::wasm_split, fallible, preload(fetch_own_files))]
fn own_files() -> Result<AnyView, NotFetched> {
    Ok(view! { <Findings/> }.into_any())
}

/// The view of a part, once it is here.
///
/// # Errors
/// When the part cannot be fetched; a later call tries again.
pub async fn fetch(part: Part) -> Result<AnyView, NotFetched> {
    match part {
        Part::Chess => chess_memory().await,
        Part::Copying => copying().await,
        Part::PcaCloud => pca_cloud().await,
        Part::PcaSpectrum => pca_spectrum().await,
        Part::PcaLabs => pca_labs().await,
        Part::OwnFiles => own_files().await,
        Part::Chapter(Chapter::Memory) => memory_chapter().await,
        Part::Chapter(Chapter::Anatomy) => anatomy_chapter().await,
        Part::Chapter(Chapter::Pca) => pca_chapter().await,
        Part::Chapter(Chapter::Stacked) => stacked_chapter().await,
        Part::Chapter(Chapter::Speed) => speed_chapter().await,
        Part::Chapter(Chapter::Bibliography) => bibliography_chapter().await,
        Part::Chapter(other) => Ok(view! { <coming::Coming chapter=other/> }.into_any()),
    }
}

/// Fetches the parts of all chapters, in the order of the lecture, one after the other.
///
/// # Errors
/// With the first part that cannot be fetched. Opening its chapter tries again, so nothing need be done about it.
pub async fn fetch_rest() -> Result<(), NotFetched> {
    fetch_memory().await?;
    fetch_chess().await?;
    fetch_anatomy().await?;
    fetch_copying().await?;
    fetch_pca().await?;
    fetch_pca_labs().await?;
    fetch_stacked().await?;
    fetch_bibliography().await?;
    fetch_own_files().await?;
    fetch_speed().await
}
