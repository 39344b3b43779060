//! Any bytes as a table of the user's own: an answer, never a panic, and only finite numbers.
#![no_main]

use autoencoder_lab::{data::table::{ColumnChoice, Header, Scaling, Table}, lab::exchange::own_data::{Reading, read_table}};
use libfuzzer_sys::fuzz_target;

const SCALINGS: [Scaling; 4] = [Scaling::None, Scaling::UnitRange, Scaling::UnitRangeOverall, Scaling::Standard];

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, file)) = bytes.split_first() else { return };
    let header = [Header::Detect, Header::Yes, Header::No][usize::from(choice % 3)];
    let Ok(table) = Table::parse(file, header) else { return };
    let label_column = (choice & 4 > 0).then_some(usize::from(choice >> 5));
    let scaling = SCALINGS[usize::from(choice >> 3 & 3)];
    if let Ok(chosen) = table.choose(&ColumnChoice { label_column, scaling }) {
        assert_eq!(chosen.values.len(), table.n_rows() * chosen.n_features);
        assert!(chosen.values.iter().all(|x| x.is_finite()));
    }
    let _ = read_table("table.csv", &table, &Reading::default());
});
