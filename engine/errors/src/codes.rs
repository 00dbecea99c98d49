//! The catalogue: one line per code with its HTTP status. Codes are for ever; texts are in `seeds/locales`.

use serde::{Serialize, Serializer};

/// Who has to do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// The request or document is wrong.
    Invalid,
    /// Not signed in, or not allowed.
    Denied,
    /// It does not exist for this reader.
    Missing,
    /// It collides with the present state.
    Conflict,
    /// The server cannot do it now.
    Unavailable,
    /// A fault of ours.
    Internal,
}

macro_rules! catalogue {
    ($($variant:ident $name:literal $status:literal $category:ident $doc:literal;)*) => {
        /// A stable error code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $doc] $variant,)* }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word on the wire.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The HTTP status that answers a request failing with this code.
            #[must_use]
            pub fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* }
            }

            /// Who has to act.
            #[must_use]
            pub fn category(self) -> Category {
                match self { $(Self::$variant => Category::$category,)* }
            }
        }
    };
}

catalogue! {
    // The request as a whole.
    BodyNotJson "body_not_json" 400 Invalid "The body is not JSON, or nests too deep.";
    BodyTooLarge "body_too_large" 413 Invalid "The body is larger than the limit.";
    ValidationFailed "validation_failed" 422 Invalid "The problems say what is wrong; nothing was changed.";
    ParameterInvalid "parameter_invalid" 400 Invalid "A query parameter has no meaning here.";
    ParameterUnknown "parameter_unknown" 400 Invalid "A query parameter is not known.";
    RouteNotFound "route_not_found" 404 Missing "No such address.";
    MethodNotAllowed "method_not_allowed" 405 Invalid "The address does not answer this method.";
    // Who asks.
    NotSignedIn "not_signed_in" 401 Denied "No valid access token came with the request.";
    SessionExpired "session_expired" 401 Denied "The session ended or was withdrawn.";
    RefreshReused "refresh_reused" 401 Denied "A refresh token was used twice; the whole session is revoked.";
    LoginFailed "login_failed" 401 Denied "Unknown login or wrong password.";
    LoginThrottled "login_throttled" 429 Denied "Too many attempts; wait.";
    OneTimeTokenInvalid "one_time_token_invalid" 422 Denied "The one-time token is wrong, used, or too old.";
    PasswordWrong "password_wrong" 422 Denied "The present password is not this one.";
    PasswordLength "password_length" 422 Invalid "The password is too short or too long.";
    PasswordGuessable "password_guessable" 422 Invalid "The password is among what is tried first.";
    SecondFactorWrong "second_factor_wrong" 422 Denied "The code of the second step is wrong or was used.";
    SecondFactorPresent "second_factor_present" 409 Conflict "The account has a second factor already.";
    SecondFactorMissing "second_factor_missing" 409 Conflict "The account has no second factor.";
    SecondFactorRequired "second_factor_required" 409 Conflict "A role of the person must have a second factor.";
    SessionNotFound "session_not_found" 404 Missing "No such session of this person.";
    SetupDone "setup_done" 409 Conflict "There is an administrator already.";
    Forbidden "forbidden" 403 Denied "The person may not do this.";
    PersonNotFound "person_not_found" 404 Missing "No such person.";
    DepartmentNotFound "department_not_found" 404 Missing "No such department.";
    // Records.
    ObjectNotFound "object_not_found" 404 Missing "No such object for this reader.";
    RecordNotFound "record_not_found" 404 Missing "No such record for this reader.";
    FieldUnknown "field_unknown" 400 Invalid "No such field for this reader.";
    FieldNotWritable "field_not_writable" 422 Invalid "The field is computed, kept by the system, or not writable for this person.";
    FieldReadOnly "field_read_only" 422 Invalid "The field keeps its value while the record is as it is.";
    RuleViolated "rule_violated" 422 Invalid "The record breaks a rule of its object.";
    RuleWarning "rule_warning" 409 Conflict "The record breaks a rule that the writer may confirm.";
    StageMoveForbidden "stage_move_forbidden" 422 Invalid "The stage does not let the record go there.";
    StageCondition "stage_condition" 422 Invalid "The record does not meet the condition of the stage.";
    FilterInvalid "filter_invalid" 400 Invalid "The filter is not well formed.";
    OperatorUnknown "operator_unknown" 400 Invalid "The field type has no such operator.";
    SortInvalid "sort_invalid" 400 Invalid "The sort is not well formed.";
    CursorInvalid "cursor_invalid" 400 Invalid "The cursor is not one of ours or belongs to another query.";
    RevisionStale "revision_stale" 412 Conflict "Somebody saved in between.";
    RevisionMissing "revision_missing" 428 Invalid "If-Match is wanted on this call.";
    IdempotencyKeyReused "idempotency_key_reused" 422 Conflict "The key was used with another request.";
    RecordLocked "record_locked" 423 Conflict "The record is locked by a running approval.";
    RecordApproved "record_approved" 423 Conflict "The record is approved and stays as it is.";
    RecordReferenced "record_referenced" 409 Conflict "Other records refer to this one.";
    PendingApproval "pending_approval" 409 Conflict "The record takes part in a running approval.";
    // Values.
    Required "required" 422 Invalid "A required value is missing.";
    TypeMismatch "type_mismatch" 422 Invalid "The value is not of the field's type.";
    TooLong "too_long" 422 Invalid "The text is longer than allowed.";
    OutOfRange "out_of_range" 422 Invalid "The number is outside the allowed range.";
    TooManyDecimals "too_many_decimals" 422 Invalid "The number has more decimals than the field keeps.";
    OptionUnknown "option_unknown" 422 Invalid "The choice is not one of the options.";
    FormatInvalid "format_invalid" 422 Invalid "The text does not have the wanted form.";
    ReferenceNotFound "reference_not_found" 422 Invalid "The record, person or file referred to does not exist for this person.";
    CurrencyRateMissing "currency_rate_missing" 422 Invalid "There is no rate of the currency on or before the day.";
    NotUnique "not_unique" 409 Conflict "Another record has the same value.";
    JobNotFound "job_not_found" 404 Missing "No such job that is not done yet.";
    CurrencyRateNotFound "currency_rate_not_found" 404 Missing "No rate of this currency and day.";
    CompanyCurrencyFixed "company_currency_fixed" 409 Conflict "There are rates, so the company currency stays.";
    // Documents.
    DocumentInvalid "document_invalid" 422 Invalid "The document does not match the schema of its kind.";
    KindUnknown "kind_unknown" 422 Invalid "No such kind of document.";
    FormatTooNew "format_too_new" 422 Invalid "The document was written by a newer version.";
    NameInvalid "name_invalid" 422 Invalid "The name does not match the rule for API names.";
    NameDuplicate "name_duplicate" 422 Invalid "The name is used twice.";
    NameReserved "name_reserved" 422 Invalid "The name belongs to the system.";
    LabelTooLong "label_too_long" 422 Invalid "The label is longer than 200 characters.";
    ReferenceDangling "reference_dangling" 422 Invalid "Something is named that does not exist.";
    FieldTypeUnknown "field_type_unknown" 422 Invalid "No such field type.";
    OptionsInvalid "options_invalid" 422 Invalid "The options of the field do not match its type.";
    TypeChangeUnsupported "type_change_unsupported" 422 Invalid "The type of a field with data cannot be changed this way.";
    TypeChangeRunning "type_change_running" 409 Conflict "Another process converts the values of a field just now.";
    ValuesNotConvertible "values_not_convertible" 422 Invalid "Some values of the field do not convert to the new type.";
    ExpressionInvalid "expression_invalid" 422 Invalid "The expression cannot be understood or has the wrong type.";
    FormulaCycle "formula_cycle" 422 Invalid "Formulas depend on each other in a circle.";
    FormulaTooDeep "formula_too_deep" 422 Invalid "Computed fields depend on each other over too many steps.";
    LiveField "live_field" 422 Invalid "The field is computed when it is read and has no stored value.";
    RequiredCycle "required_cycle" 422 Invalid "Objects require each other in a circle; no first record could ever be created.";
    FlowInvalid "flow_invalid" 422 Invalid "The flow is not sound.";
    PrintTemplateInvalid "print_template_invalid" 422 Invalid "The print template is not sound.";
    DocumentNotFound "document_not_found" 404 Missing "No such document.";
    ReleaseStale "release_stale" 409 Conflict "Somebody published in between.";
    ReleaseNotFound "release_not_found" 404 Missing "No such release.";
    PlanChanged "plan_changed" 409 Conflict "Documents or data make it another plan than the one that was shown.";
    LossNotAccepted "loss_not_accepted" 409 Conflict "A step loses something that was not accepted.";
    ChangeSetNotFound "change_set_not_found" 404 Missing "No such change set.";
    ChangeSetClosed "change_set_closed" 409 Conflict "The change set is published or discarded.";
    ChangeSetConflict "change_set_conflict" 409 Conflict "Somebody else has changed a document of the change set.";
    RecycledNotFound "recycled_not_found" 404 Missing "Nothing like that waits in the recycle area.";
    // Approvals.
    TaskNotFound "task_not_found" 404 Missing "No such task for this person.";
    TaskClosed "task_closed" 409 Conflict "The task is already decided or withdrawn.";
    InstanceNotFound "instance_not_found" 404 Missing "No such approval for this person.";
    AlreadySubmitted "already_submitted" 409 Conflict "An approval of this record is running.";
    SubmitConditionFalse "submit_condition_false" 409 Conflict "The record does not meet the condition to be submitted.";
    WithdrawClosed "withdraw_closed" 409 Conflict "It is too late to withdraw.";
    CommentRequired "comment_required" 422 Invalid "The decision needs a comment.";
    NoApprover "no_approver" 409 Conflict "Nobody can be found who may decide.";
    NoticeNotFound "notice_not_found" 404 Missing "No such notice for this person.";
    // Prints.
    PrintNotFound "print_not_found" 404 Missing "No such print template for this object.";
    GlyphMissing "glyph_missing" 422 Invalid "A character is in no font.";
    // Files.
    FileNotFound "file_not_found" 404 Missing "No such file for this person.";
    FileTypeRefused "file_type_refused" 422 Invalid "The kind of file is not accepted here.";
    // The server.
    Busy "busy" 503 Unavailable "Too much at once; try again shortly.";
    DatabaseUnavailable "database_unavailable" 503 Unavailable "The database does not answer.";
    ModelTooNew "model_too_new" 503 Unavailable "The stored model was written by a newer version.";
    PortInUse "port_in_use" 500 Unavailable "The address is taken by another process.";
    DataFolderNotWritable "data_folder_not_writable" 500 Unavailable "The data folder cannot be written.";
    DriftFound "drift_found" 500 Unavailable "What is stored differs from what should be; the lines before say how.";
    DataFolderTooNew "data_folder_too_new" 500 Unavailable "The data folder was written by a newer version.";
    SettingInvalid "setting_invalid" 500 Invalid "A setting has no meaning.";
    Internal "internal" 500 Internal "A fault of ours; the log has the details under the request id.";
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}
