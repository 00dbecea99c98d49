//! People and departments.

mod department;
mod lists;
mod operator;
mod person;

pub(crate) use operator::check_login;
pub(crate) use person::account_kept_by;

pub use department::{DepartmentBody, create_department, update_department};
pub use lists::{departments, users};
pub use operator::{NewPerson, add_department, add_person, set_password};
pub use person::{PersonBody, create_person, update_person};
