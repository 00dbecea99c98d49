//! `flow`: one approval flow. A tree of sequences: a branching step owns its branches, and the rejoin is the end of
//! the block, so that no document can draw a wrong edge.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Label, is_default};

/// An approval flow of one object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowDocument {
    /// API name.
    pub name: String,
    /// Identity that survives a rename; derived when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// What people read.
    pub label: Label,
    /// The object whose records are approved.
    pub object: String,
    /// Who may submit, and when.
    #[serde(default, skip_serializing_if = "is_default")]
    pub submit: SubmitDocument,
    /// Policies of the whole flow.
    #[serde(default, skip_serializing_if = "is_default")]
    pub settings: FlowSettingsDocument,
    /// The steps; the first is `start`.
    pub steps: Vec<StepDocument>,
    /// What happens to the record when the flow ends, in the deciding transaction.
    #[serde(default, skip_serializing_if = "is_default")]
    pub effects: FlowEffectsDocument,
}

/// Conditions of a submission.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitDocument {
    /// A boolean expression over `record`; always true when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
}

/// Policies of a flow.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowSettingsDocument {
    /// Who steps in when nobody else can decide (approvals.md C16); also sees every instance.
    #[serde(default, skip_serializing_if = "is_default")]
    pub admins: Vec<WhoDocument>,
    /// What happens when the initiator would approve for himself (P3).
    #[serde(default, skip_serializing_if = "is_default")]
    pub self_approval: SelfApproval,
    /// Whether somebody who already approved is asked again (P2, C37).
    #[serde(default, skip_serializing_if = "is_default")]
    pub dedupe: Dedupe,
    /// Until when the initiator may withdraw (C26).
    #[serde(default, skip_serializing_if = "is_default")]
    pub withdraw: WithdrawWindow,
    /// An approved record is not changed or deleted any more.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lock_when_approved: bool,
    /// A rejection needs a comment.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reject_comment_required: bool,
}

/// P3: the initiator is among the approvers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SelfApproval {
    /// His superior decides instead.
    #[default]
    Superior,
    /// He decides himself.
    Allow,
    /// His seat is left out; an empty step then follows the rule for empty steps.
    Skip,
}

/// P2: the same person twice in one flow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dedupe {
    /// Asked every time.
    #[default]
    None,
    /// Not asked again directly after having approved.
    Consecutive,
    /// Asked once in the whole flow.
    Anywhere,
}

/// C26: how long the initiator may withdraw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawWindow {
    /// Until somebody has decided.
    #[default]
    FirstDecision,
    /// As long as the flow runs.
    WhileRunning,
    /// Never.
    Never,
}

/// One step. `id` is a stable slug, unique in the whole flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum StepDocument {
    /// 发起: where the initiator submits.
    Start {
        /// Stable slug.
        id: String,
    },
    /// 审批: people decide.
    Approve {
        /// Stable slug.
        id: String,
        /// What people read.
        label: Label,
        /// Where the approvers come from; results concatenate, first occurrence wins.
        who: Vec<WhoDocument>,
        /// How several approvers agree.
        #[serde(default, skip_serializing_if = "is_default")]
        ballot: BallotRule,
    },
    /// 条件分支: the first branch whose condition holds.
    Switch {
        /// Stable slug.
        id: String,
        /// What people read.
        #[serde(default, skip_serializing_if = "is_default")]
        label: Label,
        /// The branches; the last one is `otherwise`.
        branches: Vec<BranchDocument>,
    },
    /// 抄送: people are told and may read the record; the flow goes on.
    Cc {
        /// Stable slug.
        id: String,
        /// What people read.
        label: Label,
        /// Who is told.
        who: Vec<WhoDocument>,
    },
}

impl StepDocument {
    /// The stable slug.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Start { id } | Self::Approve { id, .. } | Self::Switch { id, .. } | Self::Cc { id, .. } => id,
        }
    }
}

/// A branch of a switch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BranchDocument {
    /// Stable slug.
    pub id: String,
    /// What people read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub label: Label,
    /// A boolean expression over `record`; left out exactly in the `otherwise` branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Taken when no other branch is; exactly the last one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub otherwise: bool,
    /// The steps inside; may be empty.
    #[serde(default)]
    pub steps: Vec<StepDocument>,
}

/// How the votes of one step become its result (M1, M2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BallotRule {
    /// 或签: the first decision decides.
    #[default]
    Any,
    /// 会签: all must approve; the first rejection rejects.
    All,
}

/// A source of people. Exactly one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WhoDocument {
    /// Named person, by login.
    User(String),
    /// Everybody who has the role.
    Role(String),
    /// The initiator's superior, `level` steps up (1 = direct). A gap climbs to the next department's head (C23).
    Superior(SuperiorDocument),
    /// The head of the initiator's department, `level` departments up (0 = own).
    DepartmentHead(DepartmentHeadDocument),
    /// The person in a `user` field of the record, for example `owner`.
    Field(String),
    /// The initiator.
    Initiator(bool),
}

/// Which superior.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SuperiorDocument {
    /// Steps up, 1 to 20.
    pub level: u8,
}

/// Which department's head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DepartmentHeadDocument {
    /// Departments up, 0 to 20.
    #[serde(default, skip_serializing_if = "is_default")]
    pub level: u8,
}

/// Field changes at the end of a flow, by outcome.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowEffectsDocument {
    /// When the flow is entered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub submitted: Map<String, Value>,
    /// When everybody agreed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub approved: Map<String, Value>,
    /// When somebody refused.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rejected: Map<String, Value>,
    /// When the initiator took it back.
    #[serde(default, skip_serializing_if = "is_default")]
    pub withdrawn: Map<String, Value>,
}
