//! The envelope and the closed list of kinds.

use engine_errors::{Code, Problem, Problems};
use serde_json::Value;

use crate::{
    AppDocument, FlowDocument, FormDocument, ObjectDocument, OptionSetDocument, PrintTemplateDocument, RoleDocument,
    ViewDocument, canonical_text, schema, uid, upgrade,
};

macro_rules! kinds {
    ($($variant:ident $word:literal $document:ty;)*) => {
        /// The kinds of document.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $(#[doc = concat!("`", $word, "`")] $variant,)* }

        impl Kind {
            /// Every kind, in the order in which they are resolved.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word in the document.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        /// A parsed document.
        #[derive(Debug, Clone, PartialEq)]
        #[expect(missing_docs, reason = "one variant per kind")]
        pub enum Document { $($variant(Box<$document>),)* }

        impl Document {
            /// The kind.
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self { $(Self::$variant(_) => Kind::$variant,)* }
            }

            /// The API name.
            #[must_use]
            pub fn name(&self) -> &str {
                match self { $(Self::$variant(document) => &document.name,)* }
            }

            /// The identity that survives a rename; every parsed document has one.
            #[must_use]
            pub fn uid(&self) -> &str {
                match self { $(Self::$variant(document) => document.uid.as_deref().unwrap_or_default(),)* }
            }

            fn body(&self) -> Value {
                let body = match self { $(Self::$variant(document) => serde_json::to_value(document),)* };
                body.unwrap_or_default()
            }

            fn from_body(kind: Kind, body: Value) -> Result<Self, serde_json::Error> {
                Ok(match kind { $(Kind::$variant => Self::$variant(serde_json::from_value(body)?),)* })
            }
        }

        /// The generated JSON Schema of a kind's body, without the envelope.
        pub(crate) fn body_schema(kind: Kind) -> Value {
            match kind { $(Kind::$variant => schemars::schema_for!($document).to_value(),)* }
        }
    };
}

kinds! {
    OptionSet "option_set" OptionSetDocument;
    Object "object" ObjectDocument;
    Form "form" FormDocument;
    View "view" ViewDocument;
    Flow "flow" FlowDocument;
    PrintTemplate "print_template" PrintTemplateDocument;
    Role "role" RoleDocument;
    App "app" AppDocument;
}

impl Kind {
    /// The kind for a word, if there is one.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}

/// Kind and name: what identifies a document among others.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentKey {
    /// The kind.
    pub kind: Kind,
    /// The API name.
    pub name: String,
}

impl std::fmt::Display for DocumentKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}", self.kind.word(), self.name)
    }
}

impl Document {
    /// The version of the document format that this program writes.
    pub const FORMAT: u64 = 1;

    /// Kind and name.
    #[must_use]
    pub fn key(&self) -> DocumentKey {
        DocumentKey { kind: self.kind(), name: self.name().to_owned() }
    }

    /// Reads one document: envelope, upgrade to the present format, JSON Schema, then the typed form with identities.
    ///
    /// # Errors
    /// Every structural problem, each with its JSON pointer.
    pub fn parse(mut json: Value) -> Result<Self, Problems> {
        let name = json.get("name").and_then(Value::as_str).unwrap_or("?").to_owned();
        let word = json.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
        let Some(kind) = Kind::from_word(&word) else {
            return Err(vec![
                Problem::at(Code::KindUnknown, "/kind").with("kind", word).in_document(format!("?/{name}")),
            ]);
        };
        let document_name = format!("{}/{name}", kind.word());
        let within = |problem: Problem| problem.in_document(document_name.clone());
        // Left out, it is an old document; of a wrong type, it is one problem that the schema tells.
        let format = json.get("format").map_or(0, |format| format.as_u64().filter(|format| *format > 0).unwrap_or(1));
        if format > Self::FORMAT {
            return Err(vec![within(Problem::at(Code::FormatTooNew, "/format").with("format", format))]);
        }
        upgrade::to_present(kind, format, &mut json);
        let problems = schema::structure_problems(kind, &json);
        if !problems.is_empty() {
            return Err(problems.into_iter().map(within).collect());
        }
        if let Some(envelope) = json.as_object_mut() {
            envelope.remove("kind");
            envelope.remove("format");
        }
        let mut document = Self::from_body(kind, json)
            .map_err(|error| vec![within(Problem::new(Code::DocumentInvalid).with("detail", error.to_string()))])?;
        uid::fill(&mut document);
        Ok(document)
    }

    /// The document with its envelope.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut json = self.body();
        if let Some(envelope) = json.as_object_mut() {
            envelope.insert("kind".to_owned(), Value::from(self.kind().word()));
            envelope.insert("format".to_owned(), Value::from(Self::FORMAT));
        }
        json
    }

    /// Sorted keys, defaults left out, two-space indent, LF: equal documents have equal bytes.
    #[must_use]
    pub fn canonical(&self) -> String {
        canonical_text(&self.to_json())
    }
}
