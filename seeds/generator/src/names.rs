//! The material of invented names: people, companies, places. Chinese with its pinyin, for mail addresses.

use crate::random::Random;

/// Family names, the common ones first.
#[rustfmt::skip]
const FAMILY: [(&str, &str); 44] = [
    ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("黄", "huang"),
    ("赵", "zhao"), ("吴", "wu"), ("周", "zhou"), ("徐", "xu"), ("孙", "sun"), ("马", "ma"), ("朱", "zhu"),
    ("胡", "hu"), ("郭", "guo"), ("何", "he"), ("林", "lin"), ("高", "gao"), ("罗", "luo"), ("郑", "zheng"),
    ("梁", "liang"), ("谢", "xie"), ("宋", "song"), ("唐", "tang"), ("许", "xu"), ("邓", "deng"), ("冯", "feng"),
    ("韩", "han"), ("曹", "cao"), ("曾", "zeng"), ("彭", "peng"), ("萧", "xiao"), ("蔡", "cai"), ("潘", "pan"),
    ("田", "tian"), ("董", "dong"), ("袁", "yuan"), ("于", "yu"), ("余", "yu"), ("叶", "ye"), ("蒋", "jiang"),
    ("沈", "shen"), ("陆", "lu"),
];

#[rustfmt::skip]
const MALE: [(&str, &str); 30] = [
    ("伟", "wei"), ("强", "qiang"), ("磊", "lei"), ("军", "jun"), ("勇", "yong"), ("杰", "jie"), ("涛", "tao"),
    ("明", "ming"), ("超", "chao"), ("刚", "gang"), ("平", "ping"), ("辉", "hui"), ("鹏", "peng"), ("斌", "bin"),
    ("建国", "jianguo"), ("志强", "zhiqiang"), ("文博", "wenbo"), ("海峰", "haifeng"), ("俊杰", "junjie"),
    ("晓东", "xiaodong"), ("永康", "yongkang"), ("振华", "zhenhua"), ("德明", "deming"), ("子轩", "zixuan"),
    ("浩然", "haoran"), ("宇航", "yuhang"), ("国良", "guoliang"), ("立新", "lixin"), ("家豪", "jiahao"),
    ("嘉诚", "jiacheng"),
];

#[rustfmt::skip]
const FEMALE: [(&str, &str); 28] = [
    ("芳", "fang"), ("娜", "na"), ("敏", "min"), ("静", "jing"), ("丽", "li"), ("艳", "yan"), ("霞", "xia"),
    ("玲", "ling"), ("婷", "ting"), ("洁", "jie"), ("慧", "hui"), ("莉", "li"), ("雪梅", "xuemei"),
    ("海燕", "haiyan"), ("晓琳", "xiaolin"), ("秀英", "xiuying"), ("桂兰", "guilan"), ("雨桐", "yutong"),
    ("思远", "siyuan"), ("欣怡", "xinyi"), ("佳慧", "jiahui"), ("文静", "wenjing"), ("红梅", "hongmei"),
    ("亚楠", "yanan"), ("春燕", "chunyan"), ("梦洁", "mengjie"), ("若曦", "ruoxi"), ("诗涵", "shihan"),
];

/// Characters of which company names (字号) are made, two at a time.
#[rustfmt::skip]
pub(crate) const BRAND: [(&str, &str); 48] = [
    ("锦", "jin"), ("瑞", "rui"), ("恒", "heng"), ("鼎", "ding"), ("宏", "hong"), ("凯", "kai"), ("嘉", "jia"),
    ("骏", "jun"), ("朗", "lang"), ("博", "bo"), ("拓", "tuo"), ("睿", "rui"), ("翰", "han"), ("澄", "cheng"),
    ("泰", "tai"), ("盛", "sheng"), ("铭", "ming"), ("诺", "nuo"), ("启", "qi"), ("汇", "hui"), ("源", "yuan"),
    ("锐", "rui"), ("捷", "jie"), ("雅", "ya"), ("晟", "sheng"), ("远", "yuan"), ("森", "sen"), ("科", "ke"),
    ("德", "de"), ("优", "you"), ("卓", "zhuo"), ("冠", "guan"), ("川", "chuan"), ("沃", "wo"), ("曜", "yao"),
    ("航", "hang"), ("辰", "chen"), ("璟", "jing"), ("溢", "yi"), ("峻", "jun"), ("硕", "shuo"), ("柏", "bo"),
    ("岳", "yue"), ("弘", "hong"), ("际", "ji"), ("腾", "teng"), ("钧", "jun"), ("煜", "yu"),
];

