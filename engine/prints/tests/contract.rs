//! The demo contract and everything that can go wrong on the way to paper.
#![expect(clippy::disallowed_methods, reason = "a test reads the template and the fonts where they lie")]
#![allow(clippy::expect_used, reason = "a test may panic")]

#[path = "../examples/sample/mod.rs"]
mod sample;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use engine_definitions::PrintTemplateDocument;
use engine_errors::{Code, Problems};
use engine_prints::{Caches, FontFace, Fonts, ImageSource, PrintInput, Rendered, Template, block_kinds, render};
use sample::{Folder, contract_data, contract_template, system_fonts, template_folder};
use serde_json::{Value, json};

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| system_fonts().expect("a font with Chinese, for instance the Debian package fonts-noto-cjk"))
}

struct Images(BTreeMap<&'static str, Vec<u8>>);

impl ImageSource for Images {
    fn image(&self, name: &str) -> Option<Arc<[u8]>> {
        self.0.get(name).map(|bytes| Arc::from(bytes.as_slice()))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "calls read better without a reference to every literal")]
fn template(body: Value) -> Result<Template, Problems> {
    let document = json!({"name": "t", "label": {"zh-CN": "测试"}, "object": "contract", "body": body});
    let document: PrintTemplateDocument = serde_json::from_value(document).expect("a document");
    Template::parse(&document)
}

fn printed_with(
    template: &Template,
    data: Value,
    images: &dyn ImageSource,
    fonts: &Fonts,
) -> Result<Rendered, Problems> {
    let input = PrintInput {
        data,
        language: "zh-CN",
        utc_offset_minutes: 480,
        created_at: "2026-11-21T02:30:00Z".parse().expect("an instant"),
        images,
        conditions: &|expression, scope| match expression {
            "yes" | "record.approval_state = \"approved\"" => Ok(true),
            "no" => Ok(false),
            "row.shown" => Ok(scope["row"]["shown"] == true),
            other => Err(format!("unknown: {other}")),
        },
    };
    render(template, &input, fonts, &Caches::new())
}

fn printed(body: Value, data: Value) -> Result<Rendered, Problems> {
    printed_with(&template(body).expect("a sound template"), data, &Images(BTreeMap::new()), fonts())
}

fn contract(lines: usize) -> Rendered {
    let template = Template::parse(&contract_template().expect("the file")).expect("sound");
    let images = Folder(template_folder().join("assets"));
    printed_with(&template, contract_data(lines), &images, fonts()).expect("prints")
}

/// The text of every page through `ToUnicode`, in drawing order, one line per placed text.
fn pages(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).expect("a readable file");
    document.get_pages().into_values().map(|page| page_text(&document, page)).collect()
}

fn page_text(document: &lopdf::Document, page: lopdf::ObjectId) -> String {
    let fonts = document.get_page_fonts(page).expect("fonts");
    let maps: BTreeMap<Vec<u8>, BTreeMap<u16, String>> =
        fonts.into_iter().map(|(name, font)| (name, unicode_map(document, font))).collect();
    let content = document.get_page_content(page);
    let content = lopdf::content::Content::decode(&content).expect("operations");
    let (mut text, mut map) = (String::new(), None);
    for operation in content.operations {
        match operation.operator.as_str() {
            "Tf" => map = maps.get(operation.operands[0].as_name().expect("a name")),
            "ET" => text.push('\n'),
            "TJ" => {
                for item in operation.operands[0].as_array().expect("an array") {
                    let Ok(codes) = item.as_str() else { continue };
                    for code in codes.chunks(2) {
                        let code = u16::from_be_bytes([code[0], code[1]]);
                        text.push_str(map.and_then(|map| map.get(&code)).map_or("\u{fffd}", String::as_str));
                    }
                }
            }
            _ => {}
        }
    }
    text
}

fn unicode_map(document: &lopdf::Document, font: &lopdf::Dictionary) -> BTreeMap<u16, String> {
    let id = font.get(b"ToUnicode").and_then(lopdf::Object::as_reference).expect("ToUnicode");
    let stream = document.get_object(id).and_then(lopdf::Object::as_stream).expect("a stream");
    let map = String::from_utf8(stream.decompressed_content().expect("inflates")).expect("text");
    let mut entries = BTreeMap::new();
    for line in map.lines().filter(|line| line.starts_with('<') && !line.contains("<FFFF>")) {
        let mut parts = line.split(['<', '>']).filter(|part| !part.trim().is_empty());
        let (code, text) = (parts.next().expect("a code"), parts.next().expect("a text"));
        let units: Vec<u16> = text
            .as_bytes()
            .chunks(4)
            .map(|unit| u16::from_str_radix(std::str::from_utf8(unit).expect("hex"), 16).expect("hex"))
            .collect();
        entries.insert(u16::from_str_radix(code, 16).expect("hex"), String::from_utf16(&units).expect("UTF-16"));
    }
    entries
}

