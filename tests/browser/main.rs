//! What only a browser can show: the worker trains, the page draws, and both speak with each other.
//!
//! `cargo xtask test --only browser` runs them in headless Chromium.
#![cfg(target_arch = "wasm32")]

mod allocation;
mod download;
mod image_rows;
mod kept;

use autoencoder_lab::{
    lab::{
        exchange::link,
        protocol::{Command, Event, RunCommand, RunEvent, decode, encode},
        run::{session::Session, source},
    },
    plot::{palette::Theme, style::Style},
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn kernels_are_built_with_simd() {
    // RUSTFLAGS in the environment would have replaced .cargo/config.toml without a word.
    let features = if cfg!(target_feature = "simd128") { "simd128" } else { "none" };
    assert_eq!(features, "simd128");
}

#[wasm_bindgen_test]
fn a_session_trains_in_the_browser_as_it_does_natively() {
    let settings = link::parse("chapter=pca&data=notebook&batch=60&lr=1&epochs=2000").settings;
    let samples = source::assemble(&settings, &[], None).expect("built in");
    let mut session = Session::new(settings, &samples).expect("settings agree");
    session.handle(RunCommand::Play).expect("a run");
    while !session.is_idle() {
        session.advance().expect("finite numbers");
    }
    let last = session.metrics().last().expect("2,000 epochs");
    assert!(last.mse_ratio.is_some_and(|ratio| ratio < 1.001));
    assert!(last.max_principal_angle_degrees.is_some_and(|angle| angle < 0.5));
}

#[wasm_bindgen_test]
fn messages_survive_the_way_to_the_worker() {
    let settings = Box::new(link::parse("chapter=stacked&data=mnist&layers=40-8").settings);
    let command = Command::Configure { run_id: 7, settings, keeps_run: true, has_weights: false };
    assert_eq!(decode::<Command>(&encode(&command).expect("memory")), Ok(command));
    let event = Event::Run { run_id: 7, event: RunEvent::Loading { n_received: 3, n_total: 9 } };
    assert_eq!(decode::<Event>(&encode(&event).expect("memory")), Ok(event));
    assert!(decode::<Event>(&[250, 1, 2]).is_err());
}

#[wasm_bindgen_test]
fn figures_draw_on_a_canvas() {
    use autoencoder_lab::plot::{
        axes::{AxisWords, Zoom},
        codes::CodesFigure,
    };
    use plotters::prelude::IntoDrawingArea;
    use wasm_bindgen::JsCast;

    let canvas = gloo::utils::document().create_element("canvas").expect("a document");
    let canvas: web_sys::HtmlCanvasElement = canvas.unchecked_into();
    canvas.set_width(400);
    canvas.set_height(300);
    let backend = plotters_canvas::CanvasBackend::with_canvas_object(canvas.clone()).expect("a context");
    let figure = CodesFigure::Both { pca: &[[1.0, 0.5]], ae: &[[0.2, -0.4]], shows: [true; 2] };
    let style = Style::new(Theme::Light, 2.0, false, true);
    let frame = figure.draw_axes(&backend.into_drawing_area(), Zoom::HOME, AxisWords { x: "x", y: "y" }, &style);
    assert_eq!(figure.marks(&frame.expect("a canvas draws"), &style).len(), 2);
    let context: web_sys::CanvasRenderingContext2d =
        canvas.get_context("2d").expect("2d").expect("2d").unchecked_into();
    let pixels = context.get_image_data(0.0, 0.0, 400.0, 300.0).expect("pixels").data();
    // Something other than the ground was drawn.
    assert!(pixels.chunks(4).any(|pixel| pixel[0] < 200));
}
