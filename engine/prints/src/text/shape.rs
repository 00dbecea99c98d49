//! Shaping: from spans of text to units of glyphs with advances in micrometres.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use harfrust::{Buffer, Direction, Language, Script, ShapeOptions, ShapePlan, ShaperFont, shape};

use super::class::{Class, class_of, is_combining, is_invisible};
use super::font::{FaceChoice, Fonts};
use crate::bind::Span;
use crate::style::Color;
use crate::units::Um;

/// What a glyph stands for when text is taken out of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GlyphText {
    One(char),
    Many(Rc<str>),
    /// A further glyph of a cluster whose first glyph carries the text.
    None,
}

/// A glyph of a unit.
#[derive(Debug, Clone)]
pub(super) struct ShapedGlyph {
    pub id: u16,
    pub advance: Um,
    pub dx: Um,
    pub dy: Um,
    pub text: GlyphText,
}

/// The look shared by all glyphs of an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub choice: FaceChoice,
    pub size: Um,
    pub color: Color,
}

/// The smallest part of a line: a cluster of glyphs that stays together.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub glyphs: Vec<ShapedGlyph>,
    pub look: Look,
    pub class: Class,
    pub advance: Um,
    /// Space that goes when the line ends after the unit.
    pub glue: Um,
    /// Blank right half of a closing mark, given up at the end of a line.
    pub slack: Um,
    /// Where its source text ends.
    pub end: usize,
}

/// Shapes text with the fonts of one render and collects the characters that no font has.
pub(crate) struct Typesetter<'fonts> {
    fonts: &'fonts Fonts,
    shapers: Vec<ShaperFont<'fonts, 'fonts>>,
    plans: HashMap<(usize, Script), ShapePlan>,
    choices: HashMap<(char, bool), Option<FaceChoice>>,
    language: Option<Language>,
    buffer: Option<Buffer>,
    missing: BTreeSet<char>,
}

struct Item {
    start: usize,
    end: usize,
    look: Look,
    script: Script,
}

impl<'fonts> Typesetter<'fonts> {
    /// A typesetter for one document in one language.
    pub fn new(fonts: &'fonts Fonts, language: &str) -> Self {
        let tag = if language.starts_with("zh") { "zh-Hans" } else { language };
        Self {
            fonts,
            shapers: fonts.faces().iter().map(|face| ShaperFont::new(&face.font)).collect(),
            plans: HashMap::new(),
            choices: HashMap::new(),
            language: Language::new(tag),
            buffer: Some(Buffer::new()),
            missing: BTreeSet::new(),
        }
    }

    /// Takes the characters that no font has, found since the last call.
    pub fn take_missing(&mut self) -> BTreeSet<char> {
        std::mem::take(&mut self.missing)
    }

    /// Shapes one hard line. `text` is the joined text, `looks` names the span of each part of it.
    pub(super) fn units(&mut self, text: &str, spans: &[(usize, &Span)]) -> Vec<Unit> {
        let mut units = Vec::with_capacity(text.len() / 2);
        for item in self.items(text, spans) {
            self.shape_item(text, &item, &mut units);
        }
        units
    }

    fn choose(&mut self, character: char, bold: bool) -> Option<FaceChoice> {
        let fonts = self.fonts;
        *self.choices.entry((character, bold)).or_insert_with(|| fonts.choose(character, bold))
    }

