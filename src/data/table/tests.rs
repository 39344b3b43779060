//! Tests of tables against hand-written files, numbers computed by hand, and arbitrary bytes.

use super::*;
use proptest::prelude::*;

const PLAIN: ColumnChoice = ColumnChoice { label_column: None, scaling: Scaling::None };

fn parse(file: &str) -> Table {
    Table::parse(file.as_bytes(), Header::Detect).unwrap_or_else(|error| panic!("{file:?}: {error}"))
}

fn choose(file: &[u8], label_column: Option<usize>, scaling: Scaling) -> Result<Chosen, TableError> {
    Table::parse(file, Header::Detect)?.choose(&ColumnChoice { label_column, scaling })
}

#[test]
fn finds_the_header() {
    let cases = [
        ("a,b\n1,2\n", true, ["a", "b"]),
        ("a, \n1,2\n", true, ["a", "2"]),
        (",a\n0,1\n", true, ["1", "a"]),
        ("x,setosa\n4.9,setosa\n", true, ["x", "setosa"]),
        ("red,blue\nx,y\n", true, ["red", "blue"]),
        ("1,2\n3,4\n", false, ["1", "2"]),
        (",1\n0,2\n", false, ["1", "2"]),
        ("5.1,setosa\n4.9,setosa\n", false, ["1", "2"]),
    ];
    for (file, has_header, columns) in cases {
        let table = parse(file);
        let found = (table.has_header, table.n_rows(), table.columns);
        assert_eq!(found, (has_header, 2 - usize::from(has_header), columns.map(str::to_owned).to_vec()), "{file:?}");
    }
    let table = Table::parse(b"1,2\n3,4", Header::Yes).expect("a row under a header");
    assert_eq!((table.columns.as_slice(), table.n_rows()), (["1", "2"].map(str::to_owned).as_slice(), 1));
    let table = Table::parse(b"a,b\n1,2", Header::No).expect("two rows");
    assert_eq!((table.text_columns(), table.n_rows()), (vec![true, true], 2));
}

#[test]
fn reads_the_same_numbers_from_every_dialect() {
    let files = [
        "1.5,2\n3,-40\n",
        "a;b\n1.5;2\n3;-40",
        "1,5;2\n3;-4e1\n",
        "1,5;2,0\n3;-40,0\n",
        "1,5\t2,0\n3\t-40\n",
        "a,b\r\n1.5,2\r\n\r\n3,-40\r\n\r\n",
        "1.5,2\r3,-40\r",
        "\u{feff}\"a\",b\n1.5,2\n3,-40",
        "  \n1.5,2\n \t \n\n3,-40\n \n",
        "\"1,5\" ; 2\n +3;\"-40\"\n",
        "\"a;b;c\",d\n1.5,2\n3,-40",
    ];
    for file in files {
        let chosen = choose(file.as_bytes(), None, Scaling::None).unwrap_or_else(|error| panic!("{file:?}: {error}"));
        assert_eq!((chosen.values.as_slice(), chosen.n_features), (&[1.5, 2.0, 3.0, -40.0][..], 2), "{file:?}");
    }
}

#[test]
fn quotes_hold_delimiters_line_ends_and_quotes() {
    let file = "name,\"a,b\"\n\"x\n\"\"y\"\"\",1\nz,2\n";
    let chosen = choose(file.as_bytes(), Some(0), Scaling::None).expect("a column beside the labels");
    assert_eq!((chosen.feature_names, chosen.values), (vec!["a,b".to_owned()], vec![1.0, 2.0]));
    assert_eq!((chosen.class_names, chosen.labels), (vec!["x\n\"y\"".to_owned(), "z".to_owned()], Some(vec![0, 1])));
}

