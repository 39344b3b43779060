//! Fetching a published file in the worker: from the page's own host and from mirrors, in order, checked as it arrives.
//!
//! A transfer that stalls or breaks off goes on at the next source where it stopped, if that source can do so. Bytes are
//! unpacked and summed piece by piece, so that nothing large has to be done at the end. What to fetch and what to keep of it
//! is decided by others. Reference: RFC 9110, section 14 (ranges).

use data::{
    published::FileInfo,
    unpack::{UnpackError, Unpacked, Unpacker},
};
use gloo_timers::{callback::Interval, future::TimeoutFuture};
use js_sys::{Reflect, Uint8Array};
use lab::fault::{Attempt, Fault, FetchFault};
use std::{
    cell::{Cell, RefCell},
    ops::Range,
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, DedicatedWorkerGlobalScope, ReadableStreamDefaultReader, RequestInit, Response, Window,
};

/// Without a byte for so long, a source counts as stalled.
pub const PATIENCE_MS: u32 = 10_000;
/// Packed bytes that are checked between two looks at the mailbox: about 20 ms.
const CHECKED_BYTES: usize = 512 << 10;

/// Lets a transfer be stopped from outside.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    is_asked: Rc<Cell<bool>>,
    transfer: Rc<RefCell<Option<AbortController>>>,
}

impl Stop {
    /// Stops the transfer, now and for good.
    pub fn ask(&self) {
        self.is_asked.set(true);
        if let Some(transfer) = self.transfer.borrow().as_ref() {
            transfer.abort();
        }
    }

    /// Returns whether it has been asked for.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.is_asked.get()
    }
}

/// A file that has arrived and is the published one.
#[derive(Debug)]
pub struct Arrived {
    /// Holds what was wanted of it, unpacked.
    pub unpacked: Unpacked,
    /// The bytes as they were sent.
    pub packed: Vec<u8>,
}

/// How a file is to be fetched.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// Its size and sum.
    pub file: FileInfo,
    /// The ranges of its unpacked bytes that are kept.
    pub wanted: Vec<Range<u64>>,
    /// Addresses, best first.
    pub urls: &'a [String],
    /// Without a byte for so many milliseconds, the next source is asked.
    pub patience_ms: u32,
    /// Lets it be stopped.
    pub stop: Stop,
}

/// What has arrived of a file so far.
struct Partial {
    unpacker: Unpacker,
    packed: Vec<u8>,
}

/// Fetches a file; `on_bytes` is told the bytes of it that have arrived.
///
/// # Errors
/// Every source with what was wrong there, or [`Fault::Cancelled`].
pub async fn fetch(order: &Order<'_>, on_bytes: impl Fn(u64)) -> Result<Arrived, Result<Vec<Attempt>, Fault>> {
    let mut attempts = Vec::new();
    let mut partial = None;
    for url in order.urls {
        let is_resumed = partial.is_some();
        let mut outcome = fetch_from(order, url, &mut partial, &on_bytes).await;
        if is_resumed && matches!(outcome, Err(FetchFault::Damaged | FetchFault::Checksum | FetchFault::Size { .. })) {
            // Two sources may pack the same bytes otherwise: the halves then do not fit, and each may still be right.
            partial = None;
            outcome = fetch_from(order, url, &mut partial, &on_bytes).await;
        }
        if order.stop.is_asked() {
            return Err(Err(Fault::Cancelled));
        }
        match outcome {
            Ok(arrived) => return Ok(arrived),
            Err(fault) => {
                attempts.push(Attempt { file: order.file.name.to_owned(), host: host_of(url), fault });
                if !matches!(fault, FetchFault::Stalled | FetchFault::NoNetwork) {
                    partial = None;
                }
            }
        }
    }
    Err(Ok(attempts))
}

/// Checks whole bytes as [`fetch`] does: what a cache kept is believed no more than what a network sent.
///
/// # Errors
/// What is wrong with them.
pub async fn check(file: &FileInfo, wanted: Vec<Range<u64>>, packed: &[u8]) -> Result<Unpacked, FetchFault> {
    let mut unpacker = Unpacker::new(file.n_bytes, wanted);
    for piece in packed.chunks(CHECKED_BYTES) {
        unpacker.take(piece).map_err(unpack_fault)?;
        // Messages come first: a training goes on meanwhile, and may be paused.
        TimeoutFuture::new(0).await;
    }
    compare(file, unpacker)
}

fn compare(file: &FileInfo, unpacker: Unpacker) -> Result<Unpacked, FetchFault> {
    let unpacked = unpacker.finish().map_err(unpack_fault)?;
    if unpacked.n_bytes != file.n_bytes {
        return Err(FetchFault::Size { expected: file.n_bytes, got: unpacked.n_bytes });
    }
    if unpacked.sha256 == file.sha256 { Ok(unpacked) } else { Err(FetchFault::Checksum) }
}

fn unpack_fault(error: UnpackError) -> FetchFault {
    match error {
        UnpackError::Damaged => FetchFault::Damaged,
        UnpackError::TooLong => FetchFault::TooLong,
    }
}

/// Asks one source for what is still missing. On a stall, `partial` holds what has arrived.
async fn fetch_from(
    order: &Order<'_>,
    url: &str,
    partial: &mut Option<Partial>,
    on_bytes: &impl Fn(u64),
) -> Result<Arrived, FetchFault> {
    let watch = Watch::start(order)?;
    let result = transfer(order, url, partial, on_bytes, &watch).await;
    result.map_err(|fault| if watch.has_stalled() { FetchFault::Stalled } else { fault })?;
    let Some(Partial { unpacker, packed }) = partial.take() else { return Err(FetchFault::Damaged) };
    let unpacked = compare(&order.file, unpacker)?;
    Ok(Arrived { unpacked, packed })
}

