//! The forty products of a maker of automation equipment.

use crate::Record;
use crate::organisation::DIRECTOR;
use crate::values::{Row, key};

/// A product. Prices in yuan, including tax.
pub(crate) struct Product {
    code: &'static str,
    name: &'static str,
    /// Option key of the category.
    pub(crate) category: &'static str,
    /// Specification, also of the lines that sell it.
    pub(crate) specification: &'static str,
    /// Option key of the unit.
    pub(crate) unit: &'static str,
    /// List price in yuan.
    pub(crate) price: i64,
    cost: i64,
    lead_days: i64,
    /// Still sold.
    pub(crate) is_active: bool,
}

macro_rules! products {
    ($($code:literal $name:literal $category:literal $specification:literal $unit:literal $price:literal $cost:literal $lead:literal $active:literal;)*) => {
        /// What the company sells.
        pub(crate) const PRODUCTS: &[Product] = &[$(Product {
            code: $code, name: $name, category: $category, specification: $specification, unit: $unit,
            price: $price, cost: $cost, lead_days: $lead, is_active: $active,
        },)*];
    };
}

products! {
    "HS-AL-1000" "柔性自动装配线" "assembly" "12 工位，节拍 8 s，伺服驱动" "line" 1280000 868000 120 true;
    "HS-AL-600" "紧凑型自动装配线" "assembly" "6 工位，节拍 10 s，气缸驱动" "line" 560000 371000 90 true;
    "HS-AT-08" "八工位转盘装配机" "assembly" "DD 马达转盘 φ900，重复精度 ±0.02 mm" "machine" 238000 152000 60 true;
    "HS-AT-06" "六工位转盘装配机" "assembly" "凸轮分割器 φ700，节拍 4 s" "machine" 168000 108000 45 true;
    "HS-PR-20" "伺服压装机" "assembly" "20 kN，位移与压力全程监控" "machine" 86000 55000 30 true;
    "HS-PR-50" "重载伺服压装机" "assembly" "50 kN，C 型机架" "machine" 128000 83500 40 true;
    "HS-RC-10" "六轴机器人上下料工作站" "robot_cell" "负载 10 kg，臂展 1400 mm，含安全围栏" "set" 326000 228000 60 true;
    "HS-RC-20" "机器人码垛工作站" "robot_cell" "负载 20 kg，8 箱/分钟" "set" 398000 279000 75 true;
    "HS-RC-W6" "机器人焊接工作站" "robot_cell" "双工位变位机，MAG 焊机 350 A" "set" 468000 334000 75 true;
    "HS-RC-C5" "协作机器人装配单元" "robot_cell" "负载 5 kg，快换夹爪，可移动底座" "set" 186000 126000 35 true;
    "HS-SC-04" "SCARA 分拣单元" "robot_cell" "四轴，负载 3 kg，120 次/分钟" "set" 142000 96000 35 true;
    "HS-CV-2000" "倍速链输送线" "conveyor" "长 20 m，双层回板，承载 30 kg" "line" 148000 97000 40 true;
    "HS-CV-800" "皮带输送机" "conveyor" "长 3 m，宽 400 mm，变频调速" "machine" 9800 6100 15 true;
    "HS-CV-R12" "动力滚筒输送机" "conveyor" "长 2 m，宽 600 mm，承载 80 kg/m" "machine" 12600 8100 20 true;
    "HS-LF-30" "往复式提升机" "conveyor" "提升高度 6 m，载重 50 kg" "machine" 68000 44500 35 true;
    "HS-AG-15" "潜伏式 AGV 小车" "conveyor" "载重 1500 kg，激光 SLAM 导航" "machine" 98000 69000 30 true;
    "HS-VS-50" "视觉外观检测机" "vision" "500 万像素 × 4，漏检率 ≤ 0.05 %" "machine" 198000 124000 50 true;
    "HS-VS-12" "视觉尺寸测量站" "vision" "远心镜头，精度 ±3 μm" "set" 132000 84000 40 true;
    "HS-VS-CODE" "读码追溯单元" "vision" "一维码、二维码、DPM 码，含数据上传" "set" 26800 16900 15 true;
    "HS-VS-3D" "3D 线激光检测单元" "vision" "Z 向分辨率 2 μm，扫描宽度 60 mm" "set" 156000 102000 45 true;
    "HS-DP-300" "三轴点胶机" "dispensing" "行程 300 × 300 × 100 mm，螺杆阀" "machine" 46800 29500 20 true;
    "HS-DP-500V" "视觉定位点胶机" "dispensing" "行程 500 × 500 × 150 mm，CCD 定位" "machine" 88000 57000 30 true;
    "HS-SD-02" "双轴自动锁螺丝机" "dispensing" "M2–M5，扭矩闭环，0.9 s/颗" "machine" 58000 36800 25 true;
    "HS-SD-H1" "手持式送钉电批" "dispensing" "吹气式供钉，M3–M6" "set" 13800 8600 10 true;
    "HS-CT-P1" "产线电控柜" "control" "PLC 主站，32 轴伺服，含编程" "set" 76000 50500 35 true;
    "HS-CT-S1" "单机电控柜" "control" "小型 PLC，8 轴以内，含触摸屏" "set" 28600 18600 20 true;
    "HS-CT-MES" "设备数据采集网关" "control" "OPC UA / Modbus TCP，支持断网缓存" "each" 6800 3900 10 true;
    "HS-CT-SAF" "安全光栅与联锁套件" "control" "分辨率 14 mm，Type 4，含安全继电器" "set" 5600 3500 10 true;
    "HS-SP-GR1" "气动平行夹爪" "spare_part" "行程 14 mm，夹持力 150 N" "piece" 1280 720 7 true;
    "HS-SP-CYL" "薄型气缸" "spare_part" "缸径 32，行程 50 mm，带磁环" "piece" 186 98 5 true;
    "HS-SP-SV4" "伺服电机 400 W" "spare_part" "17 位绝对值编码器，含 5 m 线缆" "set" 2380 1560 10 true;
    "HS-SP-SV7" "伺服电机 750 W" "spare_part" "17 位绝对值编码器，带抱闸" "set" 3280 2170 10 true;
    "HS-SP-LM20" "直线导轨" "spare_part" "20 系列，长 640 mm，双滑块" "group" 860 540 7 true;
    "HS-SP-SNS" "光电传感器" "spare_part" "背景抑制型，检测距离 300 mm" "each" 320 178 5 true;
    "HS-SP-BLT" "同步带" "spare_part" "HTD 5M，宽 25 mm" "meter" 68 34 5 true;
    "HS-SP-KIT" "年度易损件包" "spare_part" "密封件、轴承、传感器共 46 种" "box" 9600 5800 10 true;
    "HS-SV-INS" "现场安装调试" "service" "含差旅，每日一名工程师" "day" 1800 1050 3 true;
    "HS-SV-YR" "设备年度维保" "service" "每季度一次巡检，4 小时电话响应" "year" 36000 19800 3 true;
    "HS-SV-TRN" "操作与维护培训" "service" "两天，最多 12 人，含教材" "item" 12000 6200 7 true;
    "HS-AT-04" "四工位转盘装配机（停产）" "assembly" "凸轮分割器 φ500，节拍 5 s" "machine" 118000 79000 45 false;
}

/// The products as records. They belong to the sales director, who sets the prices.
pub(crate) fn records() -> Vec<Record> {
    PRODUCTS
        .iter()
        .enumerate()
        .map(|(index, product)| Record {
            object: "product".to_owned(),
            key: key("product", index),
            owner: DIRECTOR.to_owned(),
            values: Row::default()
                .with("code", product.code)
                .with("name", product.name)
                .with("category", product.category)
                .with("specification", product.specification)
                .with("unit", product.unit)
                .money("price", product.price * 100)
                .money("cost_price", product.cost * 100)
                .with("tax_rate", if product.category == "service" { "6" } else { "13" })
                .with("lead_days", product.lead_days)
                .with("active", product.is_active)
                .done(),
            lines: Vec::new(),
        })
        .collect()
}
