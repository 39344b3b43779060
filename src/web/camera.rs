//! QR codes before the camera, read by the browser itself where it can (`BarcodeDetector`, the Shape Detection API).
//!
//! The interface is no finished standard, so that it is reached by name and not by bindings.

use gloo::utils::window;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};

/// Between two looks.
const LOOK_MS: u32 = 250;
/// The browser's reader.
const DETECTOR: &str = "BarcodeDetector";

/// A camera that looks for codes. Dropping it switches it off.
#[derive(Debug)]
pub struct Camera {
    is_wanted: Rc<Cell<bool>>,
}

impl Camera {
    /// Whether this browser can read codes by its camera.
    #[must_use]
    pub fn is_there() -> bool {
        let has_reader = Reflect::has(&window(), &JsValue::from_str(DETECTOR)).unwrap_or(false);
        has_reader && window().navigator().media_devices().is_ok()
    }

    /// Shows the camera in `video` and hands on each code that is seen; `on_refused` is told when there is none, or the user
    /// does not allow it.
    pub fn start(
        video: &HtmlVideoElement,
        on_code: impl Fn(String) + 'static,
        on_refused: impl Fn() + 'static,
    ) -> Self {
        let is_wanted = Rc::new(Cell::new(true));
        let (video, wanted) = (video.clone(), is_wanted.clone());
        spawn_local(async move {
            if look(&video, &wanted, on_code).await.is_err() && wanted.get() {
                on_refused();
            }
            switch_off(&video);
        });
        Self { is_wanted }
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.is_wanted.set(false);
    }
}

async fn look(video: &HtmlVideoElement, is_wanted: &Cell<bool>, on_code: impl Fn(String)) -> Result<(), JsValue> {
    let side = Object::new();
    Reflect::set(&side, &"facingMode".into(), &"environment".into())?;
    let wishes = MediaStreamConstraints::new();
    wishes.set_video(&side);
    let devices = window().navigator().media_devices()?;
    let stream: MediaStream = JsFuture::from(devices.get_user_media_with_constraints(&wishes)?).await?.dyn_into()?;
    video.set_src_object(Some(&stream));
    JsFuture::from(video.play()?).await?;
    let detector = Reflect::get(&window(), &JsValue::from_str(DETECTOR))?.dyn_into::<Function>()?;
    let detector = Reflect::construct(&detector, &Array::new())?;
    let detect = Reflect::get(&detector, &"detect".into())?.dyn_into::<Function>()?;
    while is_wanted.get() {
        let seen = JsFuture::from(detect.call1(&detector, video)?.dyn_into::<Promise>()?).await;
        // A frame that is not there yet is none.
        for code in seen.map(|seen| Array::from(&seen)).unwrap_or_default().iter() {
            if let Some(text) = Reflect::get(&code, &"rawValue".into())?.as_string() {
                on_code(text);
            }
        }
        TimeoutFuture::new(LOOK_MS).await;
    }
    Ok(())
}

fn switch_off(video: &HtmlVideoElement) {
    if let Some(stream) = video.src_object() {
        stream
            .get_tracks()
            .iter()
            .filter_map(|track| track.dyn_into().ok())
            .for_each(|track: MediaStreamTrack| track.stop());
    }
    video.set_src_object(None);
}