fn codes(problems: &Problems) -> Vec<(Code, &str)> {
    problems.iter().map(|problem| (problem.code, problem.path.as_str())).collect()
}

#[test]
fn the_contract_says_what_the_record_says() {
    let rendered = contract(60);
    assert_eq!(rendered.file_name, "HT202611-0001 启朗动力电芯装配线设备采购合同");
    let pages = pages(&rendered.pdf);
    assert_eq!(pages.len(), rendered.pages);
    assert!((4..=5).contains(&rendered.pages), "{} pages", rendered.pages);
    assert!(rendered.pdf.len() < 250 * 1024, "{} bytes", rendered.pdf.len());
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("第 {} 页　共 {} 页", index + 1, pages.len())), "{page}");
        assert!(page.starts_with("华榫智能装备（苏州）有限公司\n合同编号：HT202611-0001\n"));
    }
    let text = pages.concat();
    for part in [
        "销售合同",
        "签订日期：2026年11月21日",
        "无锡启朗动力电池股份有限公司",
        "9999915375416025752",
        "￥22,350,498.60",
        "人民币贰仟贰佰叁拾伍万零肆佰玖拾捌元陆角整",
        "履行期限自 2026年11月21日至 2027年5月31日",
        "10.3　本合同项下设备的控制程序",
    ] {
        assert!(text.replace('\n', "").contains(part), "{part}");
    }
    let rows: Vec<usize> = text.lines().filter_map(|line| line.parse().ok()).filter(|n| *n <= 60 && *n > 11).collect();
    let expected: Vec<usize> = (12..=60).collect();
    assert!(expected.iter().all(|row| rows.contains(row)), "{rows:?}");
    let table_pages = pages.iter().filter(|page| page.contains("含税单价\n")).count();
    assert_eq!(text.matches("\n含税单价\n").count(), table_pages);
    assert!(table_pages >= 3);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = contract(12);
    assert_eq!(first, contract(12));
    let other_fonts = system_fonts().expect("fonts");
    let template = Template::parse(&contract_template().expect("the file")).expect("sound");
    let images = Folder(template_folder().join("assets"));
    let again = printed_with(&template, contract_data(12), &images, &other_fonts).expect("prints");
    assert_eq!(first.pdf, again.pdf);
    assert_ne!(first.pdf, contract(13).pdf);
}

#[test]
fn an_empty_contract_and_a_huge_one_print() {
    let empty = contract(0);
    assert!(pages(&empty.pdf).concat().contains("（本合同没有产品明细）"));
    let huge = contract(400);
    let text = pages(&huge.pdf);
    assert!(text.len() > 15);
    assert!(text[3].contains("\n含税单价\n"));
}

#[test]
fn hostile_data_is_only_text() {
    let name = "{{record.secret}}<script>)Tj ET(\\ %PDF {{#each}}\u{202e}\u{0}\u{feff}终";
    let data = json!({"record": {"name": name, "secret": "geheim", "long": "A".repeat(20_000)}});
    let body = json!([
        {"kind": "paragraph", "options": {"text": "《{{record.name}}》{{record.missing.deep}}"}},
        {"kind": "fields", "options": {"items": [{"label": "长", "text": "{{record.long}}"}]}},
    ]);
    let rendered = printed(body, data).expect("prints");
    let text = pages(&rendered.pdf).concat();
    assert!(text.starts_with("《{{record.secret}}<script>)Tj ET(\\ %PDF {{#each}}终》\n"), "{}", &text[..200]);
    assert!(!text.contains("geheim"));
    assert_eq!(text.matches('A').count(), 20_000);
    assert!(rendered.pages > 3, "the long cell goes over pages");
}

#[test]
fn a_row_taller_than_a_page_goes_over_pages_and_loses_nothing() {
    let lines: Vec<String> = (0..200).map(|n| format!("第{n}行。")).collect();
    let data = json!({"rows": [{"text": "短"}, {"text": lines.join("\n")}, {"text": "末"}]});
    let body = json!([{"kind": "table", "options": {"rows": "rows", "columns": [
        {"label": "列", "text": "{{index}}", "width": "20mm"}, {"label": "文", "text": "{{row.text}}"}]}}]);
    let pages = pages(&printed(body, data).expect("prints").pdf);
    assert!(pages.len() >= 4);
    let text = pages.concat();
    let seen: Vec<&str> = text.lines().filter(|line| line.starts_with('第')).collect();
    assert_eq!(seen, lines);
    assert!(pages.iter().all(|page| page.starts_with("列\n文\n")), "the header comes on every page");
}

