//! Kept runs in the browser's own database, and the picture of rows of images that is saved.

use autoencoder_lab::{
    lab::{
        kept::{KeptBytes, KeptRun},
        snapshot::ImageSize,
    },
    plot::palette::Theme,
    ui::strip::{StripRow, strip},
    web::database::Store,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn runs_stay_in_the_browser_until_they_are_forgotten() {
    let run = |id: u64, name: &str| KeptRun::new(id, name.to_owned(), "chapter=stacked".to_owned(), &[]);
    let (first, second) = (run(1_700_000_000_001, "first"), run(1_700_000_000_002, "second"));
    // Out of order: they come back in the order of their numbers.
    for run in [&second, &first] {
        assert!(Store::Runs.put(run.id, &run.to_bytes()).await);
    }
    let renamed = KeptRun { name: "renamed".to_owned(), ..first.clone() };
    assert!(Store::Runs.put(first.id, &renamed.to_bytes()).await);
    let list = KeptBytes { runs: Store::Runs.load_all().await.expect("a database"), is_refused: false };
    assert_eq!(list.runs(), [renamed, second.clone()]);
    for id in [first.id, second.id] {
        assert!(Store::Runs.forget(id).await);
    }
    assert_eq!(Store::Runs.load_all().await.map(|runs| runs.len()), Some(0));
}

#[wasm_bindgen_test]
fn a_picture_holds_every_row_with_its_images() {
    let palette = Theme::Light.palette();
    let size = ImageSize { height: 2, width: 2 };
    let row = |label: &str, value: u8| StripRow { label: label.to_owned(), pixels: vec![value; 3 * 4] };
    let picture = strip("title", &[row("white", 0), row("black", 255)], size, palette).expect("a canvas");
    let context: web_sys::CanvasRenderingContext2d =
        picture.get_context("2d").expect("2d").expect("2d").unchecked_into();
    let dark = |from: f64, height: f64| {
        let width = f64::from(picture.width());
        // To the right of the labels, where the images are.
        let pixels = context.get_image_data(300.0, from, width - 300.0, height).expect("pixels").data();
        pixels.chunks(4).filter(|pixel| pixel[0] < 100).count()
    };
    // A title of 64 pixels, two rows of images enlarged to 84, 10 after each.
    assert_eq!(picture.height(), 64 + 2 * (84 + 10) + 10);
    assert_eq!(dark(64.0, 84.0), 0);
    assert!(dark(158.0, 84.0) > 1000);
}
