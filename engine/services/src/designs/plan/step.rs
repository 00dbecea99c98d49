//! One step of a plan.

use engine_values::Id;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};

use crate::designs::type_change::Tally;

macro_rules! codes {
    ($($variant:ident $name:literal $doc:literal;)*) => {
        /// What a step does. The texts are `plan.<code>` in `seeds/locales/*/messages.json`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(in crate::designs) enum StepCode { $(#[doc = $doc] $variant,)* }

        impl StepCode {
            /// Every code.
            #[cfg(test)]
            pub(in crate::designs) const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable word.
            pub(in crate::designs) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

codes! {
    CreateTable "create_table" "A new object gets its table.";
    AddColumn "add_column" "A new field gets its column, empty in every record.";
    BuildIndex "build_index" "An index is built over a column.";
    DropIndex "drop_index" "An index is taken away.";
    BuildUnique "build_unique" "No two records may share these values from now on.";
    DropUnique "drop_unique" "Records may share these values from now on.";
    ConvertField "convert_field" "A field becomes another type; its values move to another column.";
    ReplaceColumn "replace_column" "A computed field gets another column and is computed anew.";
    RequireField "require_field" "Records without a value must get one before they are saved again.";
    DropOption "drop_option" "A choice is gone; records that hold it keep its key.";
    Recompute "recompute" "Stored computed fields get other values in the records that there are.";
    RecycleField "recycle_field" "A field disappears; its values wait in the recycle area.";
    RecycleObject "recycle_object" "An object disappears; its records wait in the recycle area.";
    RestoreField "restore_field" "A field comes back from the recycle area with its values.";
    RestoreObject "restore_object" "An object comes back from the recycle area with its records.";
}

impl Serialize for StepCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How bad a step can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::designs) enum Risk {
    /// Quick, and loses nothing.
    Safe,
    /// Loses nothing and takes time that grows with the data.
    Slow,
    /// People lose something that they had.
    Destructive,
}

/// What a step is about, by identities that a rename does not change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::designs) struct Place {
    /// The object's identity.
    pub(in crate::designs) object: String,
    /// The field's identity.
    pub(in crate::designs) field: Option<String>,
}

/// One step.
#[derive(Debug, Clone)]
pub(in crate::designs) struct Step {
    /// What it does.
    pub(in crate::designs) code: StepCode,
    /// The code with what it is about, `recycle_field:deal.cost`: what a publisher accepts.
    pub(in crate::designs) key: String,
    /// Where.
    pub(in crate::designs) place: Place,
    /// How bad it can be.
    pub(in crate::designs) risk: Risk,
    /// `none`, `short` (other work waits for a moment) or `table` (writers wait while it is done).
    pub(in crate::designs) lock: &'static str,
    /// How many records it is about.
    pub(in crate::designs) count: Option<i64>,
    /// Some of them.
    pub(in crate::designs) samples: Vec<Id>,
    /// What the text names.
    pub(in crate::designs) params: Map<String, Json>,
    /// Values that there are, where a field leaves its column.
    pub(in crate::designs) values: i64,
    /// What the values of a field come to that becomes another type.
    pub(in crate::designs) tally: Option<Tally>,
    /// What computing records again takes.
    pub(in crate::designs) work: Option<Work>,
}

/// What computing records again takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::designs) struct Work {
    /// API names of the fields.
    pub(in crate::designs) fields: Vec<String>,
    /// About so many seconds.
    pub(in crate::designs) seconds: i64,
    /// It is left to a job; else the publication waits for it.
    pub(in crate::designs) is_job: bool,
}

impl Work {
    /// When it is done: `now`, with the publication, or as a `job` behind it.
    pub(in crate::designs) fn when(&self) -> &'static str {
        if self.is_job { "job" } else { "now" }
    }
}

impl Step {
    /// A step that is safe and takes a short lock.
    pub(in crate::designs) fn new(code: StepCode, about: &str, place: Place) -> Self {
        Self {
            code,
            key: format!("{}:{about}", code.name()),
            place,
            risk: Risk::Safe,
            lock: "short",
            count: None,
            samples: Vec::new(),
            params: Map::new(),
            values: 0,
            tally: None,
            work: None,
        }
    }

    /// Adds a parameter of the text.
    pub(in crate::designs) fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Counts the records; when there are any, the step loses something.
    pub(in crate::designs) fn losing(mut self, count: i64) -> Self {
        self.risk = if count > 0 { Risk::Destructive } else { Risk::Safe };
        self.count = Some(count);
        self
    }

    /// Takes a time that grows with the table, of which the size is known when it is shown.
    pub(in crate::designs) fn over_table(mut self, rows: Option<i64>) -> Self {
        self.lock = "table";
        if rows.is_some_and(|rows| rows > MANY) {
            self.risk = Risk::Slow;
        }
        self
    }
}

/// From this many records on, an index takes noticeable time.
pub(super) const MANY: i64 = 20_000;
