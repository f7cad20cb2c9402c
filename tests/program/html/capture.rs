//! Captures to make pages of: traffic of an invented shop, and texts that would be something else
//! if a page took them for what they look like.

use serde_json::{Value, json};

/// Texts that a careless page would run, follow or be broken by.
pub(crate) const HOSTILE: [&str; 12] = [
    "</script><script>window.hurt=1</script>",
    "<img src=x onerror=window.hurt=1>",
    "\" onmouseover=\"window.hurt=1",
    "' autofocus onfocus='window.hurt=1",
    "javascript:window.hurt=1",
    "<!--<script>",
    "]]><svg onload=window.hurt=1>",
    "</title></style></svg><iframe srcdoc='<script>top.hurt=1</script>'>",
    "{{constructor.constructor('window.hurt=1')()}}${window.hurt=1}",
    "a\u{2028}b\u{2029}c\u{202e}d\u{7}\u{85}\u{feff}\u{fffe}",
    "&lt;b&gt; &amp; &#x3c;i&#x3e;",
    "אבג <b>שלום</b> 漢字かな 😀 e\u{301}",
];

const SERVICE: &str = "https://svcs.example/AdaptivePayments/";
const ENVELOPE: &str = "responseEnvelope.timestamp=2026-03-01T10%3A00%3A00Z\
    &responseEnvelope.correlationId=c0ffee&responseEnvelope.build=1&responseEnvelope.ack=";

/// An exchange of a request to an operation and what was answered, both NVP.
fn exchange(second: usize, operation: &str, request: &str, response: &str) -> Value {
    let headers = json!([
        {"name": "X-PAYPAL-SECURITY-PASSWORD", "value": "hunter2"},
        {"name": "X-PAYPAL-REQUEST-DATA-FORMAT", "value": "NV"},
        {"name": "X-PAYPAL-RESPONSE-DATA-FORMAT", "value": "NV"},
    ]);
    json!({
        "startedDateTime": format!("2026-03-01T10:{:02}:{:02}.250Z", second / 60 % 60, second % 60),
        "time": 1,
        "request": {
            "method": "POST", "url": format!("{SERVICE}{operation}?token=tk-5571"),
            "httpVersion": "HTTP/1.1", "headers": headers, "queryString": [], "cookies": [],
            "postData": {"mimeType": "application/x-www-form-urlencoded", "text": request},
        },
        "response": {
            "status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "headers": [], "cookies": [],
            "content": {"size": response.len(), "mimeType": "text/plain", "text": response},
        },
    })
}

fn har(entries: &[Value]) -> String {
    let creator = json!({"name": "tests", "version": "1"});
    json!({"log": {"version": "1.2", "creator": creator, "entries": entries}}).to_string()
}

fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn receiver(at: usize, amount: &str, email: &str, more: &str) -> String {
    let email = escaped(email);
    let own = format!("&receiverList.receiver({at})");
    format!(
        "{own}.amount={amount}{own}.email={email}{more}",
        more = more.replace('*', &own)
    )
}

fn pay(receivers: &str, more: &str) -> String {
    format!(
        "requestEnvelope.errorLanguage=en_US&actionType=PAY&currencyCode=EUR\
         &cancelUrl=https%3A%2F%2Fshop.example%2Fcart&returnUrl=https%3A%2F%2Fshop.example%2Fdone\
         {receivers}{more}"
    )
}

/// Payments of every outcome, a chain, one with many receivers, and what is no payment.
pub(crate) fn traffic() -> String {
    let one = receiver(0, "12.50", "seller@shop.example", "");
    let chain = [
        receiver(0, "100.00", "agency@travel.example", "*.primary=true"),
        receiver(1, "60.00", "hotel@alps.example", "*.primary=false"),
        receiver(2, "25.00", "bus@valley.example", "*.primary=false"),
    ];
    let many: String = (0..12)
        .map(|at| {
            receiver(
                at,
                "3.00",
                &format!("band.number.{at}.of.the.evening@stage.example"),
                "",
            )
        })
        .collect();
    let paid = |status: &str| format!("{ENVELOPE}Success&payKey=AP-1A&paymentExecStatus={status}");
    let payer = "&senderEmail=ines%40buyer.example&pin=9041&memo=Two+tickets";
    let refused = format!(
        "{ENVELOPE}Failure&error(0).errorId=589023&error(0).domain=PLATFORM\
         &error(0).severity=Error&error(0).message=The+fee+is+too+high"
    );
    let details = format!(
        "{ENVELOPE}Success&cancelUrl=https%3A%2F%2Fshop.example%2Fcart&currencyCode=EUR&memo=\
         &paymentInfoList.paymentInfo(0).transactionId=8WN3&paymentInfoList.paymentInfo(0)\
         .transactionStatus=COMPLETED&paymentInfoList.paymentInfo(0).receiver.amount=12.50\
         &paymentInfoList.paymentInfo(0).receiver.email=seller%40shop.example\
         &returnUrl=https%3A%2F%2Fshop.example%2Fdone&senderEmail=ines%40buyer.example\
         &status=COMPLETED&payKey=AP-1A&actionType=PAY&feesPayer=SENDER&colour=red"
    );
    let ask = "requestEnvelope.errorLanguage=en_US&payKey=AP-1A";
    har(&[
        exchange(0, "Pay", &pay(&one, payer), &paid("COMPLETED")),
        exchange(61, "Pay", &pay(&chain.concat(), payer), &paid("INCOMPLETE")),
        exchange(75, "Pay", &pay(&one, "&feesPayer=SENDER"), &refused),
        exchange(90, "Pay", &pay(&many, payer), &paid("CREATED")),
        exchange(120, "PaymentDetails", ask, &details),
        exchange(130, "PaymentDetails", ask, "responseEnvelope.ack=%zz%"),
        exchange(140, "Colour", "a=1&b=2", "c=3"),
    ])
}

