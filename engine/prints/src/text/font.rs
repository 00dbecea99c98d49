//! Font faces, parsed once, and the order in which they are asked for a character.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use engine_errors::{Code, Problem, Problems};
use harfrust::Font;

/// A font file and the face in it.
#[derive(Clone)]
pub struct FontFace {
    /// The whole file: TrueType, OpenType/CFF or a collection of them.
    pub bytes: Arc<[u8]>,
    /// The face in a collection, otherwise 0.
    pub index: u32,
    /// True for the bold cut.
    pub bold: bool,
}

/// A parsed face.
pub(crate) struct Face {
    /// Identity within the process: a key for caches, never written to a document.
    pub id: u64,
    pub font: Font,
    pub bytes: Arc<[u8]>,
    pub index: u32,
    pub bold: bool,
    pub units_per_em: i32,
}

/// The fonts of an installation in the order of preference.
pub struct Fonts {
    faces: Vec<Face>,
}

/// What was chosen for a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FaceChoice {
    pub face: usize,
    /// Bold is wanted and the face is not: thicken the outline.
    pub thicken: bool,
}

/// Owns the bytes for the shaper, which wants its own trait object.
struct Shared(Arc<[u8]>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Fonts {
    /// Parses the faces; the first ones are preferred, the later ones serve characters that are missing before.
    ///
    /// # Errors
    /// No face at all, or a file that is no font or has no such face (`/fonts/<place>`).
    pub fn new(faces: Vec<FontFace>) -> Result<Self, Problems> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let mut parsed = Vec::with_capacity(faces.len());
        let mut problems = Vec::new();
        for (place, face) in faces.into_iter().enumerate() {
            let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Shared(face.bytes.clone()));
            match Font::new(shared, face.index).filter(|font| font.num_glyphs() > 0 && font.charmap().has_unicode()) {
                Some(font) => parsed.push(Face {
                    id: NEXT.fetch_add(1, Ordering::Relaxed),
                    units_per_em: i32::from(font.units_per_em()).max(16),
                    font,
                    bytes: face.bytes,
                    index: face.index,
                    bold: face.bold,
                }),
                None => problems
                    .push(Problem::at(Code::FileTypeRefused, format!("/fonts/{place}")).with("reason", "not_a_font")),
            }
        }
        if parsed.is_empty() && problems.is_empty() {
            problems.push(Problem::at(Code::SettingInvalid, "/fonts").with("reason", "no_font"));
        }
        if problems.is_empty() { Ok(Self { faces: parsed }) } else { Err(problems) }
    }

    pub(crate) fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The first face of the wanted weight that has the character, then any face that has it.
    pub(crate) fn choose(&self, character: char, bold: bool) -> Option<FaceChoice> {
        let has = |face: &&Face| face.font.charmap().map_unicode(character).is_some_and(|glyph| glyph.to_u32() != 0);
        let position = |weight: bool| self.faces.iter().position(|face| face.bold == weight && has(&face));
        if let Some(face) = position(bold) {
            return Some(FaceChoice { face, thicken: false });
        }
        position(!bold).map(|face| FaceChoice { face, thicken: bold })
    }
}
