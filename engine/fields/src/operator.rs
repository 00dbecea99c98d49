//! The closed list of filter operators. Which of them a field answers is said by its type.

/// A filter operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words are the meaning; docs/api.md has the table")]
pub enum Operator {
    Eq,
    Ne,
    Lt,
    Lte,
    Gt,
    Gte,
    Between,
    Within,
    In,
    NotIn,
    Contains,
    StartsWith,
    ContainsAny,
    ContainsAll,
    Me,
    Empty,
    NotEmpty,
}

/// Equality and order, for numbers and times.
pub(crate) const ORDERED: &[Operator] = &[
    Operator::Eq,
    Operator::Ne,
    Operator::Lt,
    Operator::Lte,
    Operator::Gt,
    Operator::Gte,
    Operator::Between,
    Operator::In,
    Operator::Empty,
    Operator::NotEmpty,
];

/// Equality and parts, for short text.
pub(crate) const TEXT: &[Operator] = &[
    Operator::Contains,
    Operator::Eq,
    Operator::Ne,
    Operator::StartsWith,
    Operator::In,
    Operator::Empty,
    Operator::NotEmpty,
];

/// One of several identities.
pub(crate) const IDENTITY: &[Operator] =
    &[Operator::Eq, Operator::Ne, Operator::In, Operator::Empty, Operator::NotEmpty];

impl Operator {
    /// Every operator.
    pub const ALL: &'static [Self] = &[
        Self::Eq,
        Self::Ne,
        Self::Lt,
        Self::Lte,
        Self::Gt,
        Self::Gte,
        Self::Between,
        Self::Within,
        Self::In,
        Self::NotIn,
        Self::Contains,
        Self::StartsWith,
        Self::ContainsAny,
        Self::ContainsAll,
        Self::Me,
        Self::Empty,
        Self::NotEmpty,
    ];

    /// The word in a filter.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Lt => "lt",
            Self::Lte => "lte",
            Self::Gt => "gt",
            Self::Gte => "gte",
            Self::Between => "between",
            Self::Within => "within",
            Self::In => "in",
            Self::NotIn => "not_in",
            Self::Contains => "contains",
            Self::StartsWith => "starts_with",
            Self::ContainsAny => "contains_any",
            Self::ContainsAll => "contains_all",
            Self::Me => "me",
            Self::Empty => "empty",
            Self::NotEmpty => "not_empty",
        }
    }

    /// The operator for a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operator| operator.word() == word)
    }
}
