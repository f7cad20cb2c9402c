//! L: a request of 635 names, and lists of any number of names.

use super::Payload;

const MAKES: [&str; 6] = [
    "Green",
    "Small",
    "Home-made",
    "Vintage",
    "Reconditioned",
    "Modern",
];

/// Three in seven need escapes beyond the blanks.
const WARES: [&str; 7] = [
    "Raincoat",
    "Salt & Pepper set",
    "Poster-sheet (A3)",
    "Power cord 3m",
    "Floor mat",
    "Cap: \"Otters\"",
    "Pencil cases",
];

/// A `SetPaymentOptionsRequest` for six receivers with twenty items each.
pub(crate) fn large() -> Payload {
    let mut pairs = vec![
        pair("requestEnvelope.errorLanguage", "en_GB"),
        pair("requestEnvelope.detailLevel", "ReturnAll"),
        pair("payKey", "AP-3XK51724608139257"),
        pair(
            "displayOptions.emailHeaderImageUrl",
            "https://cdn.example.org/a.png?x=480&y=75",
        ),
        pair("displayOptions.businessName", "Odds & Ends Ltd of York"),
    ];
    for receiver in 0..6 {
        let options = format!("receiverOptions({receiver})");
        let mut option =
            |name: &str, value: &str| pairs.push(pair(format!("{options}.{name}"), value));
        option("description", &format!("Basket 9876 lot {receiver}: goods"));
        option("customId", &format!("lots-{receiver:04}"));
        option("invoiceData.totalTax", "23.45");
        option("invoiceData.totalShipping", "6.00");
        for item in 0..20 {
            let path = format!("{options}.invoiceData.item({item})");
            push_item(&mut pairs, &path, receiver * 20 + item);
        }
        let email = format!("supplier{receiver}@example.org");
        pairs.push(pair(format!("{options}.receiver.email"), &email));
    }
    Payload::new("L", pairs)
}

/// A list of five names an item. `names` is rounded down to whole items.
pub(crate) fn list(names: usize) -> Payload {
    let mut pairs = Vec::with_capacity(names);
    for item in 0..names / 5 {
        push_item(&mut pairs, &format!("item({item})"), item);
    }
    Payload::new(names.to_string(), pairs)
}

fn push_item(pairs: &mut Vec<(String, String)>, path: &str, number: usize) {
    let mut push = |name: &str, value: &str| pairs.push(pair(format!("{path}.{name}"), value));
    let count = 1 + (number + 2) % 4;
    let cents = 215 + 61 * (number % 1000);
    let name = format!("{} {}", MAKES[number % 6], WARES[number % 7]);
    push("name", &name);
    push(
        "identifier",
        &format!("ART-{:05}", 2000 + 17 * (number % 1000)),
    );
    push("price", &amount(cents * count));
    push("itemPrice", &amount(cents));
    push("itemCount", &count.to_string());
}

fn amount(cents: usize) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn pair(name: impl Into<String>, value: &str) -> (String, String) {
    (name.into(), value.to_owned())
}