#[test]
fn a_character_in_no_font_is_named() {
    let problems = printed(
        json!([{"kind": "paragraph", "options": {"text": "好{{record.name}}"}}]),
        json!({"record": {"name": "𓀀x𓀀"}}),
    )
    .expect_err("hieroglyphs");
    assert_eq!(codes(&problems), [(Code::GlyphMissing, "/body/0/options/text")]);
    assert_eq!(problems[0].params["character"], "𓀀");
    assert_eq!(problems[0].params["codepoint"], "U+13000");
}

#[test]
fn every_problem_of_a_template_is_found_at_its_place() {
    let body = json!([
        {"kind": "paragraph", "options": {"text": "{{#if a}}"}},
        {"kind": "paragraf", "options": {}},
        {"kind": "table", "options": {"rows": "x", "columns": [{"label": "a", "text": "{{> p}}", "width": "3cm"}], "totals": [[{"text": "", "span": 2}]]}},
        {"kind": "heading", "style": "nope", "options": {"level": 9, "text": [{"text": "x", "color": "red"}]}},
        {"kind": "section", "options": {"blocks": [{"kind": "seal", "options": {"image": "s", "width": 3}}]}},
        {"kind": "fields", "options": {"columns": "two", "items": []}},
        {"kind": "paragraph", "options": {}},
    ]);
    let problems = template(body).err().expect("problems");
    assert_eq!(
        codes(&problems),
        [
            (Code::PrintTemplateInvalid, "/body/0/options/text"),
            (Code::KindUnknown, "/body/1/kind"),
            (Code::PrintTemplateInvalid, "/body/2/options/columns/0/text"),
            (Code::PrintTemplateInvalid, "/body/2/options/columns/0/width"),
            (Code::PrintTemplateInvalid, "/body/2/options/totals/0"),
            (Code::ReferenceDangling, "/body/3/style"),
            (Code::PrintTemplateInvalid, "/body/3/options/level"),
            (Code::PrintTemplateInvalid, "/body/3/options/text/0/color"),
            (Code::PrintTemplateInvalid, "/body/4/options/blocks/0/options/width"),
            (Code::PrintTemplateInvalid, "/body/5/options/columns"),
            (Code::PrintTemplateInvalid, "/body/6/options/text"),
        ]
    );
}

#[test]
fn blocks_nest_only_so_deep() {
    let mut block = json!({"kind": "space", "options": {"mm": 1}});
    for _ in 0..10 {
        block = json!({"kind": "section", "options": {"blocks": [block]}});
    }
    let problems = template(json!([block])).err().expect("too deep");
    assert_eq!(problems[0].params["reason"], "blocks_too_deep");
}

#[test]
fn images_are_refused_with_their_name() {
    let seal = std::fs::read(template_folder().join("assets/seal.png")).expect("the seal");
    let mut half = seal.clone();
    half.truncate(seal.len() / 2);
    let images = Images(BTreeMap::from([("broken", half), ("gif", b"GIF89a\x01\0\x01\0".to_vec()), ("good", seal)]));
    let body = json!([
        {"kind": "image", "options": {"image": "broken", "width_mm": 20}},
        {"kind": "image", "options": {"image": "gif", "width_mm": 20}},
        {"kind": "image", "options": {"image": "../../etc/passwd", "width_mm": 20}},
        {"kind": "image", "options": {"image": "nothing", "width_mm": 20, "optional": true}},
        {"kind": "image", "options": {"image": "good", "width_mm": 20}},
        {"kind": "seal", "options": {"image": "good"}},
    ]);
    let template = template(body).expect("sound");
    let problems = printed_with(&template, json!({}), &images, fonts()).expect_err("broken images");
    assert_eq!(
        codes(&problems),
        [
            (Code::FileTypeRefused, "/body/0/options/image"),
            (Code::FileTypeRefused, "/body/1/options/image"),
            (Code::FileNotFound, "/body/2/options/image"),
        ]
    );
}

