//! A contract with many lines, and the fonts of the machine: shared by the example and the tests.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine_definitions::PrintTemplateDocument;
use engine_prints::{FontFace, Fonts, ImageSource, system_font_candidates};
use serde_json::{Value, json};

/// Any failure; the callers only show it.
pub type Failure = Box<dyn std::error::Error>;

/// The images of a folder, by file name without extension.
pub struct Folder(pub PathBuf);

impl ImageSource for Folder {
    fn image(&self, name: &str) -> Option<Arc<[u8]>> {
        std::fs::read(self.0.join(format!("{name}.png"))).ok().map(Arc::from)
    }
}

/// The folder of the CRM template.
pub fn template_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/crm")
}

/// The contract template as the platform reads it: without the envelope.
pub fn contract_template() -> Result<PrintTemplateDocument, Failure> {
    let text = std::fs::read_to_string(template_folder().join("print_templates/contract_zh.json"))?;
    let mut document: Value = serde_json::from_str(&text)?;
    if let Some(fields) = document.as_object_mut() {
        fields.remove("kind");
        fields.remove("format");
    }
    Ok(serde_json::from_value(document)?)
}

/// The first regular font with Chinese on this machine and its bold cut.
pub fn system_fonts() -> Option<Fonts> {
    let read = |bold: bool| {
        system_font_candidates().iter().filter(|candidate| candidate.bold == bold).find_map(|candidate| {
            let bytes = std::fs::read(candidate.path).ok()?;
            Some(FontFace { bytes: bytes.into(), index: candidate.index, bold })
        })
    };
    Fonts::new([read(false), read(true)].into_iter().flatten().collect()).ok()
}

const PRODUCTS: [(&str, &str, &str, u64); 8] = [
    ("六轴工业机器人 HR-20", "负载 20 kg，臂展 1 813 mm，防护等级 IP65", "台", 186_000),
    ("视觉定位系统 VS-5000", "500 万像素，CCD 双目，含标定软件（永久授权）", "套", 58_600),
    ("桁架机械手", "X/Y/Z 行程 3000 × 1200 × 800 mm，重复定位精度 ±0.05 mm", "台", 98_800),
    ("智能输送线", "倍速链，长 24 m、宽 600 mm；变频调速 2～18 m/min", "条", 126_500),
    ("电动夹爪", "夹持力 10–140 N，行程 95 mm", "个", 7_250),
    ("MES 接口软件", "OPC UA / MQTT，含一年升级服务", "套", 45_000),
    ("安全光栅", "Type 4，保护高度 1 050 mm", "件", 3_980),
    ("现场安装调试", "含差旅，每日一名工程师", "人天", 1_800),
];

/// Data of a contract with `count` lines.
pub fn contract_data(count: usize) -> Value {
    let mut total = 0_u64;
    let lines: Vec<Value> = (0..count)
        .map(|index| {
            let (name, specification, unit, price) = PRODUCTS[index % PRODUCTS.len()];
            let quantity = (index as u64 * 7) % 11 + 1;
            let discount = [0, 0, 5, 0, 8][index % 5];
            let fen = quantity * price * (100 - discount);
            total += fen;
            json!({
                "product": {"id": format!("p{index}"), "label": name},
                "specification": specification,
                "unit": {"value": "set", "label": unit},
                "quantity": quantity.to_string(),
                "price": format!("{price}.00"),
                "discount": format!("{discount}.00"),
                "amount": format!("{}.{:02}", fen / 100, fen % 100),
            })
        })
        .collect();
    json!({
        "record": {
            "number": "HT202611-0001",
            "name": "启朗动力电芯装配线设备采购合同",
            "customer": {"id": "c1", "label": "启朗动力", "record": {
                "name": "无锡启朗动力电池股份有限公司",
                "address": "江苏省无锡市锡山区工业一路 180 号",
                "phone": "0510-55508808",
                "tax_number": "91320299MA8DEPX3TE",
                "bank": "中信银行无锡锡山区支行",
                "bank_account": "9999915375416025752",
                "legal_person": "郑玲",
            }},
            "contact": {"id": "k1", "label": "吴建平"},
            "owner": {"id": "u1", "label": "王强"},
            "signed_on": "2026-11-21",
            "start_on": "2026-11-21",
            "end_on": "2027-05-31",
            "amount": format!("{}.{:02}", total / 100, total % 100),
            "payment_terms": "合同签订后 7 日内支付 30%；发货前支付 60%；验收合格后 10 日内支付 10%。",
            "delivery_terms": "卖方负责运输至买方工厂并承担运费及保险费。设备到场后 15 日内完成安装调试，连续稳定运行 72 小时后由双方签署验收单。",
            "remark": "本合同项下设备的控制程序（PLC、HMI）源代码由甲方在最终验收后交付乙方，乙方不得向第三方转让。",
            "lines": lines,
        },
        "company": {
            "name": "华榫智能装备（苏州）有限公司",
            "address": "江苏省苏州市苏州工业园区榫卯路 88 号华榫智能制造园 3 栋",
            "phone": "0512-55500088",
            "tax_number": "91320599MA0HUASUN8",
            "bank": "中国工商银行苏州工业园区支行",
            "account": "9999110200000088666",
        },
        "user": {"name": "王强"},
        "now": "2026-11-21T02:30:00Z",
        "approvals": [
            {"step": "直接上级", "person": {"id": "u2", "label": "张伟"}, "outcome": "approved",
             "comment": "价格和交期没有问题，同意。", "at": "2026-11-21T01:10:00Z"},
            {"step": "销售总监", "person": {"id": "u3", "label": "林海燕"}, "outcome": "approved",
             "comment": "", "at": "2026-11-21T02:05:00Z"},
        ],
    })
}
