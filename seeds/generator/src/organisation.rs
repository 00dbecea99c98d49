//! The company, its departments and its sixteen people.

use crate::{Company, Department, User};

/// The chief executive.
pub(crate) const CEO: &str = "chenguodong";
/// The sales director.
pub(crate) const DIRECTOR: &str = "linhaiyan";
/// Looks after leads and the customer pool.
pub(crate) const OPERATIONS: &str = "xujing";
/// The two sales managers.
pub(crate) const MANAGERS: [&str; 2] = ["zhangwei", "lina"];
/// Sales representatives, four of each department.
pub(crate) const REPS: [&str; 8] =
    ["wangqiang", "liuyang", "zhaomin", "sunhao", "zhouting", "wulei", "zhengwenbo", "heyutong"];

/// login, name, department, superior, role, language
const PEOPLE: [(&str, &str, &str, &str, &str, &str); 16] = [
    (CEO, "陈国栋", "executive", "", "ceo", "zh-CN"),
    (DIRECTOR, "林海燕", "executive", CEO, "sales_director", "zh-CN"),
    ("zhangwei", "张伟", "sales_one", DIRECTOR, "sales_manager", "zh-CN"),
    ("wangqiang", "王强", "sales_one", "zhangwei", "sales_rep", "zh-CN"),
    ("liuyang", "刘洋", "sales_one", "zhangwei", "sales_rep", "zh-CN"),
    ("zhaomin", "赵敏", "sales_one", "zhangwei", "sales_rep", "zh-CN"),
    ("sunhao", "孙浩", "sales_one", "zhangwei", "sales_rep", "zh-CN"),
    ("lina", "李娜", "sales_two", DIRECTOR, "sales_manager", "zh-CN"),
    ("zhouting", "周婷", "sales_two", "lina", "sales_rep", "zh-CN"),
    ("wulei", "吴磊", "sales_two", "lina", "sales_rep", "zh-CN"),
    ("zhengwenbo", "郑文博", "sales_two", "lina", "sales_rep", "zh-CN"),
    ("heyutong", "何雨桐", "sales_two", "lina", "sales_rep", "en"),
    ("qianlihua", "钱丽华", "finance", CEO, "finance", "zh-CN"),
    ("fengxiao", "冯晓", "finance", "qianlihua", "finance", "zh-CN"),
    (OPERATIONS, "徐静", "operations", CEO, "sales_manager", "zh-CN"),
    ("mazhiyuan", "马志远", "operations", OPERATIONS, "admin", "zh-CN"),
];

/// key, name, parent, head
const DEPARTMENTS: [(&str, &str, &str, &str); 6] = [
    ("company", "华榫智能装备", "", CEO),
    ("executive", "总经办", "company", CEO),
    ("sales_one", "销售一部", "company", "zhangwei"),
    ("sales_two", "销售二部", "company", "lina"),
    ("finance", "财务部", "company", "qianlihua"),
    ("operations", "运营部", "company", OPERATIONS),
];

/// The superior of a person.
pub(crate) fn superior(key: &str) -> Option<&'static str> {
    PEOPLE.iter().find(|person| person.0 == key).map(|person| person.3).filter(|superior| !superior.is_empty())
}

fn owned(text: &str) -> Option<String> {
    Some(text).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The company. Tax number, telephone and account are in ranges that nobody has.
pub(crate) fn company() -> Company {
    let name = [("zh-CN", "华榫智能装备（苏州）有限公司"), ("en", "Huasun Intelligent Equipment (Suzhou) Co., Ltd.")];
    Company {
        name: name.map(|(language, text)| (language.to_owned(), text.to_owned())).into(),
        address: "江苏省苏州市苏州工业园区榫卯路 88 号华榫智能制造园 3 栋".to_owned(),
        phone: "0512-55500088".to_owned(),
        tax_number: "91320599MA0HUASUN8".to_owned(),
        bank: "中国工商银行苏州工业园区支行".to_owned(),
        account: "9999110200000088666".to_owned(),
    }
}

/// Departments, parents first.
pub(crate) fn departments() -> Vec<Department> {
    DEPARTMENTS
        .iter()
        .map(|(key, name, parent, head)| Department {
            key: (*key).to_owned(),
            name: (*name).to_owned(),
            parent: owned(parent),
            head: (*head).to_owned(),
        })
        .collect()
}

/// People. They have no passwords here: whoever loads the demo makes some up.
pub(crate) fn users() -> Vec<User> {
    PEOPLE
        .iter()
        .enumerate()
        .map(|(index, (login, name, department, superior, role, language))| User {
            key: (*login).to_owned(),
            login: (*login).to_owned(),
            name: (*name).to_owned(),
            email: format!("{login}@huasun.example"),
            phone: format!("1540000{:04}", 8001 + index),
            department: (*department).to_owned(),
            superior: owned(superior),
            roles: vec![(*role).to_owned()],
            language: (*language).to_owned(),
        })
        .collect()
}
