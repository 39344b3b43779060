//! Pieces that chapters share: figures and what can be done with them, images, tables, fields, buttons.

pub mod class_legend;
pub mod class_names;
pub mod controls;
pub mod curves_card;
pub mod data_field;
pub mod figure;
pub mod file_button;
pub mod focus;
pub mod guess;
pub mod history_table;
pub mod images;
pub mod inspection;
pub mod legend;
pub mod network_card;
pub mod notebook_button;
pub mod numbers;
pub mod own_files;
pub mod picked_images;
pub mod pin_table;
pub mod pinning;
pub mod qr;
pub mod scatter;
pub mod sheet;
pub mod surface;
pub mod take_away;
pub mod take_rows;
