//! The names of measures, and their values as tables write them.

use crate::{
    i18n::{Locale, td_string},
    widgets::numbers::{degrees, four_digits, percent, ratio},
};

/// A measure as tables write it.
pub fn written(name: &str, value: f64, locale: Locale) -> String {
    match name {
        "mse_ratio" | "val_mse_ratio" => ratio(value, locale),
        "min_principal_angle_degrees" | "max_principal_angle_degrees" | "encoder_angle_degrees" => {
            degrees(value, locale)
        }
        "val_rounded_accuracy" | "knn_accuracy_pca" | "knn_accuracy_ae" => percent(value, locale),
        _ => four_digits(value, locale),
    }
}

/// Returns the name of a measure.
pub fn name_of(name: &str, locale: Locale) -> &'static str {
    match name {
        "train_loss" => td_string!(locale, metrics.train_loss),
        "val_loss" => td_string!(locale, metrics.val_loss),
        "val_mse" => td_string!(locale, metrics.val_mse),
        "val_penalty" => td_string!(locale, metrics.val_penalty),
        "val_pca_mse" => td_string!(locale, metrics.val_pca_mse),
        "val_mse_ratio" => td_string!(locale, metrics.val_mse_ratio),
        "val_rounded_accuracy" => td_string!(locale, metrics.val_rounded_accuracy),
        "ae_mse" => td_string!(locale, metrics.ae_mse),
        "pca_mse" => td_string!(locale, metrics.pca_mse),
        "mse_ratio" => td_string!(locale, metrics.mse_ratio),
        "min_principal_angle_degrees" => td_string!(locale, metrics.min_angle),
        "max_principal_angle_degrees" => td_string!(locale, metrics.angle_subspaces),
        "encoder_angle_degrees" => td_string!(locale, metrics.encoder_angle),
        "knn_accuracy_pca" => td_string!(locale, metrics.knn_pca),
        "knn_accuracy_ae" => td_string!(locale, metrics.knn_ae),
        _ => "",
    }
}