#[test]
fn names_what_is_wrong_and_where() {
    let wide = ",".repeat(MAX_COLUMNS);
    let large = "1".repeat(MAX_TABLE_BYTES + 1);
    let long = format!("a,b\n1,{}\n", "é".repeat(50));
    let many: String = (0..300).map(|row| format!("{row},{}\n", row % 7)).collect();
    let in_b = |value: &str| (2, "b".to_owned(), value.to_owned());
    let text = |(row, column, value)| TableError::Text { row, column, value };
    let not_finite = |(row, column, value)| TableError::NotFinite { row, column, value };
    let cases: [(&[u8], Option<usize>, TableError); 22] = [
        (b"", None, TableError::Empty),
        (b"\xef\xbb\xbf", None, TableError::Empty),
        (b"\n \r\n", None, TableError::Empty),
        (b"a,b\n", None, TableError::Empty),
        (wide.as_bytes(), None, TableError::TooManyColumns { got: 4097, limit: 4096 }),
        (b"a,b\n1,\xf1\n", None, TableError::NotUtf8 { row: 2 }),
        (b"1,\xc3,\xa9\n", None, TableError::NotUtf8 { row: 1 }),
        (b"1,2\n3\n", None, TableError::Ragged { row: 2, expected: 2, got: 1 }),
        (b"a,b\n\n1,2\n3,4,5\n", None, TableError::Ragged { row: 3, expected: 2, got: 3 }),
        (b"a,b\n1,x\n2,3\n", None, text(in_b("x"))),
        (long.as_bytes(), None, text(in_b(&"é".repeat(40)))),
        (b"a,b\n1,nan\n", None, not_finite(in_b("nan"))),
        (b"a,b\n1, -1e39 \n", None, not_finite(in_b("-1e39"))),
        (b"a,b\n1,inf\n2,3\n", Some(1), not_finite(in_b("inf"))),
        (b"a,b\n1,\n", None, TableError::Missing { row: 2, column: "b".to_owned() }),
        (b"a,b\n1,x\n2,\n", Some(1), TableError::Missing { row: 3, column: "b".to_owned() }),
        (b"a\n1\n\"\"\n", None, TableError::Missing { row: 3, column: "a".to_owned() }),
        (b"1,2\n1,2\n", None, TableError::AllConstant),
        (b"1\n2\n", Some(0), TableError::NoFeatures),
        (b"1,2\n3,4\n", Some(2), TableError::NoSuchColumn { column_idx: 2, n_columns: 2 }),
        (many.as_bytes(), Some(0), TableError::TooManyClasses { column: "1".to_owned(), got: 300, limit: 256 }),
        (large.as_bytes(), None, TableError::TooLarge { limit_bytes: 50_000_000 }),
    ];
    for (file, label_column, error) in cases {
        let shown = String::from_utf8_lossy(&file[..file.len().min(40)]);
        assert_eq!(choose(file, label_column, Scaling::None), Err(error), "{shown:?}");
    }
}

#[test]
fn scales_as_computed_by_hand() {
    let file = b"a,b,c\n0,10,7\n5,20,7\n10,50,7\n";
    let cases = [
        (Scaling::None, [0.0, 10.0, 7.0, 5.0, 20.0, 7.0, 10.0, 50.0, 7.0]),
        (Scaling::UnitRange, [0.0, 0.0, 0.0, 0.5, 0.25, 0.0, 1.0, 1.0, 0.0]),
        (Scaling::UnitRangeOverall, [0.0, 0.2, 0.14, 0.1, 0.4, 0.14, 0.2, 1.0, 0.14]),
        // Standard deviations: the root of 50 / 3, and a third of the root of 2600.
        (Scaling::Standard, [-1.224_745, -0.980_581, 0.0, 0.0, -0.392_232, 0.0, 1.224_745, 1.372_813, 0.0]),
    ];
    for (scaling, expected) in cases {
        let chosen = choose(file, None, scaling).expect("numbers");
        assert!(are_close(&chosen.values, &expected), "{scaling:?}: {:?}", chosen.values);
        assert_eq!((chosen.constant_columns, chosen.feature_names.concat()), (vec!["c".to_owned()], "abc".to_owned()));
    }
    // As `f32` these times would be equal.
    let times = choose(b"1700000001\n1700000002\n1700000003\n", None, Scaling::Standard).expect("numbers");
    assert!(are_close(&times.values, &[-1.224_745, 0.0, 1.224_745]), "{:?}", times.values);
}

