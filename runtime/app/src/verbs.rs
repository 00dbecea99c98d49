//! One function per verb.

use std::process::ExitCode;
use std::sync::Arc;

use engine_errors::Code;
use engine_services::{
    Answer, Failure, NewPerson, Tenon, add_person, generated_password, install_documents, new_setup_token, set_password,
};
use runtime_config::{SETTINGS, Settings};
use serde_json::json;

use crate::arguments::{Arguments, AuditVerb, TemplateVerb, UserVerb, Verb};
use crate::console::say;
use crate::{audit, boot, demo, doctor, release, template_check, templates};

/// Runs the verb of a command line.
pub(crate) async fn run(arguments: Arguments) -> Answer<ExitCode> {
    match &arguments.verb {
        Verb::Settings => {
            explain_settings();
            return Ok(ExitCode::SUCCESS);
        }
        Verb::Template { verb: TemplateVerb::Check { folder } } => return template_check::check(folder),
        Verb::Audit { verb: AuditVerb::Verify } => {
            let settings = boot::settings(&arguments.settings)?;
            let is_sound = audit::verify(&*boot::open(&settings).await?).await?;
            return Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        _ => {}
    }
    with_data(arguments).await.map(|()| ExitCode::SUCCESS)
}

/// Runs a verb that works on an installation.
async fn with_data(arguments: Arguments) -> Answer<()> {
    let settings = boot::settings(&arguments.settings)?;
    let tenon = boot::open(&settings).await?;
    match arguments.verb {
        Verb::Serve => {
            let greeting = set_up_greeting(&tenon).await?;
            boot::serve(&settings, tenon, &greeting).await
        }
        Verb::Demo => run_demo(&settings, tenon).await,
        Verb::Init { login } => init(&tenon, &login).await,
        Verb::User { verb } => user(&tenon, verb).await,
        Verb::Doctor { repair } => doctor::run(&tenon, repair).await,
        Verb::Template { verb: TemplateVerb::Install { template } } => {
            let documents = templates::documents(&template)?;
            let count = documents.len();
            let release = install_documents(&tenon, documents, &template).await?;
            say(&format!("{count} documents published as release {release}"));
            Ok(())
        }
        Verb::Release { verb } => release::run(&tenon, verb).await,
        Verb::Template { verb: TemplateVerb::Check { .. } } | Verb::Settings | Verb::Audit { .. } => Ok(()),
    }
}

/// What the first start says: the token with which the first administrator is made in the browser.
async fn set_up_greeting(tenon: &Tenon) -> Answer<Vec<String>> {
    let Some(token) = new_setup_token(tenon).await? else { return Ok(Vec::new()) };
    Ok(vec![
        "There is nobody yet. Open the address below and make the first administrator with this".to_owned(),
        "set-up token, which is good once and for 24 hours:".to_owned(),
        format!("  {token}"),
    ])
}

async fn run_demo(settings: &Settings, tenon: Arc<Tenon>) -> Answer<()> {
    let greeting = match demo::fill(&tenon).await? {
        Some(passwords) => {
            let table = demo::table(&passwords);
            keep_sign_ins(settings, &table)?;
            table
        }
        None => vec![format!(
            "Sign-ins of this demo: {} (delete the data folder {} to start afresh)",
            settings.data.join(SIGN_INS).display(),
            settings.data.display()
        )],
    };
    boot::serve(settings, tenon, &greeting).await
}

/// The demo's invented sign-ins, readable by the owner of the folder only, so that a second start can show them.
const SIGN_INS: &str = "demo-sign-ins.txt";

#[expect(clippy::disallowed_methods, reason = "the demo keeps its invented passwords beside its invented data")]
fn keep_sign_ins(settings: &Settings, table: &[String]) -> Answer<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written =
        options.open(settings.data.join(SIGN_INS)).and_then(|mut file| file.write_all(table.join("\n").as_bytes()));
    written.map_err(|error| Failure { cause: Some(error.to_string()), ..Failure::new(Code::DataFolderNotWritable) })
}

/// A role with every right, for installations without a template.
async fn init(tenon: &Arc<Tenon>, login: &str) -> Answer<()> {
    if tenon.world().model().release == 0 {
        let role = json!({
            "kind": "role", "format": 1, "name": "admin", "everything": true,
            "label": {"zh-CN": "系统管理员", "en": "Administrator"},
        });
        install_documents(tenon, vec![role], "init").await?;
    }
    add(tenon, login, "管理员", vec!["admin".to_owned()]).await
}

async fn user(tenon: &Arc<Tenon>, verb: UserVerb) -> Answer<()> {
    match verb {
        UserVerb::Add { login, name, roles } => add(tenon, &login, &name, roles).await,
        UserVerb::Password { login } => {
            let password = generated_password()?;
            set_password(tenon, &login, &password).await?;
            say(&format!("{login}  {password}"));
            Ok(())
        }
    }
}

async fn add(tenon: &Arc<Tenon>, login: &str, name: &str, roles: Vec<String>) -> Answer<()> {
    let password = generated_password()?;
    let person = NewPerson {
        login: login.to_owned(),
        name: name.to_owned(),
        email: None,
        phone: None,
        password: password.clone(),
        language: None,
        department: None,
        roles,
    };
    add_person(tenon, person).await?;
    say(&format!("{login}  {password}"));
    Ok(())
}

fn explain_settings() {
    say("Flags win over variables, variables over tenon.toml in the data folder, that over defaults.\n");
    for setting in SETTINGS {
        let variable = setting.key.to_uppercase().replace('-', "_");
        say(&format!("--{}, TENON_{variable}\n    {} Default: {}", setting.key, setting.help, setting.default));
    }
    say("TENON_LOG\n    Level of the log on standard error: error, warn, info, debug. Default: warn");
}
