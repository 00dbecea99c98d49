//! What Tenon does for a person: each verb is one function that takes who asks, checks, reads or writes in one
//! transaction, and answers. Handlers, jobs and the command line call these and nothing below.

mod approvals;
mod audit;
mod auth;
mod currency_rates;
mod designs;
mod directory;
mod doctor;
mod effects;
mod failure;
mod files;
mod follow;
mod former;
mod keys;
pub mod locales;
mod notices;
mod once;
mod organisation;
mod pages;
mod people;
mod prints;
mod rates;
mod records;
mod secrets;
mod seed;
mod tenon;
mod text;
mod world;

pub use approvals::{Decision, InstanceView, TaskQuery, decide, instance, submit, tasks, withdraw};
pub use audit::{AuditCheck, AuditFault, AuditQuery, audit, verify_audit};
pub use auth::{
    Access, Caller, CodeBody, Credentials, PasswordBody, ProofBody, ResetBody, SecondStepBody, Session, SetupBody,
    SignIn, SignInRules, access, change_password, confirm_second_factor, end_other_sessions, end_own_session,
    end_sessions_of, enrol, login, logout, new_recovery_codes, new_setup_token, own_second_factor, own_sessions,
    put_sign_in_rules, refresh, remove_second_factor, remove_second_factor_of, reset_password, second_step,
    sessions_of, set_up, setup_wanted, sign_in_rules, start_reset, start_second_factor, totp_code,
};
pub use currency_rates::{RateBody, currency_rates, delete_currency_rate, put_currency_rate};
pub use designs::{
    Call, ChangeSetBody, Checked, DocumentKeyBody, NewType, PlanBody, Publication, PublishBody, PublishHook,
    PublishStep, RebaseBody, RenameBody, RestoreBody, TypeChangeBody, TypeChangeChoice, change_set,
    change_set_conflicts, change_set_id, change_sets, check, check_change_set, check_documents, create_change_set,
    discard_change_set, document, document_history, documents, documents_of, drop_draft, openapi, operator, plan,
    plan_change_set, preview_type_change, publication_of_restore, publish, publish_change_set, put_draft,
    rebase_change_set, records_schema, recycled, release, release_diff, releases, remove_recycled, rename,
    rename_in_change_set, restore_recycled, restore_release, update_change_set, uses,
};
pub use designs::{ExpressionBody, expression_functions, inspect_expression};
pub use directory::{Department, Directory, Person};
pub use doctor::{Finding, Weight, doctor};
pub use effects::{clean_up, deliver_effects, run_jobs, schedule_standing_jobs};
/// What SQLite has to be taught when the store is opened.
pub use engine_query::SQL_FUNCTIONS;
pub use failure::{Answer, Failure};
pub use files::{Download, Upload, download, upload};
pub use former::{FormerUse, Present};
pub use keys::Keys;
pub use notices::{mark_all_notices_read, mark_notice_read, notices};
pub use once::{Once, Reply};
pub use pages::{me, object_page, regions, set_language};
pub use people::{
    DepartmentBody, NewPerson, PersonBody, add_department, add_person, create_department, create_person, departments,
    set_password, update_department, update_person, users,
};
pub use prints::{Printed, print};
pub use rates::Rates;
pub use records::{
    CountInput, Finding as ComputedFinding, ListBody, ListQuery, Page, Progress, Record, SortInput, Told, cancel_job,
    check as check_computed, compute, create, delete, history, jobs, list, read, repair as repair_computed, resume_job,
    stage_times, update,
};
pub use seed::{SeededPassword, generated_password, install_documents, seed_demo};
pub use tenon::{Tenon, TenonOptions};
pub use world::{DEFAULT_LANGUAGE, Generation, World};
