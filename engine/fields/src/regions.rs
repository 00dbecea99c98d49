//! The administrative divisions of China by their codes (GB/T 2260); `seeds/regions/README.md` says where they come from.

use std::sync::OnceLock;

/// How far down a division is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegionLevel {
    /// 省, 自治区, 直辖市, 特别行政区.
    Province,
    /// 地级市, 自治州, 盟; also the counties that a province governs itself.
    City,
    /// 区, 县, 县级市, 旗.
    County,
}

/// A division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Six digits.
    pub code: String,
    /// Its own name.
    pub name: String,
}

/// Every division, sorted by code.
fn all() -> &'static [Region] {
    static ALL: OnceLock<Vec<Region>> = OnceLock::new();
    ALL.get_or_init(|| {
        let rows: Vec<(String, String)> =
            serde_json::from_str(include_str!("../../../seeds/regions/cn.json")).unwrap_or_default();
        rows.into_iter().map(|(code, name)| Region { code, name }).collect()
    })
}

/// The division with a code.
#[must_use]
pub fn region(code: &str) -> Option<&'static Region> {
    all().binary_search_by(|region| region.code.as_str().cmp(code)).ok().and_then(|place| all().get(place))
}

impl Region {
    /// The division that it belongs to.
    #[must_use]
    pub fn parent(&self) -> Option<&'static Self> {
        let prefix = |digits: usize| self.code.get(..digits).unwrap_or_default();
        match self.significant() {
            ..=2 => None,
            3..=4 => region(&format!("{}0000", prefix(2))),
            _ => region(&format!("{}00", prefix(4))).or_else(|| region(&format!("{}0000", prefix(2)))),
        }
    }

    /// Whether anything lies below it.
    #[must_use]
    pub fn has_children(&self) -> bool {
        parts_of(Some(&self.code)).next().is_some()
    }

    /// How far down it is.
    #[must_use]
    pub fn level(&self) -> RegionLevel {
        match self.significant() {
            ..=2 => RegionLevel::Province,
            3..=4 => RegionLevel::City,
            // 90 stands for "no prefecture": such a county is a province's own.
            _ if self.code.get(2..4) == Some("90") => RegionLevel::City,
            _ => RegionLevel::County,
        }
    }

    /// The names from the top: `江苏省 / 苏州市 / 姑苏区`.
    #[must_use]
    pub fn label(&self) -> String {
        match self.parent() {
            Some(parent) => format!("{} / {}", parent.label(), self.name),
            None => self.name.clone(),
        }
    }

    /// The smallest and the largest code that it and everything below it can have: what an index can look for.
    #[must_use]
    pub fn range(&self) -> (String, String) {
        let prefix = self.code.get(..self.significant()).unwrap_or_default();
        (self.code.clone(), format!("{prefix:9<6}"))
    }

    /// Digits before the zeros that stand for "all of it", in pairs.
    fn significant(&self) -> usize {
        if self.code.ends_with("0000") {
            2
        } else if self.code.ends_with("00") {
            4
        } else {
            6
        }
    }
}

/// The divisions directly below one, or the top-level ones.
pub fn parts_of(parent: Option<&str>) -> impl Iterator<Item = &'static Region> {
    let prefix = parent.and_then(|code| code.get(..2)).unwrap_or_default().to_owned();
    let parent = parent.map(str::to_owned);
    let start = all().partition_point(|region| region.code.as_str() < prefix.as_str());
    all()
        .get(start..)
        .unwrap_or_default()
        .iter()
        .take_while(move |region| region.code.starts_with(&prefix))
        .filter(move |region| region.parent().map(|above| above.code.as_str()) == parent.as_deref())
}

/// Divisions whose code begins with a text or whose name contains it; the words of `江苏 姑苏` may stand anywhere in the
/// names from the top, the last of them in its own.
pub fn find(text: &str) -> impl Iterator<Item = &'static Region> {
    let words: Vec<String> =
        text.split(|letter: char| letter.is_whitespace() || letter == '/').map(str::to_owned).collect();
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    all().iter().filter(move |region| match words.as_slice() {
        [] => true,
        [code] if code.bytes().all(|byte| byte.is_ascii_digit()) => region.code.starts_with(code.as_str()),
        [above @ .., own] => {
            region.name.contains(own.as_str()) && {
                let label = if above.is_empty() { String::new() } else { region.label() };
                above.iter().all(|word| label.contains(word.as_str()))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert!(all().len() > 3000);
        assert!(all().windows(2).all(|pair| pair[0].code < pair[1].code), "sorted and without repetition");
        for region in all() {
            assert!(region.code.len() == 6 && region.code.bytes().all(|byte| byte.is_ascii_digit()), "{region:?}");
            assert!(!region.name.is_empty() && !region.name.contains("直辖"), "{region:?}");
            assert_eq!(region.parent().is_none(), region.level() == RegionLevel::Province, "{region:?}");
        }
        assert_eq!(parts_of(None).count(), 34);
    }

    #[test]
    fn what_lies_where() {
        let label = |code: &str| region(code).unwrap().label();
        assert_eq!(label("320508"), "江苏省 / 苏州市 / 姑苏区");
        assert_eq!(label("110101"), "北京市 / 东城区");
        assert_eq!(label("429004"), "湖北省 / 仙桃市");
        assert_eq!(label("653229"), "新疆维吾尔自治区 / 和田地区 / 和安县");
        assert_eq!(region("429004").unwrap().level(), RegionLevel::City);
        assert_eq!(region("110101").unwrap().level(), RegionLevel::County);
        assert!(!region("710000").unwrap().has_children() && region("320500").unwrap().has_children());
        assert!(parts_of(Some("420000")).any(|region| region.code == "429004"));
        assert!(parts_of(Some("320000")).all(|region| region.level() == RegionLevel::City));
        assert!(region("110100").is_none() && region("000000").is_none() && region("").is_none());
    }

    #[test]
    fn ranges_cover_what_is_below() {
        assert_eq!(region("320000").unwrap().range(), ("320000".to_owned(), "329999".to_owned()));
        assert_eq!(region("320500").unwrap().range(), ("320500".to_owned(), "320599".to_owned()));
        assert_eq!(region("320508").unwrap().range(), ("320508".to_owned(), "320508".to_owned()));
    }

    #[test]
    fn search_takes_codes_names_and_paths() {
        let codes = |text: &str| find(text).map(|region| region.code.as_str()).collect::<Vec<_>>();
        assert_eq!(codes("姑苏"), ["320508"]);
        assert_eq!(codes("江苏 鼓楼"), ["320106", "320302"]);
        assert_eq!(codes("江苏省 / 苏州市 / 姑苏区"), ["320508"]);
        assert!(codes("3205").len() > 5 && codes("3205").iter().all(|code| code.starts_with("3205")));
        assert!(codes("没有这个").is_empty());
    }
}
