//! Where a line may end: UAX #14 with the Chinese rules 避头尾 put on top.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::class::{Class, class_of, never_begins, never_ends};

/// For every byte offset of `text`, whether a line may end just before it.
pub(super) fn break_offsets(text: &str) -> Vec<bool> {
    let mut allowed = vec![false; text.len() + 1];
    for (offset, opportunity) in linebreaks(text) {
        allowed[offset] = matches!(opportunity, BreakOpportunity::Allowed | BreakOpportunity::Mandatory);
    }
    let mut before = None;
    for (offset, after) in text.char_indices() {
        if let Some(before) = before {
            allowed[offset] = tailored(allowed[offset], before, after);
        }
        before = Some(after);
    }
    allowed
}

fn tailored(allowed: bool, before: char, after: char) -> bool {
    if before == ' ' {
        // A space is the writer's own break; only a mark that may not begin a line forbids it.
        return allowed && class_of(after) != Class::Closing;
    }
    if never_begins(after) || never_ends(before) {
        return false;
    }
    // UAX #14 glues quotation marks to both sides; in Chinese only their inner side is glued.
    let han = |character| class_of(character) == Class::Han;
    match (before, after) {
        ('”' | '’', next) if han(next) || class_of(next) == Class::Opening => true,
        (last, '“' | '‘') if han(last) || class_of(last) == Class::Closing => true,
        _ => allowed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> String {
        let allowed = break_offsets(text);
        let mut marked = String::new();
        for (offset, character) in text.char_indices() {
            if offset > 0 && allowed[offset] {
                marked.push('|');
            }
            marked.push(character);
        }
        marked
    }

    #[test]
    fn chinese_breaks_anywhere_but_at_punctuation() {
        assert_eq!(pieces("甲方（买方），乙方。"), "甲|方|（买|方），|乙|方。");
        assert_eq!(pieces("《合同》第3.1条"), "《合|同》|第|3.1|条");
        assert_eq!(pieces("价税合计￥1,234.50元"), "价|税|合|计|￥1,234.50|元");
        assert_eq!(pieces("税率13%，"), "税|率|13%，");
        assert_eq!(pieces("“甲方”与“乙方”"), "“甲|方”|与|“乙|方”");
        assert_eq!(pieces("等等……好吗？！"), "等|等……|好|吗？！");
    }

    #[test]
    fn latin_breaks_at_spaces_and_hyphens() {
        assert_eq!(pieces("HT202611-0001 合同"), "HT202611-0001 |合|同");
        assert_eq!(pieces("type ABC-12的"), "type |ABC-12|的");
    }

    #[test]
    fn no_mark_begins_or_ends_a_line_wrongly() {
        for before in "国a1）。，”》".chars() {
            for after in "，。、；：！？）》」』】〕”’".chars() {
                assert!(!break_offsets(&format!("{before}{after}"))[before.len_utf8()], "{before}{after}");
            }
        }
        for opening in "（《「『【〔“‘".chars() {
            for after in "国a1（".chars() {
                assert!(!break_offsets(&format!("{opening}{after}"))[opening.len_utf8()], "{opening}{after}");
            }
        }
    }
}
