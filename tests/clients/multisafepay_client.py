"""The client of PyPI, `multisafepay`, with its typed results: python multisafepay_client.py URL"""

import http.server
import os
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

URL = sys.argv[1]
os.environ["MSP_SDK_BUILD_PROFILE"] = "dev"
os.environ["MSP_SDK_ALLOW_CUSTOM_BASE_URL"] = "1"

from multisafepay import Sdk
from multisafepay.api.paths.orders.order_id.refund.request.refund_request import RefundOrderRequest
from multisafepay.api.paths.orders.order_id.update.request.update_request import UpdateOrderRequest
from multisafepay.api.paths.orders.request.components.payment_options import PaymentOptions
from multisafepay.api.paths.orders.request.order_request import OrderRequest
from multisafepay.api.paths.orders.response.order_response import Order
from multisafepay.api.shared.cart.cart_item import CartItem
from multisafepay.api.shared.cart.shopping_cart import ShoppingCart
from multisafepay.api.shared.customer import Customer
from multisafepay.util.webhook import Webhook
from multisafepay.value_object.amount import Amount

KEY = "the key of the shop"
# What escapes, separators and other scripts do to a value that is not kept apart from its format.
TEXT = "R&D + 50% \"off\" 'x'\nzażółć 注文 \U0001f600"
orders = Sdk(api_key=KEY, is_production=False, base_url=f"{URL}/v1/").get_order_manager()
told = []


class Shop(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        told.append((self.path, self.headers["Auth"], body))
        arrived.set()
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def click(page, action):
    """Clicks a button of the payment page, and returns where the browser is sent."""
    assert page.startswith(f"{URL}/connect/"), page
    data = urllib.parse.urlencode({"action": action, "email": "ann@example.com"}).encode()
    try:
        urllib.request.build_opener(Stay).open(page, data)
    except urllib.error.HTTPError as answer:
        assert answer.code == 303, answer.read()
        return answer.headers["location"]
    raise AssertionError("the page sent the browser nowhere")


def order(order_id, notification_url):
    items = [
        CartItem().add_name(TEXT).add_quantity(2).add_unit_price(5.25).add_merchant_item_id("S&1").add_tax_table_selector("0")
    ]
    customer = (
        Customer()
        .add_locale("nl_NL")
        .add_first_name("Ann \"A&B\"")
        .add_last_name("Żółć")
        .add_address1("Kraanspoor")
        .add_house_number("39C")
        .add_zip_code("1033SC")
        .add_city("Amsterdam")
        .add_country("NL")
        .add_email("ann@example.com")
        .add_phone("0208500500")
    )
    options = (
        PaymentOptions()
        .add_notification_url(notification_url)
        .add_redirect_url("https://shop.example/paid?a=1")
        .add_cancel_url("https://shop.example/no")
        .add_close_window(False)
    )
    return (
        OrderRequest()
        .add_type("redirect")
        .add_order_id(order_id)
        .add_currency("EUR")
        .add_amount(Amount(amount=1050))
        .add_gateway("ALIPAY")
        .add_description(TEXT)
        .add_payment_options(options)
        .add_customer(customer)
        .add_shopping_cart(ShoppingCart(items=items))
        .add_var1("a=b&c=d +%2B")
    )


def get(order_id) -> Order:
    answer = orders.get(order_id)
    assert answer.get_body_success() is True, answer.body
    found = answer.get_data()
    assert isinstance(found, Order), answer
    return found


def refused(answer, code):
    assert answer.get_body_success() is False, answer.body
    assert int(answer.get_body_error_code()) == code, answer.body
    assert answer.get_body_error_info(), answer.body


def main():
    name = "order &1/ü"
    here = f"http://127.0.0.1:{shop.server_port}/told?x=1"
    created = orders.create(order(name, here))
    assert created.get_body_success() is True, created.body
    assert created.get_data().order_id == name
    waits = get(name)
    assert waits.status == "initialized", waits
    refused(orders.create(order(name, here)), 1006)
    part = RefundOrderRequest().add_currency("EUR").add_amount(Amount(amount=250)).add_description(TEXT)
    refused(orders.refund(name, part), 1000)

    back = urllib.parse.urlsplit(click(created.get_data().payment_url, "pay"))
    assert urllib.parse.parse_qs(back.query) == {"a": ["1"], "transactionid": [name]}, back
    paid = get(name)
    assert (paid.status, paid.financial_status) == ("completed", "completed"), paid
    assert (paid.amount, paid.currency, paid.description) == (1050, "EUR", TEXT), paid
    assert paid.var1 == "a=b&c=d +%2B", paid
    assert (paid.customer.first_name, paid.customer.last_name) == ("Ann \"A&B\"", "Żółć"), paid.customer
    assert paid.payment_details.type == "ALIPAY", paid.payment_details
    assert paid.payment_methods[0].amount == 1050, paid.payment_methods
    assert str(paid.costs[0].amount) == "0.3", paid.costs
    [item] = paid.shopping_cart.items
    assert (item.name, item.quantity, item.merchant_item_id) == (TEXT, 2, "S&1"), item

    assert arrived.wait(10), "the shop was told nothing"
    path, auth, body = told[0]
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(path).query)
    assert (query["x"], query["transactionid"]) == (["1"], [name]), path
    assert Webhook.validate(body, auth, KEY) is True, body
    assert Webhook.validate(body.replace("completed", "initialized"), auth, KEY) is False
    assert Webhook.validate(body, auth, "another key") is False

    refund = orders.refund(name, part)
    assert refund.get_body_success() is True, refund.body
    assert refund.get_data().refund_id, refund
    again = get(name)
    assert (again.status, again.amount_refunded) == ("partial_refunded", 250), again
    related = again.related_transactions[0]
    assert (int(related.transaction_id), related.description) == (int(refund.get_data().refund_id), TEXT), related
    too_much = RefundOrderRequest().add_currency("EUR").add_amount(Amount(amount=801))
    refused(orders.refund(name, too_much), 1001)

    second = orders.create(order("second", here)).get_data()
    assert click(second.payment_url, "decline") == "https://shop.example/no?transactionid=second"
    assert get("second").status == "declined"
    third = orders.create(order("third", here)).get_data()
    assert orders.update("third", UpdateOrderRequest().add_status("cancelled")).get_body_success() is True
    assert get("third").status == "cancelled"
    refused(orders.get("unknown <&>"), 1006)
    refused(orders.get("x-FAIL-1000"), 1000)
    assert third.payment_url


if __name__ == "__main__":
    arrived = threading.Event()
    shop = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=shop.serve_forever, daemon=True).start()
    main()
    print("ok")
