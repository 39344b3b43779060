//! What is wrong with a setting, and why a run cannot be made.

use super::{data, fill, label_of, limit};
use crate::i18n::{Locale, td_string};
use lab::{fault::Fault, settings::SettingFault};

/// Returns a description of the fault in a setting, and of its remedy.
pub fn setting_fault(locale: Locale, fault: &SettingFault) -> String {
    match fault.clone() {
        SettingFault::UnknownKey { key } => fill(td_string!(locale, faults.unknown_key), &[("key", &key)]),
        SettingFault::UnknownChoice { key, value, choices } => {
            fill(td_string!(locale, faults.unknown_choice), &[("key", &key), ("value", &value), ("choices", &choices)])
        }
        SettingFault::NotInRange { key, value, min, max } => fill(
            td_string!(locale, faults.not_in_range),
            &[
                ("key", &label_of(locale, key)),
                ("value", &value),
                ("min", &limit(locale, min)),
                ("max", &limit(locale, max)),
            ],
        ),
        SettingFault::NotSizes { key, value, max_layers, max_units } => fill(
            td_string!(locale, faults.not_sizes),
            &[
                ("key", &label_of(locale, key)),
                ("value", &value),
                ("max_layers", &max_layers),
                ("max_units", &max_units),
            ],
        ),
        SettingFault::PresetElsewhere { preset, choices, .. } => {
            fill(td_string!(locale, faults.preset_elsewhere), &[("preset", &preset), ("choices", &choices)])
        }
        SettingFault::LossNeedsSigmoid => td_string!(locale, faults.loss_needs_sigmoid).to_owned(),
        SettingFault::LossNeedsUnitData => td_string!(locale, faults.loss_needs_unit_data).to_owned(),
        SettingFault::SparsityNeedsSigmoid => td_string!(locale, faults.sparsity_needs_sigmoid).to_owned(),
        SettingFault::VariationalIsNotTied => td_string!(locale, faults.variational_is_not_tied).to_owned(),
        SettingFault::VariationalIsNotGreedy => td_string!(locale, faults.variational_is_not_greedy).to_owned(),
        SettingFault::NotNumbers { key, value, max_len, max } => fill(
            td_string!(locale, faults.not_numbers),
            &[("key", &label_of(locale, key)), ("value", &value), ("max_len", &max_len), ("max", &max)],
        ),
        SettingFault::NothingTrains { .. } => td_string!(locale, faults.nothing_trains).to_owned(),
    }
}

/// Why a run cannot be made, and what to do.
pub fn fault(locale: Locale, fault: &Fault) -> String {
    match fault.clone() {
        Fault::Settings(faults) => {
            faults.iter().map(|fault| setting_fault(locale, fault)).collect::<Vec<_>>().join(" ")
        }
        Fault::DataUnavailable { data: set, .. } => {
            fill(td_string!(locale, faults.data_unavailable), &[("name", &data(locale, set))])
        }
        Fault::Cancelled => td_string!(locale, faults.cancelled).to_owned(),
        Fault::DataDamaged { name, reason } => {
            fill(td_string!(locale, faults.data_damaged), &[("name", &name), ("reason", &reason)])
        }
        Fault::NoOwnData => td_string!(locale, faults.no_own).to_owned(),
        Fault::TooFewSamples => td_string!(locale, faults.too_few).to_owned(),
        Fault::PartMissing => td_string!(locale, faults.part_missing).to_owned(),
        Fault::WeightsDoNotFit => td_string!(locale, faults.weights_do_not_fit).to_owned(),
        Fault::Computation(reason) => fill(td_string!(locale, faults.computation), &[("reason", &reason)]),
    }
}
