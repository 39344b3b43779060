//! What files are taken for, and what is said of those that do not fit.

use super::*;

fn idx(shape: &[u32], values: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 8, shape.len() as u8];
    bytes.extend(shape.iter().flat_map(|size| size.to_be_bytes()));
    bytes.extend(values);
    bytes
}

fn named(files: &[Vec<u8>]) -> Vec<(String, Vec<u8>)> {
    files.iter().enumerate().map(|(n, bytes)| (format!("file {n}"), bytes.clone())).collect()
}

#[test]
fn kinds_are_told_by_bytes_first_and_by_names_then() {
    for (name, first, expected) in [
        ("holiday.txt", &b"\x89PNG\r\n\x1a\n"[..], Some(FileKind::Picture)),
        ("a.webp", &b"RIFF\x01\x02\x03\x04WEBPVP8 "[..], Some(FileKind::Picture)),
        ("broken.png", &b"this is text"[..], Some(FileKind::Picture)),
        ("train-images", &[0, 0, 8, 3, 0][..], Some(FileKind::Idx)),
        ("train.gz", &[0x1f, 0x8b, 8, 0][..], Some(FileKind::Idx)),
        ("points.csv", &b"x;y\n1;2\n"[..], Some(FileKind::Table)),
        ("no ending", "año,1\n".as_bytes(), Some(FileKind::Table)),
        ("program.exe", &b"MZ\x90\x00\x03"[..], None),
        ("empty", &b""[..], None),
    ] {
        assert_eq!(kind_of(name, first), expected, "{name}");
    }
}

#[test]
fn images_and_labels_in_any_order() {
    let images = idx(&[3, 2, 4], &[7; 24]);
    let labels = idx(&[3], &[2, 0, 2]);
    for files in [[images.clone(), labels.clone()], [labels.clone(), images.clone()]] {
        let dataset = read_idx(&named(&files)).expect("they match");
        assert_eq!(dataset.shape(), SampleShape::Image { height: 2, width: 4 });
        let understood = describe(&dataset, FileKind::Idx, vec!["a".into()], Reading::default());
        assert_eq!((understood.n_samples, understood.n_features), (3, 8));
        assert_eq!(understood.classes, [("0".to_owned(), 1), ("2".to_owned(), 2)]);
        assert_eq!(understood.sheet, [7; 24]);
        assert!((understood.range.0 - 7.0 / 255.0).abs() < 1e-7);
    }
    assert!(read_idx(&named(&[images])).expect("labels may be missing").labels().is_none());
}

#[test]
fn what_does_not_fit_is_told_apart() {
    let images = idx(&[2, 2, 2], &[7; 8]);
    let labels = idx(&[3], &[2, 0, 2]);
    let mismatch = IdxError::Labels { n_images: 2, n_labels: 3 };
    for (files, expected) in [
        (vec![labels.clone()], OwnFault::NoImages("file 0".into())),
        (vec![images.clone(), images.clone()], OwnFault::Mixed),
        (vec![images.clone(), labels], OwnFault::Idx { name: "file 0".into(), error: mismatch }),
        (vec![idx(&[2, 129, 1], &[0; 258])], OwnFault::ImageSize(ImageSize { height: 129, width: 1 })),
        (vec![idx(&[2, 0, 5], &[])], OwnFault::ImageSize(ImageSize { height: 0, width: 5 })),
        (vec![idx(&[1, 2, 2], &[0; 4])], OwnFault::TooFewSamples),
        (vec![idx(&[0, 2, 2], &[])], OwnFault::TooFewSamples),
        (vec![b"cats".to_vec()], OwnFault::Idx { name: "file 0".into(), error: IdxError::Magic }),
    ] {
        assert_eq!(read_idx(&named(&files)), Err(expected));
    }
}

#[test]
fn a_table_becomes_points_or_square_images() {
    let points = Table::parse(b"x,y,label\n0,10,a\n2,30,b\n1,20,a\n", Header::Detect).expect("a table");
    let (dataset, info) = read_table("points.csv", &points, &Reading::default()).expect("numbers");
    assert_eq!((dataset.shape(), dataset.labels()), (SampleShape::Point, Some(&[0, 1, 0][..])));
    assert_eq!(info.choice, ColumnChoice { label_column: Some(2), scaling: Scaling::UnitRange });
    let understood = describe(&dataset, FileKind::Table, vec![], Reading::default());
    assert_eq!(understood.rows, [[0.0, 0.0], [1.0, 1.0], [0.5, 0.5]]);

    let row = |value: &str| vec![value; 64].join(",");
    let text = format!("{}\n{}\n", row("0"), row("255"));
    let table = Table::parse(text.as_bytes(), Header::Detect).expect("a table");
    let (dataset, info) = read_table("pixels.csv", &table, &Reading::default()).expect("pixels");
    assert_eq!(dataset.shape(), SampleShape::Image { height: 8, width: 8 });
    assert!(info.may_be_images);
    let plain = Reading { has_images: Some(false), ..Reading::default() };
    assert_eq!(read_table("pixels.csv", &table, &plain).expect("points").0.shape(), SampleShape::Point);
}