/// A browser sent to approve a payment, an answer about a notification, and a picture.
pub(crate) fn visits() -> String {
    let mut approve = exchange(0, "Pay", "", "");
    approve["request"]["method"] = json!("GET");
    let at = "https://www.sandbox.paypal.com/cgi-bin/webscr?cmd=_ap-payment&paykey=AP-1A";
    approve["request"]["url"] = json!(at);
    let mut picture = exchange(9, "", "", "<!doctype html><p>A picture</p>");
    picture["request"]["method"] = json!("GET");
    picture["request"]["headers"] = json!([]);
    picture["request"]["url"] = json!("https://shop.example/<b>.png");
    let kind = json!([{"name": "Content-Type", "value": "image/<png>"}]);
    picture["response"]["headers"] = kind;
    har(&[approve, picture])
}

/// A payment in which each text is a hostile one, in every place that has room for it.
pub(crate) fn hostile() -> String {
    let entries = HOSTILE.iter().enumerate().map(|(at, text)| {
        let word = escaped(text);
        let receivers = receiver(0, "1.00", text, &format!("*.invoiceId={word}"));
        let more = format!(
            "&memo={word}&senderEmail={word}&trackingId={word}&ipnNotificationUrl={word}&colour={word}"
        );
        let refused = format!(
            "{ENVELOPE}Failure&error(0).errorId=580001&error(0).message={word}\
             &error(0).parameter(0)={word}&responseEnvelope.correlationIds={word}"
        );
        let mut entry = exchange(at, "Pay", &pay(&receivers, &more), &refused);
        entry["request"]["url"] = json!(format!("{SERVICE}Pay?x={text}#{text}"));
        entry["request"]["method"] = json!(text);
        entry["response"]["statusText"] = json!(text);
        let field = json!({"name": text, "value": text});
        entry["request"]["headers"].as_array_mut().expect("a list").push(field);
        entry
    });
    let mut entries: Vec<Value> = entries.collect();
    // Bodies of which nothing is known, with names as hostile as values.
    for text in HOSTILE {
        let tree = json!({text: text, "payKey": [text, {text: 1.5}]}).to_string();
        entries.push(exchange(50, text, &tree, &tree));
    }
    har(&entries)
}

/// So many payments.
pub(crate) fn many(count: usize) -> String {
    let entries: Vec<Value> = (0..count)
        .map(|at| {
            let email = format!("seller{at}@shop.example");
            let request = pay(
                &receiver(0, "12.50", &email, ""),
                "&senderEmail=ines%40buyer.example&memo=Two+tickets&feesPayer=SENDER\
                 &ipnNotificationUrl=https%3A%2F%2Fshop.example%2Fipn",
            );
            let reply = format!("{ENVELOPE}Success&payKey=AP-{at}&paymentExecStatus=COMPLETED");
            exchange(at, "Pay", &request, &reply)
        })
        .collect();
    har(&entries)
}

/// Two calls: a payment in the sandbox that its sender has not approved yet, and a live one that is refused for two
/// reasons.
pub(crate) fn environments() -> String {
    let call = |url: &str, mime: &str, request: &str, response: &str| {
        json!({
            "startedDateTime": "2026-03-01T10:00:00Z",
            "time": 1,
            "request": {
                "method": "POST", "url": url, "httpVersion": "HTTP/1.1", "headers": [], "queryString": [],
                "cookies": [], "postData": {"mimeType": mime, "text": request},
            },
            "response": {
                "status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "headers": [], "cookies": [],
                "content": {"size": response.len(), "mimeType": mime, "text": response},
            },
        })
    };
    let request = pay(&receiver(0, "12.50", "seller@shop.example", ""), "");
    let made = call(
        "https://svcs.sandbox.paypal.com/AdaptivePayments/Pay",
        "text/plain",
        &request,
        &format!("{ENVELOPE}Success&payKey=AP-1&paymentExecStatus=CREATED"),
    );
    let refused = call(
        "https://api.paypal.com/v1/checkout/orders",
        "application/json",
        r#"{"purchase_units":[{"reference_id":"a","amount":{"currency":"EUR","total":"1.00"}}]}"#,
        r#"{"name":"VALIDATION_ERROR","message":"no","debug_id":"1","details":[
            {"field":"amount","issue":"Must be <more>"},{"field":"payee","issue":"Is not known"}]}"#,
    );
    har(&[made, refused])
}
