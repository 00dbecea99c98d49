//! Lines: spacing between Han and Latin, squeezed punctuation, breaking, alignment.

use engine_definitions::TextAlign;

use super::breaks::break_offsets;
use super::class::{Class, is_invisible};
use super::shape::{GlyphText, Look, Typesetter, Unit};
use crate::bind::Span;
use crate::style::{Color, Style};
use crate::units::{Um, part};

/// Space between Han and Latin, in ems.
const HAN_LATIN_GAP: f32 = 0.17;
/// The widest gap that text readers do not yet take for a space, in ems.
const READ_AS_ONE: f32 = 0.09;
/// The widest gap that justification may open, in ems; above it a line stays ragged.
const WIDEST_GAP: f32 = 0.4;

/// How the lines of a text are set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineRules {
    pub align: TextAlign,
    pub line_height: f32,
    pub indent_em: f32,
    /// Size and height of a line without any character.
    pub size: Um,
}

impl From<&Style> for LineRules {
    fn from(style: &Style) -> Self {
        Self { align: style.align, line_height: style.line_height, indent_em: style.indent_em, size: style.size }
    }
}

/// A glyph at its place in the line.
#[derive(Debug, Clone)]
pub(crate) struct PlacedGlyph {
    pub id: u16,
    pub x: Um,
    pub dy: Um,
    pub text: GlyphText,
    /// Text readers must take the next glyph together with this one: they belong to one character,
    /// or there is a gap between them that is no space of the text.
    pub joined: bool,
}

/// Glyphs of one face, size and color.
#[derive(Debug, Clone)]
pub(crate) struct GlyphRun {
    pub face: usize,
    pub thicken: bool,
    pub size: Um,
    pub color: Color,
    pub glyphs: Vec<PlacedGlyph>,
}

/// A set line; `x` of its glyphs counts from the left edge of the text.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub height: Um,
    /// Distance of the baseline from the top.
    pub baseline: Um,
    pub runs: Vec<GlyphRun>,
    /// How far the glyphs reach, measured from the left edge.
    pub right: Um,
    /// First and last line of a hard line, for widows and orphans.
    pub first: bool,
    pub last: bool,
}

impl Typesetter<'_> {
    /// Sets text into lines of at most `width`. A hard line break starts a new paragraph line with its own indent.
    pub fn lines(&mut self, spans: &[Span], rules: LineRules, width: Um) -> Vec<Line> {
        let mut lines = Vec::new();
        for (text, looks) in hard_lines(spans) {
            let mut units = self.units(&text, &looks);
            space(&mut units);
            let allowed = break_offsets(&text);
            let size = looks.iter().map(|(_, span)| span.size).max().unwrap_or(rules.size);
            let before = lines.len();
            let mut start = 0;
            while start < units.len() || lines.len() == before {
                let indent = if lines.len() == before { part(rules.size, rules.indent_em).min(width / 2) } else { 0 };
                let end = line_end(&units, &allowed, start, width - indent);
                let last = end >= units.len();
                let mut line = placed(&units[start..end], rules, indent, width, last);
                line.first = lines.len() == before;
                line.last = last;
                if units.is_empty() {
                    (line.height, line.baseline) = metrics(size, rules.line_height);
                }
                lines.push(line);
                start = end;
                while units.get(start).is_some_and(|unit| unit.class == Class::Space) {
                    start += 1;
                }
            }
        }
        lines
    }
}

/// Height and baseline of a line: the em box of an ideograph (0.88 above the baseline) in the middle.
fn metrics(size: Um, line_height: f32) -> (Um, Um) {
    let height = part(size, line_height);
    (height, (height - size) / 2 + part(size, 0.88))
}

/// The text between hard line breaks, cleaned, with the place where each span begins.
fn hard_lines(spans: &[Span]) -> Vec<(String, Vec<(usize, &Span)>)> {
    let mut lines = vec![(String::new(), Vec::new())];
    for span in spans {
        for (index, piece) in span.text.split(['\n', '\u{2028}', '\u{2029}']).enumerate() {
            if index > 0 {
                lines.push((String::new(), Vec::new()));
            }
            if let Some((text, looks)) = lines.last_mut() {
                looks.push((text.len(), span));
                text.extend(piece.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !is_invisible(*c)));
            }
        }
    }
    lines
}

