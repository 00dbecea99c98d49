//! One difference, told by a stable code and its parameters.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};

macro_rules! codes {
    ($($variant:ident $name:literal $doc:literal;)*) => {
        /// What kind of difference it is. The texts are `change.<code>` in `seeds/locales/*/messages.json`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ChangeCode { $(#[doc = $doc] $variant,)* }

        impl ChangeCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable word.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

codes! {
    DocumentAdded "document_added" "A document is new.";
    DocumentRemoved "document_removed" "A document is gone.";
    DocumentRenamed "document_renamed" "A document has another name and the same identity.";
    LabelChanged "label_changed" "What people read is another text.";
    FieldAdded "field_added" "A field is new.";
    FieldRemoved "field_removed" "A field is gone.";
    FieldRenamed "field_renamed" "A field has another name and the same identity.";
    FieldTypeChanged "field_type_changed" "A field has another type.";
    FieldTargetChanged "field_target_changed" "A field points to another object.";
    FieldRequiredOn "field_required_on" "A field must have a value from now on.";
    FieldRequiredOff "field_required_off" "A field may be empty from now on.";
    FieldUniqueOn "field_unique_on" "No two records may share a value from now on.";
    FieldUniqueOff "field_unique_off" "Records may share a value from now on.";
    FieldIndexedOn "field_indexed_on" "A field gets an index.";
    FieldIndexedOff "field_indexed_off" "A field loses its index.";
    FieldReadOnlyOn "field_read_only_on" "A field is not written by hand any more.";
    FieldReadOnlyOff "field_read_only_off" "A field may be written by hand.";
    FieldDefaultChanged "field_default_changed" "New records begin with another value.";
    FieldFormulaChanged "field_formula_changed" "A field is computed in another way.";
    FieldSettingChanged "field_setting_changed" "A setting of a field is another one.";
    OptionAdded "option_added" "A choice is new.";
    OptionRemoved "option_removed" "A choice is gone.";
    OptionRenamed "option_renamed" "A choice is stored under another key.";
    OptionRelabelled "option_relabelled" "A choice is read as another text.";
    OptionChanged "option_changed" "A choice looks or works in another way.";
    KeyAdded "key_added" "Fields together must be unique from now on.";
    KeyRemoved "key_removed" "Fields together need not be unique any more.";
    PartAdded "part_added" "A part of a document is new.";
    PartRemoved "part_removed" "A part of a document is gone.";
    OrderChanged "order_changed" "The parts of a document stand in another order.";
    PropertyChanged "property_changed" "A property of a document is another one.";
    ReferenceFollowed "reference_followed" "A name in a document follows a rename.";
}

impl Serialize for ChangeCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One difference between two sets of documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What kind of difference.
    pub code: ChangeCode,
    /// The document as `kind/name`, by its new name unless it is gone.
    pub document: String,
    /// JSON pointer into that document; into the old one for what is gone.
    pub path: String,
    /// What the text names. Labels are texts by language and are put into one language by whoever shows them.
    pub params: Map<String, Json>,
}

impl Change {
    pub(super) fn new(code: ChangeCode, document: &str, path: impl Into<String>) -> Self {
        Self { code, document: document.to_owned(), path: path.into(), params: Map::new() }
    }

    pub(super) fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Adds both sides of a difference; what is too long to be read is left out.
    pub(super) fn between(mut self, before: Option<&Json>, after: Option<&Json>) -> Self {
        for (name, value) in [("from", before), ("to", after)] {
            let shown = value.filter(|json| json.to_string().len() <= LONGEST_SHOWN).cloned();
            self.params.insert(name.to_owned(), shown.unwrap_or_default());
        }
        self
    }
}

/// Longest JSON text of a value that a change shows.
const LONGEST_SHOWN: usize = 300;
