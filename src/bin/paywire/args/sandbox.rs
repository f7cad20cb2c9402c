//! The arguments of `paywire sandbox`.

use std::path::PathBuf;

use paywire::sandbox::Failure;

const EXAMPLES: &str = "\
Examples:
  paywire sandbox                           in memory, on http://127.0.0.1:8090
  paywire sandbox --data shop.redb          in a file, which is there again after a crash
  paywire sandbox --listen 127.0.0.1:0      on any free port; the first line of the output has it
  paywire sandbox --fail Refund:570015      every refund fails with this error
  paywire sandbox --list-failures           all errors, with the amounts and texts that ask for them

  curl http://127.0.0.1:8090/v1/checkout/orders -H 'Authorization: Bearer shop@example.com' -d @order.json
  curl http://127.0.0.1:8090/v1/json/orders -H 'api_key: any' -d @order.json
  curl http://127.0.0.1:8090/AdaptivePayments/Pay \\
    -H 'X-PAYPAL-SECURITY-USERID: shop_api1.example.com' \\
    -H 'X-PAYPAL-SECURITY-PASSWORD: any' -H 'X-PAYPAL-SECURITY-SIGNATURE: any' \\
    -H 'X-PAYPAL-APPLICATION-ID: APP-80W284485P519543T' \\
    -d 'requestEnvelope.errorLanguage=en_US&actionType=PAY&currencyCode=USD' \\
    -d 'receiverList.receiver(0).email=seller@example.com&receiverList.receiver(0).amount=12.50' \\
    -d 'returnUrl=https://shop.example/paid&cancelUrl=https://shop.example/cart'

Any credentials are accepted. A call fails on purpose if an amount has the digits of an error (5800.22 asks for 580022),
or if a text or an id in the path ends with the error (a memo `FAIL-580022`, an order `8R-FAIL-RESOURCE_NOT_FOUND`).

Exit codes:
  2  wrong usage
  3  the address or the file cannot be used
  129, 130, 143  ended by SIGHUP, SIGINT or SIGTERM";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct SandboxArgs {
    /// The address to listen on, with its port. Port 0 is any free port.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
    pub(crate) listen: String,

    /// Keeps everything in this file, instead of in memory. What was answered is there again after a crash.
    #[arg(long, value_name = "FILE")]
    pub(crate) data: Option<PathBuf>,

    /// Fails calls with an error of the documents: its code, or an operation, `:` and the code.
    #[arg(long, value_name = "ERROR")]
    pub(crate) fail: Vec<Failure>,

    /// Checks the signatures of dropshipping orders with this secret. Without it, any signature is accepted.
    #[arg(long, value_name = "SECRET")]
    pub(crate) app_secret: Option<String>,

    /// Makes the same ids from the same calls.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<u64>,

    /// Lists the errors that calls can ask for, each with the amount and the text that ask for it.
    #[arg(long, exclusive = true)]
    pub(crate) list_failures: bool,
}
