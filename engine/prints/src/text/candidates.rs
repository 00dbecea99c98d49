//! Where fonts with Chinese usually lie. Data only: reading the files is the services layer's work.

/// A font file worth trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FontCandidate {
    /// Absolute path, or a file name below the `fonts` folder of the data directory when it has no `/`.
    pub path: &'static str,
    /// The face in a collection that draws simplified Chinese.
    pub index: u32,
    /// The bold cut of a family.
    pub bold: bool,
}

const fn face(path: &'static str, index: u32, bold: bool) -> FontCandidate {
    FontCandidate { path, index, bold }
}

/// Candidates, best first. Take the first regular face that exists and the first bold one of the same folder;
/// more faces behind it serve as fallback for characters that the first does not have.
#[must_use]
pub fn system_font_candidates() -> &'static [FontCandidate] {
    const LIST: &[FontCandidate] = &[
        face("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, false),
        face("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2, true),
        face("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2, false),
        face("/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc", 2, true),
        face("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2, false),
        face("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc", 2, true),
        face("/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc", 2, false),
        face("/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc", 2, true),
        face("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2, false),
        face("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 2, true),
        face("/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc", 2, false),
        face("/usr/share/fonts/noto-cjk/NotoSerifCJK-Bold.ttc", 2, true),
        face("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0, false),
        face("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0, false),
        face("/usr/share/fonts/wqy-microhei/wqy-microhei.ttc", 0, false),
        face("/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc", 0, false),
        face("/usr/share/fonts/adobe-source-han-sans/SourceHanSansCN-Regular.otf", 0, false),
        face("/usr/share/fonts/adobe-source-han-sans/SourceHanSansCN-Bold.otf", 0, true),
        face("/usr/share/fonts/adobe-source-han-serif/SourceHanSerifCN-Regular.otf", 0, false),
        face("/usr/share/fonts/adobe-source-han-serif/SourceHanSerifCN-Bold.otf", 0, true),
        face("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", 0, false),
        face("/System/Library/Fonts/PingFang.ttc", 0, false),
        face("/System/Library/Fonts/STHeiti Light.ttc", 1, false),
        face("C:/Windows/Fonts/msyh.ttc", 0, false),
        face("C:/Windows/Fonts/msyhbd.ttc", 0, true),
        face("C:/Windows/Fonts/simsun.ttc", 0, false),
        face("NotoSansSC-Regular.ttf", 0, false),
        face("NotoSansSC-Bold.ttf", 0, true),
    ];
    LIST
}
