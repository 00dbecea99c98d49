//! Why a service refuses. Everything below services has errors of its own; here they become one code of the catalogue.

use engine_errors::{Code, Problem, Problems};
use engine_store::StoreError;
use serde_json::Value as Json;

/// A refusal: one code for the request, and the problems behind it. After one, nothing has changed.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The code of the request.
    pub code: Code,
    /// What is wrong, all of it, when the request can be mended.
    pub problems: Problems,
    /// The present state of the record, when the request was stale.
    pub current: Option<Box<Json>>,
    /// Parameters of the message.
    pub params: serde_json::Map<String, Json>,
    /// For the log, never for the caller.
    pub cause: Option<String>,
}

/// What services answer.
pub type Answer<T> = Result<T, Failure>;

impl Failure {
    /// A refusal without further explanation.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self { code, problems: Vec::new(), current: None, params: serde_json::Map::new(), cause: None }
    }

    /// Adds a parameter of the message.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// A fault of ours with its cause for the log.
    #[must_use]
    pub fn internal(cause: impl Into<String>) -> Self {
        Self { cause: Some(cause.into()), ..Self::new(Code::Internal) }
    }

    /// Several problems of one request: `validation_failed`, unless all have the same code of another kind.
    #[must_use]
    pub fn problems(problems: Problems) -> Self {
        let code = match problems.as_slice() {
            [] => Code::Internal,
            [first, rest @ ..] if first.code.status() != 422 && rest.iter().all(|other| other.code == first.code) => {
                first.code
            }
            _ => Code::ValidationFailed,
        };
        // The message of the request names what its first problem names, when it speaks of the same.
        let params = match problems.as_slice() {
            [first, ..] if first.code == code => first.params.clone(),
            _ => serde_json::Map::new(),
        };
        Self { problems, params, ..Self::new(code) }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self { params: problem.params.clone(), ..Self::problems(vec![problem]) }
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self::problems(problems)
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Unavailable => Code::DatabaseUnavailable,
            StoreError::Busy | StoreError::Timeout | StoreError::Serialization => Code::Busy,
            StoreError::UniqueViolation { .. } => Code::NotUnique,
            StoreError::ForeignKeyViolation { .. } => Code::RecordReferenced,
            StoreError::FolderNotWritable => Code::DataFolderNotWritable,
            StoreError::TooNew { .. } => Code::DataFolderTooNew,
            StoreError::OutOfRange => Code::OutOfRange,
            StoreError::Other(_) => Code::Internal,
        };
        Self { cause: Some(error.to_string()), ..Self::new(code) }
    }
}
