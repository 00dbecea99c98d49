//! What is generated from the table of functions: the handbook page, and the vectors that every evaluator must agree with.

mod handbook;
mod vectors;

use engine_expressions::Family;

use crate::Generated;

/// Where the vectors lie.
pub(crate) const VECTORS: &str = "tests/vectors/expressions";

/// Every file.
pub(crate) fn files() -> Vec<Generated> {
    let mut files = vec![handbook::page()];
    files.extend(vectors::files());
    files
}

/// The heading of a family.
fn title(family: Family) -> &'static str {
    match family {
        Family::Logic => "Conditions and choices 逻辑",
        Family::Text => "Text 文本",
        Family::Check => "Checks of form 校验",
        Family::Number => "Numbers 数字",
        Family::Money => "Money 金额",
        Family::Date => "Days and time 日期与时间",
        Family::List => "Lists and child rows 列表与明细汇总",
        Family::People => "People 人员",
    }
}
