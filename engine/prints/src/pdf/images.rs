//! Images by name: decoded once, deflated once, told apart by their bytes.

use std::io::{Cursor, Write};
use std::sync::Arc;

use engine_errors::{Code, Problem, Problems};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};

use super::cache::Caches;
use crate::units::Um;

/// Longest side of an image in pixels.
const MAX_SIDE: u32 = 8_000;
/// Memory that decoding may take.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Gives the bytes of an image by the name a template uses; it decides which names exist and who may see them.
pub trait ImageSource {
    /// PNG or JPEG bytes, `None` when there is no such image for this reader.
    fn image(&self, name: &str) -> Option<Arc<[u8]>>;
}

/// The samples of an image as they go into the file.
#[derive(Debug)]
pub(super) enum Samples {
    Deflated { data: Vec<u8>, gray: bool },
    Jpeg { data: Arc<[u8]>, gray: bool },
}

/// An image ready to be placed.
#[derive(Debug)]
pub(crate) struct PreparedImage {
    pub width: u32,
    pub height: u32,
    pub(super) samples: Samples,
    /// Deflated opacity, when not everything is opaque.
    pub(super) mask: Option<Vec<u8>>,
}

/// An image found for a block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FoundImage {
    /// Its place in the list of used images.
    pub place: usize,
    width: u32,
    height: u32,
}

impl FoundImage {
    /// The height that goes with a width.
    pub fn height_for(&self, width: Um) -> Um {
        (i64::from(width) * i64::from(self.height) / i64::from(self.width.max(1))).clamp(1, 10_000_000) as Um
    }
}

/// The images of one document in the order of their first use.
pub(crate) struct UsedImages<'a> {
    source: &'a dyn ImageSource,
    caches: &'a Caches,
    pub(super) list: Vec<(String, Arc<PreparedImage>)>,
}

impl<'a> UsedImages<'a> {
    pub fn new(source: &'a dyn ImageSource, caches: &'a Caches) -> Self {
        Self { source, caches, list: Vec::new() }
    }

    /// The image of this name, or a problem at `pointer` when it is missing (and not optional) or broken.
    pub fn find(&mut self, name: &str, optional: bool, pointer: &str, problems: &mut Problems) -> Option<FoundImage> {
        let found =
            |place: usize, image: &PreparedImage| FoundImage { place, width: image.width, height: image.height };
        if let Some(place) = self.list.iter().position(|(known, _)| known == name) {
            return Some(found(place, &self.list[place].1));
        }
        let Some(bytes) = self.source.image(name) else {
            if !optional {
                problems.push(Problem::at(Code::FileNotFound, pointer).with("name", name));
            }
            return None;
        };
        let key: [u8; 32] = Sha256::digest(&bytes).into();
        match self.caches.image(key, |_| prepare(&bytes)) {
            Ok(image) => {
                self.list.push((name.to_owned(), Arc::clone(&image)));
                Some(found(self.list.len() - 1, &image))
            }
            Err(detail) => {
                let problem = Problem::at(Code::FileTypeRefused, pointer).with("name", name);
                problems.push(problem.with("detail", detail));
                None
            }
        }
    }
}

fn prepare(bytes: &Arc<[u8]>) -> Result<PreparedImage, String> {
    let mut reader = ImageReader::new(Cursor::new(bytes.as_ref())).with_guessed_format().map_err(|e| e.to_string())?;
    let format = reader.format().filter(|format| matches!(format, ImageFormat::Png | ImageFormat::Jpeg));
    let format = format.ok_or_else(|| "only PNG and JPEG can be printed".to_owned())?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_BYTES);
    reader.limits(limits);
    let image = reader.decode().map_err(|error| error.to_string())?;
    let (width, height) = (image.width(), image.height());
    if width == 0 || height == 0 {
        return Err("the image is empty".to_owned());
    }
    let gray = matches!(image, DynamicImage::ImageLuma8(_) | DynamicImage::ImageLuma16(_));
    if format == ImageFormat::Jpeg && jpeg_components(bytes) == Some(if gray { 1 } else { 3 }) {
        let samples = Samples::Jpeg { data: Arc::clone(bytes), gray };
        return Ok(PreparedImage { width, height, samples, mask: None });
    }
    if gray {
        let samples = Samples::Deflated { data: deflated(image.to_luma8().as_raw()), gray };
        return Ok(PreparedImage { width, height, samples, mask: None });
    }
    let rgba = image.to_rgba8();
    let mut colors = Vec::with_capacity(rgba.as_raw().len() / 4 * 3);
    let mut mask = Vec::with_capacity(rgba.as_raw().len() / 4);
    let mut seen = [255, 255, 255];
    for pixel in rgba.pixels() {
        let [red, green, blue, alpha] = pixel.0;
        // Unseen pixels repeat the color before them: they would only cost bytes.
        if alpha != 0 {
            seen = [red, green, blue];
        }
        colors.extend(seen);
        mask.push(alpha);
    }
    let mask = mask.iter().any(|alpha| *alpha != 255).then(|| deflated(&mask));
    Ok(PreparedImage { width, height, samples: Samples::Deflated { data: deflated(&colors), gray }, mask })
}

/// Number of components in the frame header; a four-component JPEG is decoded, since its inversion is not agreed on.
fn jpeg_components(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let marker = bytes.get(at..at + 4)?;
        if marker[0] != 0xff {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([marker[2], marker[3]]));
        if matches!(marker[1], 0xc0..=0xc2) {
            return bytes.get(at + 9).copied();
        }
        at += 2 + length;
    }
}

/// Deflates for a `FlateDecode` stream.
pub(super) fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 2), Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}
