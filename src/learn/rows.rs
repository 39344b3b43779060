//! Plain loops over rows of numbers that data sets are made of. They stand here because this crate is compiled for speed.

/// Writes `scale` times each byte: pixels as numbers. Slices of one length; of others the shorter one counts.
pub fn scale_bytes(bytes: &[u8], scale: f32, values: &mut [f32]) {
    for (x, &byte) in values.iter_mut().zip(bytes) {
        *x = f32::from(byte) * scale;
    }
}

/// Takes `subtrahend` off `values`, number by number.
pub fn subtract(values: &mut [f32], subtrahend: &[f32]) {
    for (x, &by) in values.iter_mut().zip(subtrahend) {
        *x -= by;
    }
}

/// Adds `values` to sums that lose nothing to rounding that matters.
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
        subtract(&mut values, &[1.0, 0.0, 0.5]);
        assert_eq!(values, [-1.0, 0.5, 127.0]);
        let mut sums = [1.0, 0.0, 0.0];
        accumulate(&mut sums, &values);
        assert_eq!(sums, [0.0, 0.5, 127.0]);
    }
}
