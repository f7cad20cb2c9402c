//! Classifies names: of secrets, of header fields, of ids, and of members that name others.

mod filter;
mod headers;
mod ids;
mod last_letters;
mod pairs;
mod secrets;
mod spelling;

pub(super) use filter::may_be_significant;
pub(super) use headers::{holds_headers, is_header};
pub(super) use ids::is_id;
pub(super) use pairs::{is_named, is_naming};
pub(super) use secrets::{is_card_number, is_name_of_secret, is_of_model, is_path, may_be_within};
pub(super) use spelling::{is_plausible, is_word, plain, steps, unescaped};

#[cfg(test)]
mod tests {
    use super::filter::{SIGNS, SINGLE};
    use super::headers::HEADER_WORDS;
    use super::pairs::{NAMED, NAMING};
    #[cfg(feature = "systems")]
    use super::secrets::MODEL_SECRETS;
    use super::secrets::{ENDINGS, NAMES};
    use super::*;

    #[cfg(feature = "systems")]
    #[test]
    fn secrets_of_the_model_are_listed() {
        use crate::api::MessageKind;
        use std::collections::BTreeSet;

        let shapes = MessageKind::ALL.iter().map(|kind| kind.shape());
        let mut names = BTreeSet::new();
        for shape in shapes {
            let fields = shape.structs().iter().flat_map(|known| &known.fields);
            let secret = fields.filter(|field| field.secret && field.name != "number");
            names.extend(secret.map(|field| plain(field.name)));
        }
        let listed: BTreeSet<_> = MODEL_SECRETS
            .iter()
            .map(|name| (*name).to_owned())
            .collect();
        assert_eq!(names, listed);
        assert!(MODEL_SECRETS.is_sorted());
    }

    #[test]
    fn names_of_secrets_are_recognized_in_any_spelling() {
        for name in [
            "pin",
            "PIN",
            "card_number",
            "X-PAYPAL-SECURITY-PASSWORD",
            "accessToken",
            "PWD",
            "passwords",
            "tokens",
            "membershipToken",
            "card.number",
            "card.cvc",
            "user[password]",
            "user[card][number]",
            "{urn:x}pin",
            "ns:pin",
            "to%6ben",
            "to%256ben",
            "amp;pin",
            "a&amp;amp;pin",
            "&#112;in",
            "sender.pin",
            "pin(0).x",
            "payer.credit_card.number",
            "cards.card(0).number",
            "x.y\"pin\"",
        ] {
            assert!(is_path(name), "{name}");
        }
        for name in [
            "shipping",
            "pinned",
            "payKey",
            "tokens_left",
            "memo",
            "",
            "shipToken",
            "nextPageToken",
            "next_page_token",
            "nextpagetoken",
            "ship_tokens",
            "receiver(0).email",
            "phone.number",
            "signed",
            "pincode",
            "company",
            "span",
        ] {
            assert!(!is_path(name), "{name}");
        }
    }

    #[test]
    fn the_filter_misses_no_significant_name() {
        let lists = [NAMES, ENDINGS, NAMING, NAMED, HEADER_WORDS];
        for name in lists.into_iter().flatten() {
            let spelled = [
                (*name).to_owned(),
                name.to_ascii_uppercase(),
                format!("{name}s"),
                format!("my_{name}_"),
                format!("1{name}"),
                format!("a.{name}(0)"),
                format!("x-{name}"),
                format!("é{name}é"),
                format!("{name}\u{200b}"),
                format!("{name}.x"),
                format!("%{:x}{}", name.as_bytes()[0], &name[1..]),
            ];
            for name in spelled {
                let says = is_path(&name)
                    || is_naming(&name)
                    || is_named(&name)
                    || name.contains('-') && is_header(&name);
                assert!(!says || may_be_significant(&name), "{name}");
            }
        }
        let single = [NAMES, ENDINGS, NAMING, NAMED].into_iter().flatten();
        let mut single = single.filter(|name| name.len() < 2);
        assert!(single.all(|name| SIGNS[usize::from(name.as_bytes()[0])] & SINGLE > 0));
        for name in ["cart", "ok", "2013-04-24T14", "20", "colour", "x", ""] {
            assert!(!may_be_significant(name), "{name}");
        }
    }

    #[test]
    fn header_fields_are_recognized_by_their_words() {
        for name in [
            "Authorization",
            "Proxy-Authorization",
            "WWW-Authenticate",
            "Cookie",
            "Set-Cookie",
            "X-Api-Key",
            "Api-Key",
            "apikey",
            "X-ApiKey",
            "X-PP-AUTHORIZATION",
            "PayPal-Auth-Assertion",
            "PayPal-Client-Metadata-Id",
            "X-PAYPAL-SECURITY-SUBJECT",
            "X-PAYPAL-SECURITY-USERID",
            "X-Auth-Token",
            "X-Auth-Key",
            "X-Access-Token",
            "X-CSRF-Token",
            "X-XSRF-TOKEN",
            "X-Amz-Security-Token",
            "X-Goog-Api-Key",
            "X-Vault-Token",
            "X-Shopify-Access-Token",
            "Ocp-Apim-Subscription-Key",
            "X-Functions-Key",
            "X-Client-Secret",
            "X-Hub-Signature-256",
            "Stripe-Signature",
            "PAYPAL-TRANSMISSION-SIG",
            "X-Session-Id",
            "X-Goog-Iap-Jwt-Assertion",
            "X-Merchant-Key",
            "X-Bearer",
            "X-MFA-Code",
            "X-SID",
            "X-Username",
            "X-Amzn-Oidc-Data",
            "X-Adyen-Hmac",
            "DPoP",
            "X-User-Pass",
        ] {
            assert!(is_header(name), "{name}");
        }
        for name in [
            "Content-Type",
            "X-PAYPAL-APPLICATION-ID",
            "X-PAYPAL-DEVICE-IPADDRESS",
            "PayPal-Request-Id",
            "Idempotency-Key",
            "X-Idempotency-Key",
            "Access-Control-Allow-Credentials",
            "Access-Control-Allow-Headers",
            "Sec-WebSocket-Key",
            "PAYPAL-AUTH-ALGO",
            "Surrogate-Key",
            "Keep-Alive",
            "Author",
            "Host",
        ] {
            assert!(!is_header(name), "{name}");
        }
    }

    #[test]
    fn ids_are_recognized_by_their_last_word() {
        for name in [
            "order_id",
            "transactionId",
            "payKey",
            "invoice_number",
            "tradeOrderIds",
        ] {
            assert!(is_id(name), "{name}");
        }
        for name in [
            "memo",
            "cardNumber",
            "paid",
            "phone_number",
            "account_number",
        ] {
            assert!(!is_id(name), "{name}");
        }
    }
}
