//! The file: pages and resources through printpdf, then fonts, dates and identity at the object level.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine_errors::{Code, Problem};
use engine_values::Timestamp;
use lopdf::{Dictionary, Object, Stream, StringFormat};
use printpdf::{
    BlendMode, DictItem, ExtendedGraphicsState, ExtendedGraphicsStateId, ExternalStream, ExternalXObject, FontId,
    FontMetrics, FontType, ParsedFont, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, SeperableBlendMode, XObject,
    XObjectId,
};
use sha2::{Digest, Sha256};

use super::cache::Caches;
use super::draw::{Pen, font_name};
use super::images::{PreparedImage, Samples, UsedImages, deflated};
use super::subset::{Subset, subset};
use super::unicode::{Meanings, cmap, note, utf16};
use crate::layout::Mark;
use crate::text::Fonts;
use crate::units::Um;

/// Everything on one page: left and top of each mark's piece, and the mark.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub marks: Vec<(Um, Um, Mark)>,
}

/// What the file says about itself.
pub(crate) struct Info<'a> {
    pub title: &'a str,
    pub language: &'a str,
    pub created_at: Timestamp,
    /// Paper width and height.
    pub paper: (Um, Um),
}

/// Writes the file.
pub(crate) fn write(
    sheets: &[Sheet],
    info: &Info<'_>,
    images: &UsedImages<'_>,
    fonts: &Fonts,
    caches: &Caches,
) -> Result<Vec<u8>, Problem> {
    let meanings = used_glyphs(sheets, fonts.faces().len());
    let mut subsets: Vec<Option<Arc<Subset>>> = Vec::with_capacity(meanings.len());
    for (face, meanings) in fonts.faces().iter().zip(&meanings) {
        if meanings.is_empty() {
            subsets.push(None);
            continue;
        }
        let glyphs: Vec<u16> = meanings.keys().copied().collect();
        let made = caches.subset((face.id, glyphs), |(_, glyphs)| subset(face, glyphs));
        subsets.push(Some(made.map_err(internal)?));
    }

    let mut pdf = PdfDocument::new("");
    for (face, subset) in subsets.iter().enumerate() {
        if let Some(subset) = subset {
            pdf.resources.fonts.map.insert(FontId(font_name(face)), PdfFont::new(stand_in(subset)));
        }
    }
    for (place, (_, image)) in images.list.iter().enumerate() {
        pdf.resources.xobjects.map.insert(XObjectId(format!("I{place}")), XObject::External(external(image)));
    }
    let multiply = ExtendedGraphicsState::default().with_blend_mode(BlendMode::Seperable(SeperableBlendMode::Multiply));
    pdf.resources.extgstates.map.insert(ExtendedGraphicsStateId("Multiply".to_owned()), multiply);
    let (width, height) = (printpdf::Mm(info.paper.0 as f32 / 1000.0), printpdf::Mm(info.paper.1 as f32 / 1000.0));
    pdf.pages = sheets
        .iter()
        .map(|sheet| PdfPage::new(width, height, Pen::new(&subsets, &meanings, info.paper.1).sheet(sheet)))
        .collect();

    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut objects = pdf.to_lopdf_document(&options, &mut Vec::new());
    objects.version = "1.7".to_owned();
    for (face, subset) in subsets.iter().enumerate() {
        if let Some(subset) = subset {
            put_font(&mut objects, &font_name(face), subset, &meanings[face])?;
        }
    }
    finish(&mut objects, info);
    let mut bytes = Vec::new();
    objects.save_to(&mut bytes).map_err(|error| internal(error.to_string()))?;
    Ok(bytes)
}

fn internal(detail: String) -> Problem {
    Problem::new(Code::Internal).with("detail", detail)
}

fn used_glyphs(sheets: &[Sheet], faces: usize) -> Vec<Meanings> {
    let mut used = vec![Meanings::new(); faces];
    for (_, _, mark) in sheets.iter().flat_map(|sheet| &sheet.marks) {
        let Mark::Text { line, .. } = mark else { continue };
        for run in &line.runs {
            for glyph in &run.glyphs {
                note(&mut used[run.face], glyph.id, &glyph.text);
            }
        }
    }
    used
}

