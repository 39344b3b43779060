//! Data in the worker: those at hand, and those on their way from the browser's store, this site or a mirror.

use super::{
    Worker,
    run::{Run, Wanted},
    weights::Weights,
};
use data::{Dataset, published::FileInfo, unpack::Unpacked};
use lab::{
    fault::{Attempt, Fault},
    protocol::{Event, RunEvent, Stored},
    run::{
        session::Session,
        source::{self, PartKey},
    },
    settings::DataId,
};
use std::{cell::RefCell, ops::Range, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use web::{
    download::{self, Order, PATIENCE_MS, Stop},
    stored,
};

/// Data that a run waits for.
pub(super) struct Loading {
    /// The run.
    pub(super) wanted: Wanted,
    /// All parts that the run needs.
    pub(super) keys: Vec<PartKey>,
    pub(super) stop: Stop,
}

/// Data at hand: the parts of one published data set, and the user's own.
#[derive(Default)]
pub(super) struct Shelf {
    published: Vec<(PartKey, Rc<Dataset>)>,
    pub(super) own: Option<Rc<Dataset>>,
    /// Tells whether the browser has refused to keep a file.
    is_refused: bool,
}

impl Shelf {
    /// Those of the parts that are not at hand.
    pub(super) fn missing(&self, keys: &[PartKey]) -> Vec<PartKey> {
        keys.iter().filter(|key| self.find(key).is_none()).copied().collect()
    }

    /// Those of the parts that are at hand, in the order of the keys.
    pub(super) fn parts(&self, keys: &[PartKey]) -> Vec<Rc<Dataset>> {
        keys.iter().filter_map(|key| self.find(key)).collect()
    }

    fn find(&self, key: &PartKey) -> Option<Rc<Dataset>> {
        self.published.iter().find(|(of, _)| of == key).map(|(_, dataset)| dataset.clone())
    }

    /// Adds a part; others stay only while they serve the same run: memory is short, and the browser's store is near.
    fn put(&mut self, key: PartKey, dataset: Dataset, needed: &[PartKey]) {
        self.published.retain(|(of, _)| needed.contains(of));
        self.published.push((key, Rc::new(dataset)));
    }
}

/// Makes the run at once where its data are at hand; otherwise they are fetched first, and the run of before goes on.
pub(super) fn configure(worker: &Rc<RefCell<Worker>>, wanted: Wanted) {
    let keys = source::required_parts(&wanted.settings);
    let missing = worker.borrow().shelf.missing(&keys);
    let waiting = worker.borrow_mut().loading.take();
    match waiting {
        // The same data are on their way: only the run that waits for them is another.
        Some(loading) if !missing.is_empty() && loading.keys == keys => {
            worker.borrow_mut().loading = Some(Loading { wanted, ..loading });
        }
        waiting => {
            if let Some(loading) = waiting {
                loading.stop.ask();
            }
            if missing.is_empty() {
                make_run(worker, wanted);
            } else {
                start(worker, Loading { wanted, keys, stop: Default::default() }, missing);
            }
        }
    }
}

/// Puts a session of these settings in place of the one before, once its data are at hand.
fn make_run(worker: &Rc<RefCell<Worker>>, Wanted { run_id, settings, has_weights }: Wanted) {
    let mut this = worker.borrow_mut();
    let this = &mut *this;
    let parts = this.shelf.parts(&source::required_parts(&settings));
    let brought = if has_weights { this.states.get::<Weights>().brought.take() } else { None };
    let mut refused = None;
    let session = source::assemble(&settings, &parts, this.shelf.own.as_ref())
        .and_then(|samples| Session::new(settings, &samples))
        .and_then(|mut session| {
            if let Some((weights, provenance)) = &brought
                && let Err(fault) = session.start_from(weights, provenance.clone())
            {
                // In words that name the tensor, and as the end of this run.
                refused = Some(fault);
                return Err(Fault::WeightsDoNotFit);
            }
            Ok(session)
        });
    match session {
        Ok(mut session) => {
            this.drop_run();
            if let Some(reference) = &this.baseline {
                session.adopt(reference);
            }
            this.run = Some(Run::new(run_id, session));
            this.keep_ticking();
        }
        Err(fault) => this.send_run(run_id, RunEvent::Failed(fault)),
    }
    if let Some(fault) = refused {
        this.send(&Event::WeightsRefused(fault));
    }
}

/// Fetches the missing parts; the run that waits for them then is made.
pub(super) fn start(worker: &Rc<RefCell<Worker>>, loading: Loading, missing: Vec<PartKey>) {
    let stop = loading.stop.clone();
    worker.borrow_mut().loading = Some(loading);
    let worker = worker.clone();
    spawn_local(async move {
        let outcome = load_all(&worker, &missing, &stop).await;
        if stop.is_asked() {
            // Another loading has taken its place, or the user has been told already.
            return;
        }
        let Some(loading) = worker.borrow_mut().loading.take() else { return };
        match outcome {
            Ok(()) => make_run(&worker, loading.wanted),
            Err(fault) => worker.borrow().send_run(loading.wanted.run_id, RunEvent::Failed(fault)),
        }
        worker.borrow_mut().unsettle();
    });
}

async fn load_all(worker: &Rc<RefCell<Worker>>, missing: &[PartKey], stop: &Stop) -> Result<(), Fault> {
    let n_total: u64 = missing.iter().flat_map(PartKey::files).map(|file| file.n_packed).sum();
    let mut n_before = 0;
    for key in missing {
        let report = |n_bytes: u64| {
            let this = worker.borrow();
            if let Some(loading) = &this.loading {
                let n_received = n_before + n_bytes;
                this.send_run(loading.wanted.run_id, RunEvent::Loading { n_received, n_total });
            }
        };
        let dataset = load_part(worker, key, stop, report).await?;
        n_before += key.files().iter().map(|file| file.n_packed).sum::<u64>();
        let mut this = worker.borrow_mut();
        let needed = this.loading.as_ref().map(|loading| loading.keys.clone()).unwrap_or_default();
        this.shelf.put(*key, dataset, &needed);
    }
    Ok(())
}

/// Parts for an experiment beside the run: from the shelf, the browser's store, this site or a mirror. `report` is told the
/// bytes so far, and in all.
///
/// # Errors
/// As a run that waits for its data.
pub(super) async fn provide(
    worker: &Rc<RefCell<Worker>>,
    keys: &[PartKey],
    stop: &Stop,
    report: impl Fn(u64, u64),
) -> Result<Vec<Rc<Dataset>>, Fault> {
    let missing = worker.borrow().shelf.missing(keys);
    let n_total: u64 = missing.iter().flat_map(PartKey::files).map(|file| file.n_packed).sum();
    let mut n_before = 0;
    for key in &missing {
        let dataset = load_part(worker, key, stop, |n_bytes| report(n_before + n_bytes, n_total)).await?;
        n_before += key.files().iter().map(|file| file.n_packed).sum::<u64>();
        worker.borrow_mut().shelf.put(*key, dataset, keys);
    }
    Ok(worker.borrow().shelf.parts(keys))
}

/// A part from its two files; `report` is told its bytes so far.
async fn load_part(
    worker: &Rc<RefCell<Worker>>,
    key: &PartKey,
    stop: &Stop,
    report: impl Fn(u64),
) -> Result<Dataset, Fault> {
    let mut unpacked = Vec::new();
    let mut n_before = 0;
    for (file, wanted) in key.files().iter().zip(key.wanted()) {
        let urls = places(key.data, file);
        let report = |n_bytes: u64| report(n_before + n_bytes.min(file.n_packed));
        let loaded = load_file(worker, file, wanted, &urls, stop, report).await;
        unpacked.push(loaded.map_err(|failed| match failed {
            Ok(attempts) => Fault::DataUnavailable { data: key.data, attempts },
            Err(fault) => fault,
        })?);
        n_before += file.n_packed;
    }
    let [images, labels] = <[Unpacked; 2]>::try_from(unpacked).map_err(|_| Fault::TooFewSamples)?;
    let damaged = |reason: String| Fault::DataDamaged { name: key.data.name().to_owned(), reason };
    key.assemble(images, labels).map_err(|error| damaged(error.to_string()))
}

/// A part that is at hand, in the browser's store or on this site; no mirror is asked for it, and nobody waits for it.
pub(super) async fn nearby(worker: &Rc<RefCell<Worker>>, key: PartKey) -> Option<Rc<Dataset>> {
    let at_hand = worker.borrow().shelf.find(&key);
    if at_hand.is_some() {
        return at_hand;
    }
    let mut unpacked = Vec::new();
    for (file, wanted) in key.files().iter().zip(key.wanted()) {
        let place = format!("data/{}/{}", key.data.name(), file.name);
        unpacked.push(load_file(worker, file, wanted, &[place], &Stop::default(), |_| {}).await.ok()?);
    }
    let [images, labels] = <[Unpacked; 2]>::try_from(unpacked).ok()?;
    key.assemble(images, labels).ok().map(Rc::new)
}

/// Where a file of a published data set may be: on this site, then on its mirrors.
fn places(data: DataId, file: &FileInfo) -> Vec<String> {
    let mirrors = data.image_set().map_or(&[][..], |set| set.mirrors);
    let mut urls = vec![format!("data/{}/{}", data.name(), file.name)];
    urls.extend(mirrors.iter().map(|mirror| format!("{mirror}{}", file.name)));
    urls
}

/// A file from the browser's store, else from the first of some places that has it; what was fetched is kept.
async fn load_file(
    worker: &Rc<RefCell<Worker>>,
    file: &FileInfo,
    wanted: Vec<Range<u64>>,
    urls: &[String],
    stop: &Stop,
    report: impl Fn(u64),
) -> Result<Unpacked, Result<Vec<Attempt>, Fault>> {
    if let Some(packed) = stored::load(file).await {
        if let Ok(unpacked) = download::check(file, wanted.clone(), &packed).await {
            report(file.n_packed);
            return Ok(unpacked);
        }
        stored::forget(file).await;
    }
    let order = Order { file: *file, wanted, urls, patience_ms: PATIENCE_MS, stop: stop.clone() };
    let arrived = download::fetch(&order, report).await?;
    // The run need not wait until the browser has written it.
    let (worker, file) = (worker.clone(), *file);
    spawn_local(async move {
        let is_kept = stored::keep(&file, &arrived.packed).await;
        tell(&worker, is_kept).await;
    });
    Ok(arrived.unpacked)
}

/// Tells the page what the browser keeps.
pub(super) async fn tell_stored(worker: Rc<RefCell<Worker>>) {
    tell(&worker, true).await;
}

/// Forgets a data set; what is at hand stays so until the page is left.
pub(super) async fn delete_stored(worker: Rc<RefCell<Worker>>, data: DataId) {
    for file in data.image_set().map_or(&[][..], |set| &set.files) {
        stored::forget(file).await;
    }
    tell(&worker, true).await;
}

async fn tell(worker: &Rc<RefCell<Worker>>, is_kept: bool) {
    // Once refused, the reader has to know, although a smaller file may have found its place after that.
    worker.borrow_mut().shelf.is_refused |= !is_kept;
    let Stored { sets, is_refused } = stored::list().await;
    let this = worker.borrow();
    this.send(&Event::Stored(Stored { sets, is_refused: is_refused || this.shelf.is_refused }));
}
