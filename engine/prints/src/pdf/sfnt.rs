//! The few things read from font files directly: tables by their tag and the PostScript name.

/// The offset of a face's table directory in a file or collection.
fn directory(bytes: &[u8], index: u32) -> Option<usize> {
    if bytes.get(..4)? == b"ttcf" {
        return Some(number32(bytes, 12 + 4 * usize::try_from(index).ok()?)? as usize);
    }
    Some(0)
}

/// A table of a face.
pub(super) fn table<'a>(bytes: &'a [u8], index: u32, tag: &[u8; 4]) -> Option<&'a [u8]> {
    let start = directory(bytes, index)?;
    let count = usize::from(number16(bytes, start + 4)?);
    for entry in 0..count {
        let at = start + 12 + entry * 16;
        if bytes.get(at..at + 4)? == tag {
            let offset = number32(bytes, at + 8)? as usize;
            let length = number32(bytes, at + 12)? as usize;
            return bytes.get(offset..offset.checked_add(length)?);
        }
    }
    None
}

/// The PostScript name of a face, made safe for a PDF name.
pub(super) fn postscript_name(bytes: &[u8], index: u32) -> Option<String> {
    let names = table(bytes, index, b"name")?;
    let count = usize::from(number16(names, 2)?);
    let strings = usize::from(number16(names, 4)?);
    for record in 0..count {
        let at = 6 + record * 12;
        if number16(names, at + 6)? != 6 {
            continue;
        }
        let length = usize::from(number16(names, at + 8)?);
        let offset = strings + usize::from(number16(names, at + 10)?);
        let text = names.get(offset..offset + length)?;
        let name: String = text
            .iter()
            .filter(|byte| byte.is_ascii_alphanumeric() || **byte == b'-')
            .map(|byte| char::from(*byte))
            .take(60)
            .collect();
        return Some(name).filter(|name| !name.is_empty());
    }
    None
}

fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
