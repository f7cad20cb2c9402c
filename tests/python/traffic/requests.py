"""What is sent to the service: each request with what it says, in every format, and with secrets."""

from . import wire

# None of these may be in anything that is shown.
SECRETS = {
    "user": "caller_api1.shop.example",
    "password": "PW-5WQX7H3KZT",
    "signature": "AFcWxV21C7fd0v3bYYYRCpSSRl31-planted",
    "bearer": "A21AAplantedbearer0815",
    "cookie": "planted-session-4711",
    "pin": "90417",
    "token": "EC-PLANTED0TOKEN",
}

ENVELOPE = {"errorLanguage": "en_US", "detailLevel": "ReturnAll"}


def headers(data_format, reply_format):
    return {
        "Content-Type": wire.MEDIA_TYPES[data_format],
        "X-PAYPAL-REQUEST-DATA-FORMAT": data_format,
        "X-PAYPAL-RESPONSE-DATA-FORMAT": reply_format,
        "X-PAYPAL-APPLICATION-ID": "APP-80W284485P519543T",
        "X-PAYPAL-SECURITY-USERID": SECRETS["user"],
        "X-PAYPAL-SECURITY-PASSWORD": SECRETS["password"],
        "X-PAYPAL-SECURITY-SIGNATURE": SECRETS["signature"],
        "Authorization": "Bearer " + SECRETS["bearer"],
    }


def receiver(amount, email, primary=None):
    own = {"amount": amount, "email": email}
    if primary is not None:
        own["primary"] = primary
    return own


def pay(receivers, tracking_id, memo):
    return {
        "requestEnvelope": ENVELOPE,
        "actionType": "PAY",
        "cancelUrl": "https://shop.example/cart",
        "currencyCode": "USD",
        "memo": memo,
        "pin": SECRETS["pin"],
        "receiverList": {"receiver": receivers},
        "returnUrl": "https://shop.example/done?token=" + SECRETS["token"],
        "trackingId": tracking_id,
    }


ONE = [receiver("12.50", "seller@shop.example")]
CHAIN = [receiver("100.00", "agency@travel.example", "true"), receiver("81.25", "hotel@travel.example", "false")]
DETAILS = {"requestEnvelope": ENVELOPE, "payKey": "AP-7UD3", "trackingId": "order-1"}
# More than one segment of a network, and more than a browser or curl sends at once.
LONG = "Ünïcödé & 100 % „quoted“ 支払い " * 600

MESSAGES = [
    ("Pay", "NV", "NV", pay(ONE, "order-1", "two tickets")),
    ("Pay", "JSON", "JSON", pay(CHAIN, "order-2", "支払い & more")),
    ("Pay", "XML", "XML", pay(CHAIN, "order-3", "a <b> & c")),
    ("PaymentDetails", "NV", "JSON", DETAILS),
    ("PaymentDetails", "JSON", "NV", DETAILS),
    ("PaymentDetails", "XML", "XML", DETAILS),
    # It is refused: the service says so with status 200.
    ("Pay", "NV", "NV", pay([receiver("99999.00", "seller@shop.example")], "order-4", "too much")),
    ("Pay", "JSON", "XML", pay(ONE, "order-5", LONG)),
]


def calls():
    """The requests: path, headers, body."""
    for operation, data_format, reply_format, tree in MESSAGES:
        body = wire.write(data_format, operation + "Request", tree)
        yield "/AdaptivePayments/" + operation, headers(data_format, reply_format), body