#[test]
fn the_seal_multiplies_over_the_text_through_its_mask() {
    let rendered = contract(3);
    let document = lopdf::Document::load_mem(&rendered.pdf).expect("a readable file");
    let image = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .find(|stream| stream.dict.get(b"SMask").is_ok());
    assert!(image.is_some(), "an image with a soft mask");
    let last = document.get_pages().into_values().last().expect("a page");
    let content = document.get_page_content(last);
    let operators: Vec<String> = lopdf::content::Content::decode(&content)
        .expect("operations")
        .operations
        .into_iter()
        .map(|op| op.operator)
        .collect();
    let tail: Vec<&str> = operators.iter().rev().take(7).map(String::as_str).collect();
    assert_eq!(tail, ["Q", "Q", "Do", "cm", "q", "gs", "q"], "the seal is drawn last");
    assert_eq!(contract(3).pages, 3_usize.min(rendered.pages));
}

#[test]
fn conditions_and_repetitions_choose_what_is_printed() {
    let say = |text: &str| json!({"kind": "paragraph", "options": {"text": text}});
    let with = |mut block: Value, when: &str| {
        block["when"] = json!(when);
        block
    };
    let body = json!([
        with(say("甲"), "yes"),
        with(say("乙"), "no"),
        {"kind": "section", "options": {"repeat": "rows", "blocks": [with(say("{{index}}{{row.name}}"), "row.shown")]}},
    ]);
    let data =
        json!({"rows": [{"name": "丙", "shown": true}, {"name": "丁", "shown": false}, {"name": "戊", "shown": true}]});
    let text = pages(&printed(body, data).expect("prints").pdf).concat();
    assert_eq!(text, "甲\n1丙\n3戊\n");
    let problems = printed(json!([with(say("x"), "oops(")]), json!({})).expect_err("undecidable");
    assert_eq!(codes(&problems), [(Code::ExpressionInvalid, "/body/0/when")]);
}

#[test]
fn approvals_read_as_people_speak() {
    let body = json!([{"kind": "approvals", "options": {}}]);
    let text = pages(&printed(body, contract_data(0)).expect("prints").pdf).concat();
    assert!(text.contains("审批环节\n审批人\n结果\n意见\n时间\n直接上级\n张伟\n同意\n"), "{text}");
    assert!(text.contains("2026-11-21 09:10"), "in the reader's zone: {text}");
}

#[test]
fn a_second_font_serves_what_the_first_lacks() {
    let Ok(latin) = std::fs::read("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf") else { return };
    let han = engine_prints::system_font_candidates().iter().find_map(|candidate| {
        let bytes = std::fs::read(candidate.path).ok()?;
        Some(FontFace { bytes: bytes.into(), index: candidate.index, bold: false })
    });
    let faces = vec![FontFace { bytes: latin.into(), index: 0, bold: false }, han.expect("a font with Chinese")];
    let fonts = Fonts::new(faces).expect("fonts");
    let template = template(json!([{"kind": "heading", "options": {"text": "office 合同 №5 é"}}])).expect("sound");
    let rendered = printed_with(&template, json!({}), &Images(BTreeMap::new()), &fonts).expect("prints");
    assert_eq!(pages(&rendered.pdf).concat(), "office 合同 №5 é\n");
    let document = lopdf::Document::load_mem(&rendered.pdf).expect("a readable file");
    let has = |key: &[u8]| document.objects.values().any(|object| object.as_dict().is_ok_and(|dict| dict.has(key)));
    assert!(has(b"FontFile2") && has(b"FontFile3"), "one TrueType and one CFF program");
}

#[test]
fn broken_fonts_are_refused() {
    let face = |bytes: &[u8]| FontFace { bytes: Arc::from(bytes), index: 0, bold: false };
    assert!(Fonts::new(vec![]).is_err());
    let problems = Fonts::new(vec![face(b"OTTO"), face(b"")]).err().expect("no fonts");
    assert_eq!(codes(&problems), [(Code::FileTypeRefused, "/fonts/0"), (Code::FileTypeRefused, "/fonts/1")]);
}

#[test]
fn every_kind_has_a_schema_that_refuses_unknown_settings() {
    let mut kinds: Vec<&str> = block_kinds().iter().map(|entry| entry.kind).collect();
    for entry in block_kinds() {
        let schema = (entry.schema)().to_value();
        assert_eq!(schema["additionalProperties"], false, "{}", entry.kind);
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), block_kinds().len());
}

#[test]
fn a_text_without_end_is_refused_quickly() {
    let data = json!({"text": "\n".repeat(60_000)});
    let body = json!([{"kind": "paragraph", "options": {"text": "{{text}}"}}]);
    let problems = printed(body, data).expect_err("hundreds of metres");
    assert_eq!(codes(&problems), [(Code::TooLong, "/body/0/options/text")]);
}
