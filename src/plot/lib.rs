//! Drawing, generic over plotters' backends: tests draw SVG natively, the page draws on canvases.
//!
//! A figure depends only on numbers, text and a [`style::Style`]. Points of scatter plots are not drawn by plotters but
//! rasterised ([`stamps`]), because ten thousand calls into a canvas are slow.

pub mod axes;
pub mod cloud;
pub mod codes;
pub mod columns;
pub mod curves;
pub mod grey_images;
pub mod image_rows;
pub mod marks;
pub mod outlines;
pub mod palette;
pub mod roc;
pub mod scree;
pub mod shapes;
pub mod stamps;
pub mod style;
pub mod text;
pub mod value_axis;
