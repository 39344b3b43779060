//! Decompositions and their uses: [`eigen`], [`krylov`] and [`svd`], [`pca`], and [`subspace`] (principal angles,
//! alignment).

pub mod eigen;
pub mod krylov;
pub mod pca;
pub mod subspace;
pub mod svd;
