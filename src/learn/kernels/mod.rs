//! The inner loops that dominate the running time: [`gemm`] and [`rows`], written in [`lanes`], and the elementary
//! functions of [`vmath`].

pub mod gemm;
pub mod lanes;
pub mod rows;
pub mod vmath;
