//! Plain loops over rows of data sets. They are in this crate because it is compiled for speed, and use lanes because
//! the compiler does not vectorise code that is optimised for size.

use super::lanes::{F32x8, N_LANES};

/// Writes `scale` times each byte, to turn pixels into numbers. The slices have equal length; the shorter one decides.
pub fn scale_bytes(bytes: &[u8], scale: f32, values: &mut [f32]) {
    let n = values.len().min(bytes.len());
    let (values, tail) = values[..n].split_at_mut(n - n % N_LANES);
    let (bytes, byte_tail) = bytes[..n].split_at(values.len());
    for (values, bytes) in values.chunks_exact_mut(N_LANES).zip(bytes.chunks_exact(N_LANES)) {
        (F32x8::of_bytes(bytes) * scale).store(values);
    }
    for (x, &byte) in tail.iter_mut().zip(byte_tail) {
        *x = f32::from(byte) * scale;
    }
}

/// Subtracts `subtrahend` from `values`, element by element. The slices have equal length.
pub fn subtract(values: &mut [f32], subtrahend: &[f32]) {
    F32x8::map_pairs(values, subtrahend, |x, by| x - by);
}

/// Adds `values` to sums in `f64`, whose rounding errors are negligible.
pub fn accumulate(sums: &mut [f64], values: &[f32]) {
    for (sum, &x) in sums.iter_mut().zip(values) {
        *sum += f64::from(x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_scaled_subtracted_and_summed() {
        let mut values = [0.0; 3];
        scale_bytes(&[0, 1, 255], 0.5, &mut values);
        assert_eq!(values, [0.0, 0.5, 127.5]);
        let bytes: Vec<u8> = (0..=255).rev().collect();
        for n in [8, 13, 256] {
            let mut scaled = vec![0.0; n];
            scale_bytes(&bytes, 0.25, &mut scaled);
            assert!(scaled.iter().zip(&bytes).all(|(&x, &byte)| x == f32::from(byte) / 4.0));
        }
        subtract(&mut values, &[1.0, 0.0, 0.5]);
        assert_eq!(values, [-1.0, 0.5, 127.0]);
        let mut sums = [1.0, 0.0, 0.0];
        accumulate(&mut sums, &values);
        assert_eq!(sums, [0.0, 0.5, 127.0]);
    }
}
