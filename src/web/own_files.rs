//! Reading of the user's own files in the worker: their bytes, and pictures decoded by the browser. Nothing leaves the
//! machine.
//!
//! The interpretation of the bytes is left to [`lab::exchange::own_data`].

use data::{
    Dataset,
    fingerprint::{Fingerprint, Fingerprinter},
    image::{grey_of, middle_square},
    table::{Header, Table},
};
use js_sys::{Reflect, Uint8Array};
use lab::exchange::own_data::{
    FileKind, MAX_FILE_BYTES, MAX_PICTURE_BYTES, OwnFault, PICTURE_SIDES, Reading, Understood, describe, kind_of,
    link::FileLink, read_idx, read_pictures, read_table,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DedicatedWorkerGlobalScope, File, ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d,
};

/// The number of bytes from which the type of a file is detected.
const N_FIRST: f64 = 512.0;
/// The bytes that are hashed at a time, and the limit for all files: more would take too long.
const N_A_PIECE: f64 = 4e6;
const MOST_FINGERPRINTED: f64 = 1e9;
/// The number of pictures between two progress reports.
const N_BETWEEN_REPORTS: usize = 25;

/// Files that stay open while the user chooses how to read them.
#[derive(Debug)]
pub struct Held {
    files: Vec<File>,
    /// The parsed table, so that another choice of columns does not read the file again.
    table: RefCell<Option<(Header, Rc<Table>)>>,
    fingerprint: RefCell<Option<Fingerprint>>,
}

impl Held {
    /// Creates a collection of files.
    #[must_use]
    pub fn new(files: Vec<File>) -> Self {
        // Sorted, so that the same files give the same samples in whatever order they were selected.
        let mut files = files;
        files.sort_by_key(File::name);
        Self { files, table: RefCell::new(None), fingerprint: RefCell::new(None) }
    }

    /// Returns the fingerprint of all files, computed once; without a hash if they are too large.
    async fn fingerprint(&self) -> Result<Fingerprint, OwnFault> {
        if let Some(fingerprint) = self.fingerprint.borrow().as_ref() {
            return Ok(fingerprint.clone());
        }
        let n_bytes = self.files.iter().map(|file| file.size()).sum::<f64>();
        if n_bytes > MOST_FINGERPRINTED {
            return Ok(Fingerprint { n_bytes: n_bytes as u64, hash: String::new() });
        }
        let mut fingerprinter = Fingerprinter::default();
        for file in &self.files {
            let mut from = 0.0;
            while from < file.size() {
                let piece = file.slice_with_f64_and_f64(from, from + N_A_PIECE);
                let piece = piece.map_err(|_| OwnFault::Unreadable(file.name()))?;
                fingerprinter.take(&bytes_of(&piece, file).await?);
                from += N_A_PIECE;
            }
            fingerprinter.end_file();
        }
        let fingerprint = fingerprinter.finish();
        self.fingerprint.replace(Some(fingerprint.clone()));
        Ok(fingerprint)
    }
}

/// Reads the files; returns samples and a description. `on_progress` is called with the number of files read and of all
/// files.
///
/// # Errors
/// The reason why the files cannot be used.
pub async fn understand(
    held: &Held,
    reading: Reading,
    on_progress: impl Fn(usize, usize),
) -> Result<(Dataset, Understood), OwnFault> {
    let (dataset, understood) = read(held, reading, on_progress).await?;
    let fingerprint = held.fingerprint().await?;
    Ok((dataset, Understood { fingerprint, ..understood }))
}

/// Returns the reading of the files for a link that asks for one: that of the link, unless the files differ.
///
/// # Errors
/// If the browser cannot read them.
pub async fn reading_for(held: &Held, link: &FileLink) -> Result<Reading, OwnFault> {
    let is_other = link.is_of(&held.fingerprint().await?) == Some(false);
    Ok(if is_other { Reading::default() } else { link.reading })
}