/// The trade in a company's name, with the option key of its industry.
#[rustfmt::skip]
pub(crate) const TRADES: [(&str, &str); 32] = [
    ("汽车零部件", "auto_parts"), ("汽车电子", "auto_parts"), ("车辆部件", "auto_parts"), ("电子科技", "electronics"),
    ("精密电子", "electronics"), ("光电科技", "electronics"), ("新能源科技", "new_energy"), ("动力电池", "new_energy"),
    ("储能科技", "new_energy"), ("光伏科技", "photovoltaic"), ("太阳能", "photovoltaic"), ("半导体", "semiconductor"),
    ("微电子", "semiconductor"), ("电器", "appliance"), ("智能家电", "appliance"), ("医疗器械", "medical"),
    ("医疗科技", "medical"), ("食品", "food"), ("饮料", "food"), ("制药", "pharma"), ("生物医药", "pharma"),
    ("仓储设备", "logistics"), ("供应链", "logistics"), ("机械", "machinery"), ("精密机械", "machinery"),
    ("装备制造", "machinery"), ("五金制品", "metal"), ("金属科技", "metal"), ("包装", "packaging"),
    ("印刷科技", "packaging"), ("纺织", "textile"), ("服饰", "textile"),
];

/// A city with what belongs to it.
pub(crate) struct City {
    /// Name without 市.
    pub(crate) name: &'static str,
    /// Province as people write it.
    pub(crate) province: &'static str,
    /// Option key of the province.
    pub(crate) region: &'static str,
    /// First four digits of its administrative code.
    pub(crate) code: &'static str,
    /// Telephone area code.
    pub(crate) area: &'static str,
    /// Districts with industry.
    pub(crate) districts: [&'static str; 3],
}

macro_rules! cities {
    ($($name:literal $province:literal $region:literal $code:literal $area:literal [$a:literal $b:literal $c:literal];)*) => {
        /// Where the customers are: mostly the Yangtze and Pearl River deltas.
        pub(crate) const CITIES: &[City] = &[$(City {
            name: $name, province: $province, region: $region, code: $code, area: $area, districts: [$a, $b, $c],
        },)*];
    };
}

cities! {
    "苏州" "江苏省" "jiangsu" "3205" "0512" ["工业园区" "吴中区" "相城区"];
    "无锡" "江苏省" "jiangsu" "3202" "0510" ["新吴区" "惠山区" "锡山区"];
    "常州" "江苏省" "jiangsu" "3204" "0519" ["武进区" "新北区" "金坛区"];
    "南京" "江苏省" "jiangsu" "3201" "025" ["江宁区" "浦口区" "栖霞区"];
    "南通" "江苏省" "jiangsu" "3206" "0513" ["崇川区" "通州区" "海门区"];
    "上海" "" "shanghai" "3101" "021" ["嘉定区" "松江区" "浦东新区"];
    "杭州" "浙江省" "zhejiang" "3301" "0571" ["钱塘区" "萧山区" "余杭区"];
    "宁波" "浙江省" "zhejiang" "3302" "0574" ["北仑区" "鄞州区" "镇海区"];
    "嘉兴" "浙江省" "zhejiang" "3304" "0573" ["南湖区" "秀洲区" "经济技术开发区"];
    "合肥" "安徽省" "anhui" "3401" "0551" ["高新区" "经开区" "包河区"];
    "芜湖" "安徽省" "anhui" "3402" "0553" ["鸠江区" "弋江区" "三山区"];
    "东莞" "广东省" "guangdong" "4419" "0769" ["松山湖" "长安镇" "塘厦镇"];
    "深圳" "广东省" "guangdong" "4403" "0755" ["宝安区" "龙岗区" "光明区"];
    "佛山" "广东省" "guangdong" "4406" "0757" ["顺德区" "南海区" "三水区"];
    "广州" "广东省" "guangdong" "4401" "020" ["黄埔区" "番禺区" "增城区"];
    "武汉" "湖北省" "hubei" "4201" "027" ["东湖高新区" "蔡甸区" "黄陂区"];
    "长沙" "湖南省" "hunan" "4301" "0731" ["雨花区" "望城区" "岳麓区"];
    "成都" "四川省" "sichuan" "5101" "028" ["双流区" "郫都区" "龙泉驿区"];
    "重庆" "" "chongqing" "5001" "023" ["两江新区" "璧山区" "渝北区"];
    "西安" "陕西省" "shaanxi" "6101" "029" ["高新区" "未央区" "长安区"];
    "青岛" "山东省" "shandong" "3702" "0532" ["黄岛区" "城阳区" "即墨区"];
    "天津" "" "tianjin" "1201" "022" ["滨海新区" "西青区" "北辰区"];
    "郑州" "河南省" "henan" "4101" "0371" ["经开区" "中原区" "管城区"];
    "厦门" "福建省" "fujian" "3502" "0592" ["集美区" "同安区" "翔安区"];
}

const ROADS: [&str; 16] = [
    "创新路",
    "兴业路",
    "科技大道",
    "振兴东路",
    "发展大道",
    "华兴路",
    "锦绣路",
    "工业一路",
    "春晖路",
    "星港街",
    "长江路",
    "迎宾大道",
    "金鸡路",
    "智造大道",
    "东环路",
    "港田路",
];

const BANKS: [&str; 7] =
    ["中国工商银行", "中国建设银行", "中国农业银行", "中国银行", "招商银行", "交通银行", "中信银行"];

/// Somebody's name.
pub(crate) struct Person {
    /// In Chinese.
    pub(crate) name: String,
    /// In pinyin, family name first, for mail addresses.
    pub(crate) pinyin: String,
    /// For the salutation.
    pub(crate) is_woman: bool,
}

/// Somebody.
pub(crate) fn person(random: &mut Random) -> Person {
    let is_woman = random.chance(38);
    let family = random.pick(&FAMILY);
    let given = if is_woman { random.pick(&FEMALE) } else { random.pick(&MALE) };
    Person { name: format!("{}{}", family.0, given.0), pinyin: format!("{}{}", family.1, given.1), is_woman }
}

/// A street address in a city.
pub(crate) fn address(random: &mut Random, city: &City) -> String {
    let (district, road, number) = (random.pick(&city.districts), random.pick(&ROADS), random.between(1, 688));
    let building = if random.chance(35) { format!(" {} 栋", random.between(1, 12)) } else { String::new() };
    format!("{}{}市{district}{road} {number} 号{building}", city.province, city.name)
}

/// A bank's branch in a city.
pub(crate) fn bank(random: &mut Random, city: &City) -> String {
    format!("{}{}{}支行", random.pick(&BANKS), city.name, random.pick(&city.districts))
}

/// A land line in the range 555 0xxxx, which exchanges do not give out.
pub(crate) fn land_line(random: &mut Random, city: &City) -> String {
    format!("{}-5550{}", city.area, random.digits(4))
}

/// The `index`-th mobile number of the prefix 1540, which no operator has. Numbers repeat after ten million.
pub(crate) fn mobile(index: usize) -> String {
    format!("1540{:07}", (index % 10_000_000 * 7_368_787 + 2_026_113) % 10_000_000)
}

/// A unified social credit code: 18 places of a county (`99`) that does not exist.
pub(crate) fn tax_number(random: &mut Random, city: &City) -> String {
    format!("91{}99MA{}", city.code, random.text(b"0123456789ABCDEFGHJKLMNPQRTUWXY", 8))
}

/// A bank account that begins with 9999, as no bank's does.
pub(crate) fn bank_account(random: &mut Random) -> String {
    format!("9999{}", random.digits(15))
}