/// What printpdf needs to write text with a font whose objects are put in afterwards: the widths, no program.
fn stand_in(subset: &Subset) -> ParsedFont {
    ParsedFont {
        original_bytes: Vec::new(),
        font_index: 0,
        font_name: None,
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: (0..).zip(subset.widths.iter().copied()).collect(),
        units_per_em: 1000,
        font_metrics: FontMetrics { ascent: 880, descent: -120 },
        font_type: FontType::TrueType,
        pdf_font_metrics: printpdf::PdfFontMetricsStub::default(),
    }
}

fn external(image: &PreparedImage) -> ExternalXObject {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let base = |space: &str, filter: &str| {
        BTreeMap::from([
            ("Type".to_owned(), name("XObject")),
            ("Subtype".to_owned(), name("Image")),
            ("Width".to_owned(), DictItem::Int(image.width.into())),
            ("Height".to_owned(), DictItem::Int(image.height.into())),
            ("ColorSpace".to_owned(), name(space)),
            ("BitsPerComponent".to_owned(), DictItem::Int(8)),
            ("Filter".to_owned(), name(filter)),
        ])
    };
    let space = |gray: bool| if gray { "DeviceGray" } else { "DeviceRGB" };
    let (mut dict, content) = match &image.samples {
        Samples::Deflated { data, gray } => (base(space(*gray), "FlateDecode"), data.clone()),
        Samples::Jpeg { data, gray } => (base(space(*gray), "DCTDecode"), data.to_vec()),
    };
    if let Some(mask) = &image.mask {
        let stream = ExternalStream { dict: base("DeviceGray", "FlateDecode"), content: mask.clone(), compress: false };
        dict.insert("SMask".to_owned(), DictItem::Stream { stream });
    }
    ExternalXObject { stream: ExternalStream { dict, content, compress: false }, width: None, height: None, dpi: None }
}

