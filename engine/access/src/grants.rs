//! What a set of roles gives together: roles add up, the wider grant wins.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine_definitions::{FieldGrant, RoleDocument, RowScope, SystemRight};
use engine_model::{FieldIndex, Model, Object, ObjectIndex};

/// The grants of a set of roles over every object of one model.
#[derive(Debug, Default)]
pub struct Grants {
    objects: Vec<ObjectGrants>,
    system: BTreeSet<SystemRight>,
}

/// The grants over one object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectGrants {
    /// May create records.
    pub create: bool,
    /// Which records may be read.
    pub read: RowScope,
    /// Which records may be changed.
    pub update: RowScope,
    /// Which records may be deleted.
    pub delete: RowScope,
    /// May print what may be read.
    pub print: bool,
    /// Shared with every scope that is compiled from it.
    fields: Arc<[FieldGrant]>,
}

impl ObjectGrants {
    /// What may be done with a field.
    #[must_use]
    pub fn field(&self, index: FieldIndex) -> FieldGrant {
        self.fields.get(index.0).copied().unwrap_or(FieldGrant::Hidden)
    }

    pub(crate) fn fields(&self) -> &Arc<[FieldGrant]> {
        &self.fields
    }
}

impl Grants {
    /// Adds up the roles with these identities: by identity, so that a new role under an old name gives nothing back.
    #[must_use]
    pub fn of_roles<'a>(model: &Model, roles: impl IntoIterator<Item = &'a str>) -> Self {
        let uids: BTreeSet<&str> = roles.into_iter().collect();
        let has_role = |role: &&RoleDocument| role.uid.as_deref().is_some_and(|uid| uids.contains(uid));
        let roles: Vec<&RoleDocument> = model.roles().filter(has_role).collect();
        let mut objects: Vec<ObjectGrants> =
            model.objects().iter().map(|object| add_up(model, object, &roles)).collect();
        // Rows follow their parent: who may write the contract may write its lines.
        for object in model.objects() {
            if let Some(link) = object.parent
                && let Some(parent) = objects.get(link.object.0).cloned()
                && let Some(own) = objects.get_mut(object.index.0)
            {
                own.create = parent.create || parent.update != RowScope::None;
                own.read = parent.read;
                own.update = parent.update;
                own.delete = parent.update;
                own.print = parent.print;
            }
        }
        hide_computed(model, &mut objects);
        let system = roles
            .iter()
            .flat_map(|role| {
                let every: &[SystemRight] =
                    if role.everything { &[SystemRight::Users, SystemRight::Metadata] } else { &[] };
                role.system.iter().chain(every).copied()
            })
            .collect();
        Self { objects, system }
    }

    /// Every right over everything: for the seed and for automations of the system, never for a person's request.
    #[must_use]
    pub fn everything(model: &Model) -> Self {
        let objects = model
            .objects()
            .iter()
            .map(|object| ObjectGrants {
                create: true,
                read: RowScope::All,
                update: RowScope::All,
                delete: RowScope::All,
                print: true,
                fields: vec![FieldGrant::Write; object.fields.len()].into(),
            })
            .collect();
        Self { objects, system: BTreeSet::from([SystemRight::Users, SystemRight::Metadata]) }
    }

    /// The grants over an object.
    #[must_use]
    pub fn object(&self, index: ObjectIndex) -> ObjectGrants {
        self.objects.get(index.0).cloned().unwrap_or_default()
    }

    /// Borrowed form of [`Grants::object`].
    #[must_use]
    pub fn object_ref(&self, index: ObjectIndex) -> Option<&ObjectGrants> {
        self.objects.get(index.0)
    }

    /// Whether a system right is among them.
    #[must_use]
    pub fn has_system_right(&self, right: SystemRight) -> bool {
        self.system.contains(&right)
    }

    /// The system rights.
    pub fn system_rights(&self) -> impl Iterator<Item = SystemRight> + '_ {
        self.system.iter().copied()
    }
}

/// A computed field tells something about every field that it reads: whoever may not see one of those may not see it
/// either. Fields come behind those that they depend on, so what is hidden stays hidden along a chain.
fn hide_computed(model: &Model, objects: &mut [ObjectGrants]) {
    for node in model.graph().nodes() {
        let is_hidden = |(object, field): &(ObjectIndex, FieldIndex)| {
            objects.get(object.0).is_none_or(|grants| grants.field(*field) == FieldGrant::Hidden)
        };
        if !node.reads.iter().any(is_hidden) {
            continue;
        }
        if let Some(grants) = objects.get_mut(node.object.0) {
            let mut fields = grants.fields.to_vec();
            if let Some(slot) = fields.get_mut(node.field.0) {
                *slot = FieldGrant::Hidden;
            }
            grants.fields = fields.into();
        }
    }
}

fn add_up(model: &Model, object: &Object, roles: &[&RoleDocument]) -> ObjectGrants {
    let mut sum = ObjectGrants::default();
    let mut fields = vec![FieldGrant::Hidden; object.fields.len()];
    for role in roles {
        if role.everything {
            sum.create = true;
            sum.read = RowScope::All;
            sum.update = RowScope::All;
            sum.delete = RowScope::All;
            sum.print = true;
            fields.fill(FieldGrant::Write);
            continue;
        }
        // Children rows take the rows from the parent, so a role with an entry for that one but none for them sees all
        // their fields. A role that speaks of neither adds nothing.
        let grant = role.objects.get(&object.name);
        let parent = object.parent.map(|link| model.object(link.object).name.as_str());
        if grant.is_none() && !parent.is_some_and(|parent| role.objects.contains_key(parent)) {
            continue;
        }
        let grant = grant.cloned().unwrap_or_default();
        sum.create |= grant.create;
        sum.read = sum.read.max(grant.read);
        sum.update = sum.update.max(grant.update);
        sum.delete = sum.delete.max(grant.delete);
        sum.print |= grant.print;
        for ((_, field), slot) in object.fields().zip(fields.iter_mut()) {
            let given = grant.fields.get(&field.name).copied().unwrap_or(FieldGrant::Write);
            *slot = (*slot).max(given);
        }
    }
    sum.fields = fields.into();
    sum
}