async fn read(
    held: &Held,
    reading: Reading,
    on_progress: impl Fn(usize, usize),
) -> Result<(Dataset, Understood), OwnFault> {
    let Some(first) = held.files.first() else { return Err(OwnFault::Mixed) };
    let start = bytes_of(&slice(first, N_FIRST)?, first).await?;
    let kind = kind_of(&first.name(), &start).ok_or_else(|| OwnFault::UnknownKind(first.name()))?;
    let names = held.files.iter().map(File::name).collect();
    match kind {
        FileKind::Idx => {
            let mut files = Vec::new();
            for file in &held.files {
                files.push((file.name(), whole(file).await?));
            }
            let dataset = read_idx(&files)?;
            let understood = describe(&dataset, kind, names, reading);
            Ok((dataset, understood))
        }
        FileKind::Table => {
            let [file] = held.files.as_slice() else { return Err(OwnFault::Mixed) };
            let table = table_of(held, file, reading.header).await?;
            let (dataset, info) = read_table(&file.name(), &table, &reading)?;
            let understood = Understood { table: Some(info), ..describe(&dataset, kind, names, reading) };
            Ok((dataset, understood))
        }
        FileKind::Picture => {
            let side = if PICTURE_SIDES.contains(&reading.picture_side) { reading.picture_side } else { 28 };
            let (grey, names, unused) = decode_all(&held.files, side, reading.inverts, on_progress).await?;
            let dataset = read_pictures(grey, side)?;
            let understood = Understood { unused, ..describe(&dataset, kind, names, reading) };
            Ok((dataset, understood))
        }
    }
}

async fn table_of(held: &Held, file: &File, header: Header) -> Result<Rc<Table>, OwnFault> {
    if let Some((_, table)) = held.table.borrow().as_ref().filter(|(read_with, _)| *read_with == header) {
        return Ok(table.clone());
    }
    let bytes = whole(file).await?;
    let table = Table::parse(&bytes, header).map_err(|error| OwnFault::Table { name: file.name(), error })?;
    let table = Rc::new(table);
    held.table.replace(Some((header, table.clone())));
    Ok(table)
}

/// Decodes all pictures to grey pixels, one after another; returns the names of the files that are pictures, and of the
/// others.
async fn decode_all(
    files: &[File],
    side: usize,
    inverts: bool,
    on_progress: impl Fn(usize, usize),
) -> Result<(Vec<u8>, Vec<String>, Vec<String>), OwnFault> {
    let limit = MAX_PICTURE_BYTES / (side * side);
    if files.len() > limit {
        return Err(OwnFault::TooManyPictures { limit });
    }
    let (mut grey, mut names, mut unused) = (Vec::with_capacity(files.len() * side * side), Vec::new(), Vec::new());
    let no_picture = |_: JsValue| OwnFault::NoPicture(files[0].name());
    let context = context_of(side as u32).map_err(no_picture)?;
    for (n_read, file) in files.iter().enumerate() {
        if n_read % N_BETWEEN_REPORTS == 0 {
            on_progress(n_read, files.len());
        }
        match decode(file, side, &context).await {
            Ok(rgba) => {
                grey.extend(grey_of(&rgba, inverts));
                names.push(file.name());
            }
            Err(_) => unused.push(file.name()),
        }
    }
    if names.is_empty() { Err(OwnFault::NoPicture(files[0].name())) } else { Ok((grey, names, unused)) }
}

fn context_of(side: u32) -> Result<OffscreenCanvasRenderingContext2d, JsValue> {
    let canvas = OffscreenCanvas::new(side, side)?;
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: OffscreenCanvasRenderingContext2d = context.unchecked_into();
    // The bindings lack this property; if a browser does not know it, pictures are only coarser.
    Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into())?;
    Ok(context)
}

/// Returns the RGBA pixels of the picture's central square, scaled.
async fn decode(file: &File, side: usize, context: &OffscreenCanvasRenderingContext2d) -> Result<Vec<u8>, JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let bitmap = JsFuture::from(scope.create_image_bitmap_with_blob(file)?).await?;
    let bitmap: ImageBitmap = bitmap.unchecked_into();
    let (left, top, square) = middle_square(bitmap.width(), bitmap.height());
    let size = side as f64;
    context.clear_rect(0.0, 0.0, size, size);
    context.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
        &bitmap,
        f64::from(left),
        f64::from(top),
        f64::from(square),
        f64::from(square),
        0.0,
        0.0,
        size,
        size,
    )?;
    bitmap.close();
    Ok(context.get_image_data(0.0, 0.0, size, size)?.data().0)
}

async fn whole(file: &File) -> Result<Vec<u8>, OwnFault> {
    if file.size() > MAX_FILE_BYTES as f64 {
        return Err(OwnFault::TooLarge { name: file.name(), limit: MAX_FILE_BYTES });
    }
    bytes_of(file, file).await
}

fn slice(file: &File, n_bytes: f64) -> Result<Blob, OwnFault> {
    file.slice_with_f64_and_f64(0.0, n_bytes).map_err(|_| OwnFault::Unreadable(file.name()))
}

async fn bytes_of(blob: &Blob, file: &File) -> Result<Vec<u8>, OwnFault> {
    let buffer = JsFuture::from(blob.array_buffer()).await.map_err(|_| OwnFault::Unreadable(file.name()))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
