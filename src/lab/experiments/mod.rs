//! Experiments beside the run of a chapter, each a state machine of its own, driven as [`side`] describes.

pub mod chess;
pub mod copying;
pub mod exploring;
pub mod machine_turn;
pub mod pretraining;
pub mod recall;
pub mod saddles;
pub mod side;
pub mod speed;
