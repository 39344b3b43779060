//! Rows of images as they are read from the page, to be taken away.

use autoencoder_lab::{
    plot::{grey_images::rgba_grid, palette::Theme},
    web::canvas::{put_pixels, rows_around},
};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlCanvasElement};

#[wasm_bindgen_test]
fn rows_are_read_with_the_words_before_them() {
    let palette = Theme::Light.palette();
    let new = |name: &str| document().create_element(name).expect("an element");
    let rows = new("div");
    rows.set_class_name("image-rows");
    let append = |to: &Element, child: &Element| drop(to.append_child(child).expect("it takes children"));
    let add = |words: &str, values: &[u8]| {
        let span = new("span");
        span.set_text_content(Some(words));
        append(&rows, &span);
        let canvas: HtmlCanvasElement = new("canvas").unchecked_into();
        canvas.set_class_name("image-row");
        let (bytes, width, height) = rgba_grid(values, (2, 2), (values.len() / 4, 1), palette);
        put_pixels(&canvas, &bytes, width, height);
        // Whatever a row stands in.
        let inner = new("div");
        append(&inner, &canvas);
        append(&rows, &inner);
    };
    add("white", &[0; 8]);
    add(" black ", &[255; 4]);
    let place = new("div");
    append(&rows, &place);

    let read = rows_around(&place);
    assert_eq!(
        read.iter().map(|row| (row.words.as_str(), row.width)).collect::<Vec<_>>(),
        [("white", 5), ("black", 2)]
    );
    // Two images with a clear line between them; the colours are those of the theme.
    let pixel = |colour: plot::palette::Colour| [colour.0, colour.1, colour.2, 255];
    assert_eq!(read[0].rgba[..4], pixel(palette.card));
    assert_eq!(read[0].rgba[2 * 4..3 * 4], [0; 4]);
    assert_eq!(read[0].rgba.len(), 5 * 2 * 4);
    assert!(read[1].rgba.chunks(4).all(|other| other == pixel(palette.ink)));
    assert_eq!(rows_around(&new("div")), []);
}
