//! What figures are drawn on: a canvas of the page, or text in SVG when they are taken away.

use plotters::{coord::Shift, prelude::*};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use std::io;

/// The drawing area of a figure.
pub type Area<'a> = DrawingArea<Surface<'a>, Shift>;

/// One of the two; every call is handed on.
pub enum Surface<'a> {
    /// A canvas.
    Canvas(CanvasBackend),
    /// SVG.
    Svg(SVGBackend<'a>),
}

type Outcome<T = ()> = Result<T, DrawingErrorKind<io::Error>>;

/// One kind of error for both.
fn told<T, E: std::error::Error + Send + Sync>(outcome: Result<T, DrawingErrorKind<E>>) -> Outcome<T> {
    outcome.map_err(|error| DrawingErrorKind::DrawingError(io::Error::other(error.to_string())))
}

/// The same call on whichever it is.
macro_rules! on_both {
    ($self:ident, $backend:ident => $call:expr) => {
        match $self {
            Surface::Canvas($backend) => told($call),
            Surface::Svg($backend) => told($call),
        }
    };
}

impl DrawingBackend for Surface<'_> {
    type ErrorType = io::Error;

    fn get_size(&self) -> (u32, u32) {
        match self {
            Self::Canvas(backend) => backend.get_size(),
            Self::Svg(backend) => backend.get_size(),
        }
    }

    fn ensure_prepared(&mut self) -> Outcome {
        on_both!(self, backend => backend.ensure_prepared())
    }

    fn present(&mut self) -> Outcome {
        on_both!(self, backend => backend.present())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome {
        on_both!(self, backend => backend.draw_pixel(point, color))
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        on_both!(self, backend => backend.draw_line(from, to, style))
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Outcome {
        on_both!(self, backend => backend.draw_rect(from, to, style, fill))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        on_both!(self, backend => backend.draw_path(path, style))
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Outcome {
        on_both!(self, backend => backend.draw_circle(centre, radius, style, fill))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Outcome {
        on_both!(self, backend => backend.fill_polygon(corners, style))
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, place: BackendCoord) -> Outcome {
        on_both!(self, backend => backend.draw_text(text, style, place))
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Outcome<(u32, u32)> {
        on_both!(self, backend => backend.estimate_text_size(text, style))
    }

    fn blit_bitmap(&mut self, place: BackendCoord, size: (u32, u32), pixels: &[u8]) -> Outcome {
        on_both!(self, backend => backend.blit_bitmap(place, size, pixels))
    }
}