/// Replaces the font objects that printpdf wrote for `resource` by the prepared ones.
fn put_font(
    objects: &mut lopdf::Document,
    resource: &str,
    subset: &Subset,
    meanings: &Meanings,
) -> Result<(), Problem> {
    let is_ours = |object: &Object| {
        object.as_dict().is_ok_and(|dict| {
            dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type0")
                && dict.get(b"BaseFont").and_then(Object::as_name).ok() == Some(resource.as_bytes())
        })
    };
    let id = objects.objects.iter().find(|(_, object)| is_ours(object)).map(|(id, _)| *id);
    let id = id.ok_or_else(|| internal(format!("no font object for {resource}")))?;
    let font = objects.objects.get(&id).and_then(|object| object.as_dict().ok());
    let parts = font.and_then(|font| {
        let unicode = font.get(b"ToUnicode").and_then(Object::as_reference).ok()?;
        let descendant = font.get(b"DescendantFonts").and_then(Object::as_array).ok()?.first()?.as_dict().ok()?;
        Some((unicode, descendant.get(b"FontDescriptor").and_then(Object::as_reference).ok()?))
    });
    let (unicode_id, descriptor_id) = parts.ok_or_else(|| internal(format!("no descriptor for {resource}")))?;

    let said: BTreeMap<u16, &str> =
        meanings.iter().filter_map(|(glyph, text)| Some((*subset.codes.get(glyph)?, text.as_str()))).collect();
    let map = flate_stream(Dictionary::new(), deflated(cmap(&said).as_bytes()));
    objects.objects.insert(unicode_id, Object::Stream(map));

    let mut program = Dictionary::new();
    if subset.is_cff {
        program.set("Subtype", Object::Name(b"CIDFontType0C".to_vec()));
    } else {
        program.set("Length1", subset.program_length as i64);
    }
    let program_id = objects.add_object(flate_stream(program, subset.program.clone()));
    let name = Object::Name(subset.name.clone().into_bytes());
    let mut descriptor = Dictionary::from_iter(vec![
        ("Type", "FontDescriptor".into()),
        ("FontName", name.clone()),
        ("Flags", Object::Integer(4)),
        ("FontBBox", Object::Array(subset.bounds.iter().map(|value| Object::Integer(*value)).collect())),
        ("ItalicAngle", Object::Integer(0)),
        ("Ascent", Object::Integer(subset.ascent)),
        ("Descent", Object::Integer(subset.descent)),
        ("CapHeight", Object::Integer(subset.cap_height)),
        ("StemV", Object::Integer(80)),
    ]);
    descriptor.set(if subset.is_cff { "FontFile3" } else { "FontFile2" }, Object::Reference(program_id));
    objects.objects.insert(descriptor_id, Object::Dictionary(descriptor));

    let widths = subset.widths.iter().map(|width| Object::Integer((*width).into())).collect();
    let mut descendant = Dictionary::from_iter(vec![
        ("Type", "Font".into()),
        ("Subtype", if subset.is_cff { "CIDFontType0" } else { "CIDFontType2" }.into()),
        ("BaseFont", name.clone()),
        (
            "CIDSystemInfo",
            Object::Dictionary(Dictionary::from_iter(vec![
                ("Registry", literal("Adobe")),
                ("Ordering", literal("Identity")),
                ("Supplement", Object::Integer(0)),
            ])),
        ),
        ("FontDescriptor", Object::Reference(descriptor_id)),
        ("DW", Object::Integer(1000)),
        ("W", Object::Array(vec![Object::Integer(0), Object::Array(widths)])),
    ]);
    if !subset.is_cff {
        descendant.set("CIDToGIDMap", Object::Name(b"Identity".to_vec()));
    }
    let font = Dictionary::from_iter(vec![
        ("Type", "Font".into()),
        ("Subtype", "Type0".into()),
        ("BaseFont", name),
        ("Encoding", "Identity-H".into()),
        ("DescendantFonts", Object::Array(vec![Object::Dictionary(descendant)])),
        ("ToUnicode", Object::Reference(unicode_id)),
    ]);
    objects.objects.insert(id, Object::Dictionary(font));
    Ok(())
}

/// Deflates what is still plain and writes dates, title and identity: all of them functions of the input.
fn finish(objects: &mut lopdf::Document, info: &Info<'_>) {
    let mut digest = Sha256::new();
    for object in objects.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        digest.update(&stream.content);
        if stream.dict.get(b"Filter").is_err() {
            stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
            let content = deflated(&stream.content);
            stream.set_content(content);
        }
    }
    let stamp = format!("D:{}Z", info.created_at.strftime("%Y%m%d%H%M%S"));
    digest.update(stamp.as_bytes());
    digest.update(info.title.as_bytes());
    let identity = digest.finalize()[..16].to_vec();
    let identity = Object::String(identity, StringFormat::Hexadecimal);
    objects.trailer.set("ID", Object::Array(vec![identity.clone(), identity]));

    let about = Dictionary::from_iter(vec![
        ("Title", unicode_text(info.title)),
        ("Creator", literal("Tenon")),
        ("Producer", literal("Tenon")),
        ("CreationDate", literal(&stamp)),
        ("ModDate", literal(&stamp)),
    ]);
    let about = objects.add_object(Object::Dictionary(about));
    if let Ok(old) = objects.trailer.get(b"Info").and_then(Object::as_reference) {
        objects.objects.remove(&old);
    }
    objects.trailer.set("Info", Object::Reference(about));
    if let Ok(catalog) = objects.catalog_mut() {
        catalog.set("Lang", literal(info.language));
        catalog.set("ViewerPreferences", Dictionary::from_iter(vec![("DisplayDocTitle", Object::Boolean(true))]));
    }
}

fn flate_stream(mut dictionary: Dictionary, content: Vec<u8>) -> Stream {
    dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dictionary, content).with_compression(false)
}

fn literal(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

fn unicode_text(text: &str) -> Object {
    Object::String(utf16(text), StringFormat::Hexadecimal)
}
