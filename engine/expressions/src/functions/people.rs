//! The reader and his place in the organisation.

use engine_values::Value;

use crate::EvaluateCode;
use crate::registry::{Function, Reads};
use crate::signature::{Gives, Signature, Want};

const MEMBERSHIP: &str = "roles and departments are looked up outside";

pub(super) const FUNCTIONS: &[Function] = &[
    Function::eager("ME", "", Signature::fixed(&[], Gives::Record), |arguments| {
        Ok(Value::from(arguments.source().user().map(Value::Id)))
    })
    .help("当前用户。", "The person who asks.")
    .examples(&[("owner = ME()", "TRUE")])
    .reads(Reads::User),
    Function::eager("MYDEPARTMENT", "", Signature::fixed(&[], Gives::Record), |arguments| {
        Ok(Value::from(arguments.source().department().map(Value::Id)))
    })
    .help("当前用户所在的部门。", "The department of the person who asks.")
    .examples(&[("department = MYDEPARTMENT()", "TRUE")])
    .reads(Reads::User),
    Function::eager("HASROLE", "role", Signature::fixed(&[Want::Text], Gives::Boolean), |arguments| {
        Ok(Value::Bool(arguments.text(0)?.is_some_and(|role| arguments.source().has_role(role))))
    })
    .help("当前用户是否有某角色（角色名称）。", "Whether the person who asks has a role, by its name.")
    .examples(&[("HASROLE(\"sales\")", "TRUE"), ("HASROLE(\"admin\")", "FALSE")])
    .reads(Reads::User)
    .memory_only(MEMBERSHIP),
    Function::eager("INDEPARTMENT", "department", Signature::fixed(&[Want::Record], Gives::Boolean), |arguments| {
        match arguments.value(0)? {
            Value::Null => Ok(Value::Bool(false)),
            Value::Id(department) => Ok(Value::Bool(arguments.source().in_department(*department))),
            _ => Err(EvaluateCode::ValueUnexpected),
        }
    })
    .help("当前用户是否属于某部门或其下级。", "Whether the person who asks belongs to a department or one below it.")
    .examples(&[("INDEPARTMENT(department)", "TRUE")])
    .reads(Reads::User)
    .memory_only(MEMBERSHIP),
];
