//! What kind of character stands there, as far as setting Chinese next to Latin needs to know.

/// The kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Ideographs, kana, hangul: full width, breakable between.
    Han,
    /// Letters and digits of alphabets.
    Latin,
    /// Spaces.
    Space,
    /// Opening punctuation of full width: its left half is blank.
    Opening,
    /// Closing punctuation of full width: its right half is blank.
    Closing,
    /// Everything else.
    Other,
}

/// The kind of a character. Quotation marks count as full width only when the font draws them so.
pub(super) fn class_of(character: char) -> Class {
    match character {
        ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => Class::Space,
        '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '［' | '｛' | '“' | '‘' => Class::Opening,
        '，' | '。' | '、' | '；' | '：' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '〗' | '］' | '｝'
        | '”' | '’' | '．' => Class::Closing,
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3040}'..='\u{30fa}'
        | '\u{30fc}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Han,
        other if other.is_alphanumeric() && !is_wide_form(other) => Class::Latin,
        '%' | '$' | '#' | '@' | '&' | '+' => Class::Latin,
        _ => Class::Other,
    }
}

fn is_wide_form(character: char) -> bool {
    matches!(character, '\u{ff00}'..='\u{ffef}' | '\u{2460}'..='\u{24ff}' | '\u{3000}'..='\u{33ff}')
}

/// Marks that may never begin a line (避头): closing punctuation, stops, iteration marks, units after numbers.
pub(super) fn never_begins(character: char) -> bool {
    class_of(character) == Class::Closing
        || matches!(
            character,
            '！' | '？'
                | '!'
                | '?'
                | ','
                | '.'
                | ';'
                | ':'
                | ')'
                | ']'
                | '}'
                | '…'
                | '—'
                | '～'
                | '·'
                | '々'
                | '℃'
                | '％'
                | '%'
                | '‰'
        )
}

/// Marks that may never end a line (避尾): opening punctuation and currency signs.
pub(super) fn never_ends(character: char) -> bool {
    class_of(character) == Class::Opening || matches!(character, '(' | '[' | '{' | '￥' | '¥' | '＄' | '$' | '＃' | '№')
}

/// Characters that have no look of their own and are left out before shaping: controls, marks of direction,
/// joiners, variation selectors, tags.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Marks that sit on the character before them and stay in its font.
pub(super) fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{302a}'..='\u{302f}' | '\u{3099}' | '\u{309a}' | '\u{fe20}'..='\u{fe2f}')
}