async fn transfer(
    order: &Order<'_>,
    url: &str,
    partial: &mut Option<Partial>,
    on_bytes: &impl Fn(u64),
    watch: &Watch,
) -> Result<(), FetchFault> {
    let n_before = partial.as_ref().map_or(0, |partial| partial.packed.len());
    let response = ask(url, n_before, watch).await?;
    if response.status() == 206 && starts_at(&response) != Some(n_before as u64) {
        return Err(FetchFault::Damaged);
    }
    if !response.ok() || is_web_page(&response) {
        return Err(match response.status() {
            200 | 404 | 410 => FetchFault::NotFound,
            status => FetchFault::Status(status),
        });
    }
    if response.status() != 206 {
        // The source begins at the beginning.
        *partial = None;
    }
    let partial = partial.get_or_insert_with(|| Partial {
        unpacker: Unpacker::new(order.file.n_bytes, order.wanted.clone()),
        packed: Vec::with_capacity(order.file.n_packed as usize),
    });
    let Some(body) = response.body() else { return Err(FetchFault::Damaged) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    while let Some(piece) = read(&reader).await? {
        watch.note();
        partial.unpacker.take(&piece).map_err(unpack_fault)?;
        partial.packed.extend_from_slice(&piece);
        on_bytes(partial.packed.len() as u64);
    }
    Ok(())
}

async fn ask(url: &str, n_before: usize, watch: &Watch) -> Result<Response, FetchFault> {
    let options = RequestInit::new();
    options.set_signal(Some(&watch.controller.signal()));
    let headers = js_sys::Object::new();
    if n_before > 0 {
        let range = format!("bytes={n_before}-");
        Reflect::set(&headers, &"Range".into(), &range.into()).map_err(|_| FetchFault::NoNetwork)?;
    }
    options.set_headers(&headers);
    let response = JsFuture::from(fetch_promise(url, &options)).await.map_err(|_| FetchFault::NoNetwork)?;
    watch.note();
    Ok(response.unchecked_into())
}

/// The worker's `fetch`; in a test that has no worker, the window's.
fn fetch_promise(url: &str, options: &RequestInit) -> js_sys::Promise {
    let global = js_sys::global();
    match global.dyn_into::<Window>() {
        Ok(window) => window.fetch_with_str_and_init(url, options),
        Err(global) => global.unchecked_into::<DedicatedWorkerGlobalScope>().fetch_with_str_and_init(url, options),
    }
}

/// The next piece of a body; `None` at its end.
async fn read(reader: &ReadableStreamDefaultReader) -> Result<Option<Vec<u8>>, FetchFault> {
    // A connection that breaks off in the middle looks like this, and so does a stop.
    let broken = |_: JsValue| FetchFault::NoNetwork;
    let chunk = JsFuture::from(reader.read()).await.map_err(broken)?;
    if Reflect::get(&chunk, &"done".into()).map_err(broken)?.is_truthy() {
        return Ok(None);
    }
    let piece: Uint8Array = Reflect::get(&chunk, &"value".into()).map_err(broken)?.unchecked_into();
    Ok(Some(piece.to_vec()))
}

/// Some hosts answer a missing file with their start page and status 200.
fn is_web_page(response: &Response) -> bool {
    header(response, "content-type").is_some_and(|kind| kind.starts_with("text/html"))
}

/// Where the range of an answer begins: `bytes 100-199/200`. Hidden by some hosts from other origins: then as asked.
fn starts_at(response: &Response) -> Option<u64> {
    let range = header(response, "content-range")?;
    range.strip_prefix("bytes ")?.split('-').next()?.parse().ok()
}

fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}

/// The host of an address; empty where it is the page's own.
fn host_of(url: &str) -> String {
    web_sys::Url::new(url).map(|url| url.host()).unwrap_or_default()
}

/// Ends a transfer that has stalled.
struct Watch {
    controller: AbortController,
    n_quiet: Rc<Cell<u32>>,
    limit: u32,
    stop: Stop,
    _timer: Interval,
}

/// How often the watch looks, in the time that it waits altogether.
const N_LOOKS: u32 = 10;

impl Watch {
    fn start(order: &Order<'_>) -> Result<Self, FetchFault> {
        let controller = AbortController::new().map_err(|_| FetchFault::NoNetwork)?;
        let stop = order.stop.clone();
        if stop.is_asked() {
            return Err(FetchFault::NoNetwork);
        }
        stop.transfer.replace(Some(controller.clone()));
        let n_quiet = Rc::new(Cell::new(0));
        let timer = {
            let (controller, n_quiet) = (controller.clone(), n_quiet.clone());
            Interval::new((order.patience_ms / N_LOOKS).max(1), move || {
                n_quiet.set(n_quiet.get() + 1);
                if n_quiet.get() > N_LOOKS {
                    controller.abort();
                }
            })
        };
        Ok(Self { controller, n_quiet, limit: N_LOOKS, stop, _timer: timer })
    }

    /// Something has arrived.
    fn note(&self) {
        self.n_quiet.set(0);
    }

    fn has_stalled(&self) -> bool {
        self.n_quiet.get() > self.limit
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop.transfer.replace(None);
    }
}
