//! The camera: pictures of it, one after another, for the worker to read.

use gloo::utils::window;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Object, Reflect};
use lab::exchange::code_reader::Frame;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

/// Between two pictures.
const LOOK_MS: u32 = 200;
/// Columns of a picture: enough for a code that takes a fifth of it, little enough to be read at once.
const MOST_COLUMNS: f64 = 800.0;

/// A camera that is on. Dropping it switches it off.
#[derive(Debug)]
pub struct Camera {
    is_wanted: Rc<Cell<bool>>,
}

impl Camera {
    /// Returns whether this browser lets pages ask for a camera: not without https.
    #[must_use]
    pub fn is_there() -> bool {
        window().navigator().media_devices().is_ok_and(|devices| !devices.is_undefined())
    }

    /// Shows the camera in `video` and hands on a picture whenever `is_free` says that the one before is done with; `on_refused`
    /// is told when there is no camera, or the user does not allow it.
    pub fn start(
        video: &HtmlVideoElement,
        is_free: impl Fn() -> bool + 'static,
        on_frame: impl Fn(Frame) + 'static,
        on_refused: impl Fn() + 'static,
    ) -> Self {
        let is_wanted = Rc::new(Cell::new(true));
        let (video, wanted) = (video.clone(), is_wanted.clone());
        spawn_local(async move {
            let stream = ask().await;
            let outcome = match &stream {
                Ok(stream) => look(&video, stream, &wanted, is_free, on_frame).await,
                Err(refusal) => Err(refusal.clone()),
            };
            if outcome.is_err() && wanted.get() {
                on_refused();
            }
            if let Ok(stream) = stream {
                switch_off(&video, &stream);
            }
        });
        Self { is_wanted }
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.is_wanted.set(false);
    }
}

/// Asks the user for a camera, rather one that looks away from them.
async fn ask() -> Result<MediaStream, JsValue> {
    let side = Object::new();
    Reflect::set(&side, &"facingMode".into(), &"environment".into())?;
    let wishes = MediaStreamConstraints::new();
    wishes.set_video(&side);
    let devices = window().navigator().media_devices()?;
    JsFuture::from(devices.get_user_media_with_constraints(&wishes)?).await?.dyn_into()
}

async fn look(
    video: &HtmlVideoElement,
    stream: &MediaStream,
    is_wanted: &Cell<bool>,
    is_free: impl Fn() -> bool,
    on_frame: impl Fn(Frame),
) -> Result<(), JsValue> {
    if !is_wanted.get() {
        return Ok(());
    }
    video.set_src_object(Some(stream));
    JsFuture::from(video.play()?).await?;
    while is_wanted.get() {
        // Before the first picture there are no sides.
        if is_free() && video.video_width() > 0 && video.video_height() > 0 {
            on_frame(picture(video)?);
        }
        TimeoutFuture::new(LOOK_MS).await;
    }
    Ok(())
}

/// The picture of the moment, not larger than it has to be.
fn picture(video: &HtmlVideoElement) -> Result<Frame, JsValue> {
    let (width, height) = (f64::from(video.video_width()), f64::from(video.video_height()));
    let scale = (MOST_COLUMNS / width).min(1.0);
    let (columns, rows) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    let canvas = OffscreenCanvas::new(columns as u32, rows as u32)?;
    let wishes = Object::new();
    Reflect::set(&wishes, &"willReadFrequently".into(), &true.into())?;
    let context = canvas.get_context_with_context_options("2d", &wishes)?.ok_or(JsValue::NULL)?;
    let context: OffscreenCanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, columns, rows)?;
    let rgba = context.get_image_data(0.0, 0.0, columns, rows)?.data().0;
    Ok(Frame::of_rgba(columns as usize, rows as usize, &rgba))
}

/// Ends a stream, and shows it no longer; another one that has come meanwhile stays.
fn switch_off(video: &HtmlVideoElement, stream: &MediaStream) {
    stream
        .get_tracks()
        .iter()
        .filter_map(|track| track.dyn_into().ok())
        .for_each(|track: MediaStreamTrack| track.stop());
    if video.src_object().as_ref() == Some(stream) {
        video.set_src_object(None);
    }
}
