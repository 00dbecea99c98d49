//! A face cut down to the glyphs of a document, ready to be embedded.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::images::deflated;
use super::sfnt::{postscript_name, table};
use crate::text::Face;

/// An embeddable subset. Glyph numbers in the content are its own, from 0 without gaps.
pub(crate) struct Subset {
    /// Old glyph number to new.
    pub codes: HashMap<u16, u16>,
    /// Advance of each new glyph in thousandths of an em.
    pub widths: Vec<u16>,
    /// Deflated font program: a bare CFF table or a TrueType file.
    pub program: Vec<u8>,
    /// Its length before deflating.
    pub program_length: usize,
    pub is_cff: bool,
    /// `ABCDEF+Name`; the tag comes from the glyphs, so it repeats with them.
    pub name: String,
    pub ascent: i64,
    pub descent: i64,
    pub cap_height: i64,
    pub bounds: [i64; 4],
}

/// Cuts a face down to `glyphs`, which are sorted.
pub(super) fn subset(face: &Face, glyphs: &[u16]) -> Result<Subset, String> {
    let mut remapper = GlyphRemapper::new();
    let codes: HashMap<u16, u16> = glyphs.iter().map(|glyph| (*glyph, remapper.remap(*glyph))).collect();
    let file = subsetter::subset(&face.bytes, face.index, &remapper).map_err(|error| error.to_string())?;
    let cff = table(&file, 0, b"CFF ").map(<[u8]>::to_vec);
    let is_cff = cff.is_some();
    let program = cff.unwrap_or(file);
    let advances = face.font.glyph_metrics().scaled_f32(1000.0);
    let widths = remapper
        .remapped_gids()
        .map(|glyph| advances.h_advance(u32::from(glyph).into()).round().clamp(0.0, 65_535.0) as u16)
        .collect();
    let metrics = face.font.metrics().scaled_f32(1000.0);
    let line = metrics.h_line();
    let bounds = metrics.bounds();
    let ascent = line.as_ref().map_or(880, |line| line.ascender.round() as i64);
    Ok(Subset {
        widths,
        program_length: program.len(),
        program: deflated(&program),
        is_cff,
        name: format!(
            "{}+{}",
            tag_of(face, glyphs),
            postscript_name(&face.bytes, face.index).unwrap_or_else(|| "Font".to_owned())
        ),
        ascent,
        descent: line.as_ref().map_or(-120, |line| line.descender.round() as i64),
        cap_height: metrics.cap_height().map_or(ascent, |height| height.round() as i64),
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|value| value.round() as i64),
        codes,
    })
}

/// Six letters that differ when the glyphs or the weight do.
fn tag_of(face: &Face, glyphs: &[u16]) -> String {
    let mut digest = Sha256::new();
    digest.update([u8::from(face.bold)]);
    for glyph in glyphs {
        digest.update(glyph.to_be_bytes());
    }
    digest.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
