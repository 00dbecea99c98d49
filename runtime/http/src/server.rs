//! The server: listening, shared state, headers that every answer carries.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use actix_web::dev::{ServerHandle, Service as _};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{App, HttpServer, web};
use engine_errors::Code;
use engine_services::{Answer, Failure, Tenon};
use runtime_config::HttpSettings;

use crate::refusal::{present, request_id};
use crate::{routes, web_app};

/// A running server.
pub struct Server {
    /// Where it listens; the port is the real one when 0 was asked for.
    pub address: SocketAddr,
    /// Stops it.
    pub handle: ServerHandle,
    running: actix_web::dev::Server,
}

impl Server {
    /// Serves until stopped.
    ///
    /// # Errors
    /// When accepting connections fails for good.
    pub async fn run(self) -> std::io::Result<()> {
        self.running.await
    }
}

/// Everything on one origin; nothing inline, nothing from elsewhere.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
     font-src 'self'; connect-src 'self'; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// Starts listening.
///
/// # Errors
/// `port_in_use` when the address is taken.
pub fn serve(tenon: Arc<Tenon>, settings: &HttpSettings) -> Answer<Server> {
    let taken = |error: std::io::Error| Failure {
        cause: Some(error.to_string()),
        ..Failure::new(Code::PortInUse).with("address", settings.listen.to_string())
    };
    let listener = TcpListener::bind(settings.listen).map_err(taken)?;
    let address = listener.local_addr().map_err(taken)?;
    let state = web::Data::from(tenon);
    let settings_data = web::Data::new(settings.clone());
    let server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .app_data(settings_data.clone())
            .configure(routes::mount)
            .default_service(web::route().to(web_app::serve))
            .wrap_fn(|request, service| {
                let id = request_id();
                let language = request.headers().get(header::ACCEPT_LANGUAGE).cloned();
                let answer = service.call(request);
                async move {
                    let mut response = present(answer.await?, &id, language.as_ref());
                    let headers = response.headers_mut();
                    for (name, value) in [
                        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
                        (header::REFERRER_POLICY, "same-origin"),
                        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
                    ] {
                        if !headers.contains_key(&name) {
                            headers.insert(name, HeaderValue::from_static(value));
                        }
                    }
                    if let Ok(value) = HeaderValue::from_str(&id) {
                        headers.insert(HeaderName::from_static("x-request-id"), value);
                    }
                    Ok(response)
                }
            })
    })
    .workers(settings.workers)
    .shutdown_timeout(10)
    .listen(listener)
    .map_err(taken)?
    .run();
    Ok(Server { address, handle: server.handle(), running: server })
}