/// Puts the gaps between Han and Latin and takes the blank halves of adjacent punctuation out.
fn space(units: &mut [Unit]) {
    for index in 0..units.len() {
        let next = units.get(index + 1).map(|unit| (unit.class, unit.look.size, unit.advance));
        let unit = &mut units[index];
        let size = unit.look.size;
        let full = |advance: Um, size: Um| advance > part(size, 0.9);
        if unit.class == Class::Closing && full(unit.advance, size) {
            unit.slack = size / 2;
        }
        let Some((next_class, next_size, next_advance)) = next else { continue };
        match (unit.class, next_class) {
            (Class::Han, Class::Latin) | (Class::Latin, Class::Han) => {
                unit.glue = part(size.min(next_size), HAN_LATIN_GAP);
            }
            (Class::Closing, Class::Closing | Class::Opening) | (Class::Opening, Class::Opening)
                if full(unit.advance, size) && full(next_advance, next_size) =>
            {
                unit.advance -= size / 2;
                unit.slack = 0;
            }
            _ => {}
        }
    }
}

/// Index after the last unit of the line that begins at `start`; always takes at least one unit.
fn line_end(units: &[Unit], allowed: &[bool], start: usize, width: Um) -> usize {
    let mut x = 0;
    let mut best = None;
    for (index, unit) in units.iter().enumerate().skip(start) {
        if unit.class != Class::Space && x + unit.advance - unit.slack > width && index > start {
            return best.unwrap_or(index);
        }
        x += unit.advance + unit.glue;
        if allowed.get(unit.end).copied().unwrap_or(true) {
            best = Some(index + 1);
        }
    }
    units.len()
}

fn placed(units: &[Unit], rules: LineRules, indent: Um, width: Um, last: bool) -> Line {
    let ink = units.iter().rposition(|unit| unit.class != Class::Space).map_or(0, |index| index + 1);
    let natural: Um = natural_width(&units[..ink]);
    let squeezed = natural - units[..ink].last().map_or(0, |unit| unit.slack);
    let room = width - indent - natural;
    let mut x = indent
        + match rules.align {
            TextAlign::Start | TextAlign::Justify => 0,
            TextAlign::Center => (width - indent - squeezed) / 2,
            TextAlign::End => width - indent - squeezed,
        };
    // A line whose last mark hangs out by its blank half is full already.
    let gaps = if rules.align == TextAlign::Justify && !last {
        stretch(&units[..ink], room + natural - squeezed)
    } else {
        Vec::new()
    };
    let size = units.iter().map(|unit| unit.look.size).max().unwrap_or(rules.size);
    let (height, baseline) = metrics(size, rules.line_height);
    let mut line = Line { height, baseline, runs: Vec::new(), right: 0, first: false, last: false };
    for (index, unit) in units.iter().enumerate() {
        // Spaces at the end stay as glyphs so that copied text keeps its words apart.
        let gap = if index + 1 < ink { unit.glue + gaps.get(index).copied().unwrap_or(0) } else { 0 };
        let beside_space = |unit: Option<&Unit>| unit.is_none_or(|unit| unit.class == Class::Space);
        let gap_inside =
            gap > part(unit.look.size, READ_AS_ONE) && !beside_space(Some(unit)) && !beside_space(units.get(index + 1));
        let mut pen = x;
        for (place, glyph) in unit.glyphs.iter().enumerate() {
            run_of(&mut line.runs, unit.look).glyphs.push(PlacedGlyph {
                id: glyph.id,
                x: pen + glyph.dx,
                dy: glyph.dy,
                text: glyph.text.clone(),
                joined: place + 1 < unit.glyphs.len() || gap_inside,
            });
            pen += glyph.advance;
        }
        x += unit.advance;
        if index < ink {
            line.right = x;
        }
        x += gap;
    }
    line
}

fn natural_width(units: &[Unit]) -> Um {
    let glue: Um = units.iter().rev().skip(1).map(|unit| unit.glue).sum();
    units.iter().map(|unit| unit.advance).sum::<Um>() + glue
}

