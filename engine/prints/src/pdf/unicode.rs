//! `ToUnicode`: what each glyph says when text is selected, searched or read aloud.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::text::{GlyphText, Line, PlacedGlyph};

/// What the glyphs of one face say, by glyph number.
pub(super) type Meanings = BTreeMap<u16, String>;

/// Notes what a glyph says. When one glyph serves several characters (a radical and its ideograph,
/// a space and a no-break space), the ordinary one wins: selected text should be what people type.
pub(super) fn note(meanings: &mut Meanings, glyph: u16, text: &GlyphText) {
    let mut said = String::new();
    add_text(&mut said, text);
    match meanings.get_mut(&glyph) {
        Some(known) if rank(&said) >= rank(known) => {}
        Some(known) => *known = said,
        None => {
            meanings.insert(glyph, said);
        }
    }
}

fn add_text(said: &mut String, text: &GlyphText) {
    match text {
        GlyphText::One(character) => said.push(*character),
        GlyphText::Many(text) => said.push_str(text),
        GlyphText::None => {}
    }
}

/// Glyphs of a line, counted over its runs, whose text must be written beside them (`ActualText`).
pub(super) struct Spelled {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

/// Where the glyphs alone would read wrongly: at gaps that are no spaces, in clusters of several glyphs,
/// and where a glyph serves several characters.
pub(super) fn spelled(line: &Line, meanings: &[Meanings]) -> Vec<Spelled> {
    let glyphs: Vec<(usize, &PlacedGlyph)> =
        line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run.face, glyph))).collect();
    let reads_wrong = |(face, glyph): &(usize, &PlacedGlyph)| match (&glyph.text, meanings[*face].get(&glyph.id)) {
        (GlyphText::One(character), Some(said)) => !said.chars().eq([*character]),
        (GlyphText::Many(text), Some(said)) => said.as_str() != text.as_ref(),
        _ => false,
    };
    let mut spans = Vec::new();
    let mut start = 0;
    while let Some(first) = glyphs.get(start) {
        let mut end = start + 1;
        while end < glyphs.len() && glyphs[end - 1].1.joined {
            end += 1;
        }
        if end - start > 1 || reads_wrong(first) {
            let mut text = String::new();
            glyphs[start..end].iter().for_each(|(_, glyph)| add_text(&mut text, &glyph.text));
            spans.push(Spelled { start, end, text });
        }
        start = end;
    }
    spans
}

/// UTF-16 with its mark, as PDF wants text beyond ASCII.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

/// Lower is more ordinary.
fn rank(text: &str) -> (u8, usize, u32) {
    let Some(first) = text.chars().next() else { return (3, 0, 0) };
    let unusual =
        matches!(u32::from(first), 0x2e80..=0x2fdf | 0xf900..=0xfaff | 0x2f800..=0x2fa1f | 0xa0 | 0x2000..=0x200a);
    (u8::from(unusual), text.len(), u32::from(first))
}

/// The CMap of a subset: new glyph number to text.
pub(super) fn cmap(said: &BTreeMap<u16, &str>) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) \
         /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let entries: Vec<(&u16, &&str)> = said.iter().filter(|(_, text)| !text.is_empty()).collect();
    for chunk in entries.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", chunk.len());
        for (code, text) in chunk {
            let _ = write!(map, "<{code:04X}> <");
            for unit in text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
