//! The loops in which the time is spent: [`gemm`] and [`rows`], written in [`lanes`], and the elementary functions of [`vmath`].

pub mod gemm;
pub mod lanes;
pub mod rows;
pub mod vmath;