fn are_close(found: &[f32], expected: &[f32]) -> bool {
    found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6)
}

#[test]
fn orders_classes_and_suggests_their_column() {
    let classes: [(&str, &[&str], &[u8]); 3] = [
        ("3.0,1\n10,2\n3,3\n-0,4\n0,5\n", &["0", "3", "10"], &[1, 2, 1, 0, 0]),
        ("1,5;1\n1.5;2\n", &["1.5"], &[0, 0]),
        ("b,1\na,2\n b ,3\n10,4\n9,5\n", &["10", "9", "a", "b"], &[3, 2, 3, 0, 1]),
    ];
    for (file, class_names, labels) in classes {
        let chosen = choose(file.as_bytes(), Some(0), Scaling::None).expect("labels");
        assert_eq!((chosen.n_features, chosen.values.len()), (1, labels.len()), "{file:?}");
        let class_names: Vec<String> = class_names.iter().map(|&name| name.to_owned()).collect();
        assert_eq!((chosen.class_names, chosen.labels), (class_names, Some(labels.to_vec())), "{file:?}");
    }
    let suggestions =
        [("x,Clase\n1,2\n", Some(1)), ("x,name\n1,a\n", Some(1)), ("m,n,x\na,b,1\n", None), ("1,2\n3,4\n", None)];
    for (file, expected) in suggestions {
        assert_eq!(parse(file).suggested_label_column(), expected, "{file:?}");
    }
}

proptest! {
    #[test]
    fn never_panics_on_any_bytes(
        file in prop::collection::vec(
            prop_oneof![any::<u8>(), prop::sample::select(b",;\t\"\r\n 1.-ea\xc3\xa9".to_vec())],
            0..64,
        ),
        label_column in prop::option::of(0..3_usize),
    ) {
        for header in [Header::Detect, Header::Yes, Header::No] {
            let Ok(table) = Table::parse(&file, header) else { continue };
            let _ = table.suggested_label_column();
            for scaling in [Scaling::None, Scaling::UnitRange, Scaling::UnitRangeOverall, Scaling::Standard] {
                let Ok(chosen) = table.choose(&ColumnChoice { label_column, scaling }) else { continue };
                prop_assert_eq!(chosen.values.len(), table.n_rows() * chosen.n_features);
                prop_assert!(chosen.values.iter().all(|x| x.is_finite()));
                let labels = chosen.labels.unwrap_or_default();
                prop_assert!(labels.iter().all(|&label| usize::from(label) < chosen.class_names.len()));
            }
        }
    }

    #[test]
    fn reads_back_what_is_written(
        mut rows in (1..5_usize)
            .prop_flat_map(|n_columns| prop::collection::vec(prop::collection::vec(any::<f32>(), n_columns), 1..20)),
        delimiter in prop::sample::select(vec![",", ";", "\t"]),
    ) {
        // No column may be constant.
        let n_columns = rows[0].len();
        rows.extend([vec![0.0; n_columns], vec![1.0; n_columns]]);
        // As `f64`, whose digits are parsed to exactly the same number.
        let line = |row: &Vec<f32>| row.iter().map(|&x| f64::from(x).to_string()).collect::<Vec<_>>().join(delimiter);
        let file = rows.iter().map(line).collect::<Vec<_>>().join("\n");
        let chosen = Table::parse(file.as_bytes(), Header::Detect).and_then(|table| table.choose(&PLAIN));
        prop_assert_eq!(chosen.map(|chosen| chosen.values), Ok(rows.concat()));
    }
}