    fn items(&mut self, text: &str, spans: &[(usize, &Span)]) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut span_index = 0;
        for (offset, character) in text.char_indices() {
            while spans.get(span_index + 1).is_some_and(|(start, _)| *start <= offset) {
                span_index += 1;
            }
            let Some((_, span)) = spans.get(span_index) else { break };
            let end = offset + character.len_utf8();
            if let Some(last) = items.last_mut().filter(|last| is_combining(character) && last.end == offset) {
                last.end = end;
                continue;
            }
            let Some(choice) = self.choose(character, span.bold).or_else(|| self.stand_in(character, span.bold)) else {
                self.missing.insert(character);
                continue;
            };
            let look = Look { choice, size: span.size, color: span.color };
            let script = script_of(character);
            match items.last_mut() {
                Some(last) if last.end == offset && last.look == look && last.script == script => last.end = end,
                _ => items.push(Item { start: offset, end, look, script }),
            }
        }
        items
    }

    /// Special spaces that a font lacks are set with its ordinary space.
    fn stand_in(&mut self, character: char, bold: bool) -> Option<FaceChoice> {
        (class_of(character) == Class::Space).then(|| self.choose(' ', bold)).flatten()
    }

    fn shape_item(&mut self, text: &str, item: &Item, units: &mut Vec<Unit>) {
        let face = item.look.choice.face;
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        for (offset, character) in text[item.start..item.end].char_indices() {
            let space = class_of(character) == Class::Space;
            buffer.push(if space { ' '.into() } else { character.into() }, (item.start + offset) as u32);
        }
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(item.script));
        buffer.set_language(self.language.clone());
        let fonts = self.fonts;
        let language = self.language.clone();
        let plan = self.plans.entry((face, item.script)).or_insert_with(|| {
            let font = &fonts.faces()[face].font;
            ShapePlan::new(font, Direction::LeftToRight, Some(item.script), language.as_ref(), &[])
        });
        let shaped = shape(&self.shapers[face], &mut buffer, ShapeOptions::new().plan(Some(plan)));
        if shaped.is_ok() {
            self.collect(text, item, &buffer, units);
        } else {
            self.missing.extend(text[item.start..item.end].chars());
        }
        self.buffer = Some(buffer);
    }

    fn collect(&mut self, text: &str, item: &Item, buffer: &Buffer, units: &mut Vec<Unit>) {
        let em = self.fonts.faces()[item.look.choice.face].units_per_em;
        let size = item.look.size;
        let scale = |value: i32| scaled(value, size, em);
        let infos = buffer.glyph_infos();
        let positions = buffer.glyph_positions();
        let mut index = 0;
        while index < infos.len() {
            let cluster = infos[index].cluster as usize;
            let count = infos[index..].iter().take_while(|info| info.cluster as usize == cluster).count();
            let end = infos.get(index + count).map_or(item.end, |info| info.cluster as usize);
            let source = text.get(cluster..end).unwrap_or_default();
            let first = source.chars().next().unwrap_or(' ');
            let mut glyphs = Vec::with_capacity(count);
            for (info, position) in infos[index..index + count].iter().zip(&positions[index..]) {
                let Ok(id) = u16::try_from(info.glyph_id) else { continue };
                if id == 0 {
                    self.missing.extend(source.chars().filter(|character| !is_invisible(*character)));
                }
                let meaning = if glyphs.is_empty() { text_of(source, first) } else { GlyphText::None };
                glyphs.push(ShapedGlyph {
                    id,
                    advance: scale(position.x_advance),
                    dx: scale(position.x_offset),
                    dy: scale(position.y_offset),
                    text: meaning,
                });
            }
            let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
            units.push(Unit { glyphs, look: item.look, class: class_of(first), advance, glue: 0, slack: 0, end });
            index += count;
        }
    }
}

fn text_of(source: &str, first: char) -> GlyphText {
    if source.len() == first.len_utf8() { GlyphText::One(first) } else { GlyphText::Many(source.into()) }
}

fn scaled(value: i32, size: Um, em: i32) -> Um {
    let product = i64::from(value) * i64::from(size);
    let half = i64::from(em) / 2;
    let rounded = if product >= 0 { product + half } else { product - half } / i64::from(em);
    rounded.clamp(i64::from(Um::MIN), i64::from(Um::MAX)) as Um
}

fn script_of(character: char) -> Script {
    match class_of(character) {
        Class::Han | Class::Opening | Class::Closing => match character {
            '\u{3040}'..='\u{30ff}' => Script::KATAKANA,
            '\u{ac00}'..='\u{d7af}' => Script::HANGUL,
            _ => Script::HAN,
        },
        _ => match character {
            '\u{370}'..='\u{3ff}' => Script::GREEK,
            '\u{400}'..='\u{52f}' => Script::CYRILLIC,
            '\u{0}'..='\u{24f}' => Script::LATIN,
            other if other.is_alphabetic() => Script::COMMON,
            _ => Script::HAN,
        },
    }
}