/// What to add after each unit so that the line fills `room`: at spaces, beside Han, at gaps.
fn stretch(units: &[Unit], room: Um) -> Vec<Um> {
    if room <= 0 || units.len() < 2 {
        return Vec::new();
    }
    let is_gap = |pair: &[Unit]| {
        let [left, right] = pair else { return false };
        left.class == Class::Space
            || (left.class != Class::Latin || right.class != Class::Latin) && open_side(left, right)
    };
    let places: Vec<usize> =
        units.windows(2).enumerate().filter(|(_, pair)| is_gap(pair)).map(|(index, _)| index).collect();
    let size = units.iter().map(|unit| unit.look.size).max().unwrap_or(0);
    let count = places.len() as Um;
    if count == 0 || room / count > part(size, WIDEST_GAP) {
        return Vec::new();
    }
    let mut gaps = vec![0; units.len()];
    for (order, place) in (0..).zip(places) {
        gaps[place] = room * (order + 1) / count - room * order / count;
    }
    gaps
}

/// Marks stay close to what they belong to: nothing opens before a closing mark or after an opening one.
fn open_side(left: &Unit, right: &Unit) -> bool {
    let plain = |class| matches!(class, Class::Han | Class::Latin | Class::Space);
    match (left.class, right.class) {
        (Class::Opening, _) | (_, Class::Closing | Class::Space) => false,
        (Class::Closing, _) | (_, Class::Opening) => true,
        (left, right) => plain(left) && plain(right),
    }
}

