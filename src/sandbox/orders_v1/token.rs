//! Access tokens, which have the id of the client in them.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::{Response, StatusCode};

use crate::nvp;
use crate::sandbox::call::Call;
use crate::sandbox::operation::text_response;

/// Where tokens are had.
pub(super) const PATH: &str = "/v1/oauth2/token";

/// What tokens of the sandbox begin with.
const BEGINNING: &str = "A21AA";

const JSON: &str = "application/json";

/// How long a token is said to be good, in seconds. It is good longer.
const LIFETIME: u32 = 32_400;

/// The name of the client that a token was given to. Another token is a name itself.
pub(super) fn client_of(token: &str) -> String {
    let own = token.strip_prefix(BEGINNING);
    let name = own.and_then(|name| URL_SAFE_NO_PAD.decode(name).ok());
    let name = name.and_then(|name| String::from_utf8(name).ok());
    name.unwrap_or_else(|| token.to_owned())
}

/// Gives a token to any client that says its id and a secret.
pub(super) fn grant(call: &Call<'_>) -> Response<Vec<u8>> {
    let Some(client) = client(call) else {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client");
    };
    let form: Vec<(String, String)> = nvp::Config::lenient()
        .from_slice(call.body)
        .unwrap_or_default();
    let grant = form.iter().find(|(name, _)| name == "grant_type");
    if grant.is_none_or(|(_, grant)| grant.is_empty()) {
        return refused(StatusCode::BAD_REQUEST, "invalid_request");
    }
    let token = format!("{BEGINNING}{}", URL_SAFE_NO_PAD.encode(client));
    let text = format!(
        "{{\"scope\":\"https://uri.paypal.com/services/checkout\",\"access_token\":\"{token}\",\
         \"token_type\":\"Bearer\",\"app_id\":\"APP-80W284485P519543T\",\"expires_in\":{LIFETIME}}}"
    );
    text_response(StatusCode::OK, JSON, text)
}

/// The id of the client, which HTTP's basic authentication says.
fn client(call: &Call<'_>) -> Option<String> {
    let (scheme, text) = call.field("authorization")?.split_once(' ')?;
    let text = STANDARD.decode(text.trim()).ok()?;
    let text = String::from_utf8(text).ok()?;
    let (id, _) = text.split_once(':')?;
    let is_basic = scheme.eq_ignore_ascii_case("basic") && !id.is_empty();
    is_basic.then(|| id.to_owned())
}

fn refused(status: StatusCode, error: &str) -> Response<Vec<u8>> {
    text_response(status, JSON, format!("{{\"error\":\"{error}\"}}"))
}
