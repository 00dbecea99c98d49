//! Roles: the objects and fields they name exist.

use engine_definitions::Kind;
use engine_errors::Problems;

use super::{dangling, dangling_field};
use crate::Model;

/// Checks every role.
pub(super) fn check(model: &Model, problems: &mut Problems) {
    for role in model.roles() {
        let document = format!("role/{}", role.name);
        for (name, grant) in &role.objects {
            let path = format!("/objects/{name}");
            let Some(object) = model.object_named(name) else {
                problems.push(dangling(path, Kind::Object, name, &document));
                continue;
            };
            for field in grant.fields.keys() {
                // A companion has the grants of its field, so it is not named.
                if object.field_named(field).is_none_or(|(_, field)| field.companion_of.is_some()) {
                    problems.push(dangling_field(format!("{path}/fields/{field}"), name, field, &document));
                }
            }
        }
    }
}