fn run_of(runs: &mut Vec<GlyphRun>, look: Look) -> &mut GlyphRun {
    let fits = runs.last().is_some_and(|run| {
        run.face == look.choice.face
            && run.thicken == look.choice.thicken
            && run.size == look.size
            && run.color == look.color
    });
    if !fits {
        runs.push(GlyphRun {
            face: look.choice.face,
            thicken: look.choice.thicken,
            size: look.size,
            color: look.color,
            glyphs: Vec::new(),
        });
    }
    // Invariant: one was pushed above when there was none that fits.
    let last = runs.len() - 1;
    &mut runs[last]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::class::{never_begins, never_ends};
    use super::*;
    use crate::text::{FontFace, Fonts, system_font_candidates};
    use crate::units::{mm, points};

    #[expect(clippy::disallowed_methods, reason = "a test reads the machine's font")]
    fn fonts() -> Fonts {
        let found = system_font_candidates().iter().find_map(|candidate| {
            let bytes = std::fs::read(candidate.path).ok()?;
            Some(FontFace { bytes: bytes.into(), index: candidate.index, bold: candidate.bold })
        });
        Fonts::new(vec![found.expect("a font with Chinese, for instance the Debian package fonts-noto-cjk")])
            .expect("a font")
    }

    fn span(text: &str) -> Span {
        Span { text: text.to_owned(), size: points(10.0), bold: false, color: [0; 3] }
    }

    fn rules(align: TextAlign) -> LineRules {
        LineRules { align, line_height: 1.5, indent_em: 0.0, size: points(10.0) }
    }

    fn texts(lines: &[Line]) -> Vec<String> {
        let mut texts = Vec::new();
        for line in lines {
            let mut text = String::new();
            for glyph in line.runs.iter().flat_map(|run| &run.glyphs) {
                match &glyph.text {
                    GlyphText::One(character) => text.push(*character),
                    GlyphText::Many(many) => text.push_str(many),
                    GlyphText::None => {}
                }
            }
            texts.push(text);
        }
        texts
    }

    #[test]
    fn a_closing_mark_hangs_by_its_blank_half_rather_than_push_a_character_down() {
        let fonts = fonts();
        let mut typesetter = Typesetter::new(&fonts, "zh-CN");
        let em = points(10.0);
        let set = |typesetter: &mut Typesetter<'_>, width| {
            texts(&typesetter.lines(&[span("甲乙丙丁，戊己")], rules(TextAlign::Start), width))
        };
        assert_eq!(set(&mut typesetter, em * 5), ["甲乙丙丁，", "戊己"]);
        assert_eq!(set(&mut typesetter, em * 9 / 2), ["甲乙丙丁，", "戊己"]);
        assert_eq!(set(&mut typesetter, em * 4), ["甲乙丙", "丁，戊己"]);
    }

    #[test]
    fn han_and_latin_stand_apart_and_adjacent_marks_share_their_blank() {
        let fonts = fonts();
        let mut typesetter = Typesetter::new(&fonts, "zh-CN");
        let mut width = |text: &str| typesetter.lines(&[span(text)], rules(TextAlign::Start), mm(200.0))[0].right;
        let em = points(10.0);
        assert_eq!(width("合同"), 2 * em);
        assert_eq!(width("（甲）。"), 3 * em + em / 2);
        assert_eq!(width("《（甲"), 2 * em + em / 2);
        assert_eq!(width("合A") - width("合") - width("A"), part(em, HAN_LATIN_GAP));
        assert_eq!(width("合 A") - width("合") - width("A"), width("A A") - 2 * width("A"));
    }

    #[test]
    fn justified_lines_are_full_and_the_last_is_not_stretched() {
        let fonts = fonts();
        let mut typesetter = Typesetter::new(&fonts, "zh-CN");
        let text =
            "甲乙双方依据《中华人民共和国民法典》及有关法律法规，在平等、自愿的基础上订立本合同 HT-1，共同遵守。";
        let width = points(10.0) * 13 + 4000;
        let lines = typesetter.lines(&[span(text)], rules(TextAlign::Justify), width);
        assert!(lines.len() > 3);
        let (last, full) = lines.split_last().expect("lines");
        for line in full {
            let reach = line.right - width;
            assert!((-2..=points(5.0)).contains(&reach), "{reach}");
        }
        assert!(last.right < width);
        assert_eq!(texts(&lines).concat(), text);
    }

    #[test]
    fn hard_breaks_make_lines_and_each_gets_its_indent() {
        let fonts = fonts();
        let mut typesetter = Typesetter::new(&fonts, "zh-CN");
        let rules = LineRules { indent_em: 2.0, ..rules(TextAlign::Start) };
        let lines = typesetter.lines(&[span("甲\n\n乙")], rules, mm(50.0));
        assert_eq!(texts(&lines), ["甲", "", "乙"]);
        assert_eq!(lines[2].runs[0].glyphs[0].x, 2 * points(10.0));
        assert_eq!(lines[1].height, points(15.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn lines_keep_the_text_the_width_and_the_rules_for_marks(
            text in "([甲乙丙合同元年月日]|[a-zA-Z0-9 ]|[，。、；：！？（）《》「」【】“”…—·%￥-]){0,80}",
            width in 30_000..90_000_i32,
        ) {
            let fonts = FONTS.get_or_init(fonts);
            let mut typesetter = Typesetter::new(fonts, "zh-CN");
            let lines = typesetter.lines(&[span(&text)], rules(TextAlign::Start), width);
            let written = texts(&lines);
            let without_spaces = |text: &str| text.replace(' ', "");
            prop_assert_eq!(without_spaces(&written.concat()), without_spaces(&text));
            for (line, text) in lines.iter().zip(&written) {
                // A single mark may be wider than nothing else; a closing one may hang by half an em.
                prop_assert!(line.right <= width + points(5.0), "{} over {width}: {text}", line.right);
            }
            for pair in written.windows(2) {
                let (Some(last), Some(first)) = (pair[0].trim_end().chars().last(), pair[1].chars().next()) else { continue };
                // Only an unbreakable stretch as wide as the line may be cut anywhere.
                if pair[0].chars().any(|c| class_of_test(c) == Class::Han) && !pair[0].ends_with(' ') {
                    prop_assert!(!never_begins(first) || forced(&pair[0]), "{pair:?}");
                    prop_assert!(!never_ends(last) || forced(&pair[0]), "{pair:?}");
                }
            }
        }
    }

    static FONTS: std::sync::OnceLock<Fonts> = std::sync::OnceLock::new();

    fn class_of_test(character: char) -> Class {
        super::super::class::class_of(character)
    }

    /// No place inside the line where it might have ended instead.
    fn forced(line: &str) -> bool {
        let allowed = break_offsets(line);
        !line.char_indices().skip(1).any(|(offset, _)| allowed[offset])
    }
}
