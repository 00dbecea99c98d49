//! The only place where the parts meet: settings, database, services, HTTP and worker.

use std::path::Path;
use std::sync::Arc;

use engine_errors::Code;
use engine_services::{Answer, Failure, SQL_FUNCTIONS, Tenon, TenonOptions};
use engine_store::{Store, StoreConfig};
use runtime_config::{FileSettings, Settings, StoreSettings, resolve};
use tokio::sync::watch;

use crate::arguments::SettingArguments;
use crate::console::say;

/// Resolves the settings of this start.
pub(crate) fn settings(arguments: &SettingArguments) -> Answer<Settings> {
    let flags = arguments.flags();
    let folder = flags.data.clone().unwrap_or_else(|| "data".into());
    let file = file_settings(&folder)?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    resolve(&flags, &file, cores).map_err(|errors| {
        let told: Vec<String> = errors.iter().map(|error| format!("{}: {}", error.key, error.wanted)).collect();
        let first = errors.first().map(|error| error.key.clone()).unwrap_or_default();
        Failure { cause: Some(told.join("; ")), ..Failure::new(Code::SettingInvalid).with("name", first) }
    })
}

#[expect(clippy::disallowed_methods, reason = "the settings file is read here and nowhere else")]
fn file_settings(folder: &Path) -> Answer<FileSettings> {
    let path = folder.join("tenon.toml");
    let Ok(bytes) = std::fs::read(&path) else { return Ok(FileSettings::default()) };
    let text = String::from_utf8_lossy(&bytes);
    FileSettings::parse(&text).map_err(|detail| Failure {
        cause: Some(format!("{}: {detail}", path.display())),
        ..Failure::new(Code::SettingInvalid).with("name", "tenon.toml")
    })
}

/// Opens the database and the application over it.
pub(crate) async fn open(settings: &Settings) -> Answer<Arc<Tenon>> {
    let config = match &settings.store {
        StoreSettings::Embedded => StoreConfig::Sqlite { folder: settings.data.clone() },
        StoreSettings::Postgres { url, connections } => {
            StoreConfig::Postgres { url: url.clone(), max_connections: *connections }
        }
    };
    let store = Store::open(config, SQL_FUNCTIONS).await.map_err(|error| {
        let failure = Failure::from(error).with("path", settings.data.display().to_string());
        failure.with("folder", settings.data.display().to_string())
    })?;
    Tenon::open(TenonOptions::new(store, settings.data.clone())).await
}

/// Serves HTTP and does the background work until the process is told to stop.
pub(crate) async fn serve(settings: &Settings, tenon: Arc<Tenon>, greeting: &[String]) -> Answer<()> {
    let server = runtime_http::serve(Arc::clone(&tenon), &settings.http)?;
    let (stop, stopped) = watch::channel(false);
    let worker = actix_web::rt::spawn(runtime_worker::run(Arc::clone(&tenon), stopped));
    actix_web::rt::spawn(Arc::clone(&tenon).follow_changes());
    actix_web::rt::spawn(tenon.follow_releases());
    for line in greeting {
        say(line);
    }
    say(&format!("http://{}", server.address));
    let outcome = server.run().await.map_err(|error| Failure::internal(error.to_string()));
    // The worker finishes the step it is in; nothing half-done is left.
    if stop.send(true).is_ok() {
        let finished = tokio::time::timeout(std::time::Duration::from_secs(10), worker).await;
        if finished.is_err() {
            tracing::warn!("the worker did not stop in time");
        }
    }
    outcome
}
