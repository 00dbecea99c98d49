//! Documents as people write them: one type per kind, the JSON Schema made from it, the canonical form and identities.
//! Nothing here knows whether a name refers to something that exists; that is `engine-model`'s work.

mod app;
mod canonical;
mod document;
mod flow;
mod form;
mod label;
mod object;
mod option_set;
mod print_template;
mod role;
mod rule;
mod schema;
mod short_number;
mod uid;
mod upgrade;
mod view;

pub use app::{AppDocument, MenuGroupDocument, MenuItemDocument};
pub use canonical::canonical_text;
pub use document::{Document, DocumentKey, Kind};
pub use flow::{
    BallotRule, BranchDocument, Dedupe, DepartmentHeadDocument, FlowDocument, FlowEffectsDocument,
    FlowSettingsDocument, SelfApproval, StepDocument, SubmitDocument, SuperiorDocument, WhoDocument, WithdrawWindow,
};
pub use form::{FormDocument, FormFieldDocument, RelatedDocument, SectionDocument};
pub use label::Label;
pub use object::{FieldDocument, FormerName, KeyDocument, ObjectDocument};
pub use option_set::{OptionColor, OptionDocument, OptionSetDocument};
pub use print_template::{BlockDocument, PageDocument, PageSize, PrintTemplateDocument, TextAlign, TextStyleDocument};
pub use role::{FieldGrant, ObjectGrantDocument, RoleDocument, RowScope, SystemRight};
pub use rule::{Operation, RuleDocument, Severity};
pub use schema::{schema_of, structure_problems};
pub use uid::derived_uid;
pub use view::{Direction, SortDocument, ViewColumnDocument, ViewDocument};

/// For serde: leave defaults out of the canonical form.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
