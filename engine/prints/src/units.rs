//! Lengths. All layout is in integer micrometres, so that the same input gives the same bytes on every machine.

/// Micrometres.
pub(crate) type Um = i32;

/// Millimetres of a template as micrometres.
pub(crate) fn mm(value: f32) -> Um {
    (f64::from(value) * 1000.0).round() as Um
}

/// Points (1/72 inch) as micrometres.
pub(crate) fn points(value: f32) -> Um {
    (f64::from(value) * 25_400.0 / 72.0).round() as Um
}

/// Micrometres as points with three decimals, enough for a tenth of a device dot at 7200 dpi.
pub(crate) fn to_points(value: Um) -> f32 {
    ((f64::from(value) * 72_000.0 / 25_400.0).round() / 1000.0) as f32
}

/// A part of a length: `size` times `factor`.
pub(crate) fn part(size: Um, factor: f32) -> Um {
    (f64::from(size) * f64::from(factor)).round() as Um
}
