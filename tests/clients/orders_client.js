// A client of npm, `paypal-rest-sdk`, that calls Orders v1 and the payments that orders link to.
// node orders_client.js URL, with the modules in NODE_PATH.

'use strict';

const assert = require('assert');
const { core, v1 } = require('paypal-rest-sdk');

const base = process.argv[2];
const { PayPalEnvironment, PayPalHttpClient } = core;
const client = new PayPalHttpClient(new PayPalEnvironment('shop@example.com', 'any', base, base));

// What escapes, separators and other scripts do to a value that is not kept apart from its format.
const TEXT = 'R&D + 50% "off" <b>\'x\'</b>\nzażółć 注文 \u{1f600}';

const address = {
  recipient_name: 'Ann "A&B" Żółć',
  line1: '1 Main St',
  city: 'San José',
  country_code: 'US',
  postal_code: '95131',
  state: 'CA',
};

const order = (intent, fields = {}) => ({
  intent,
  purchase_units: [{
    reference_id: 'cart & 1+%2B',
    description: TEXT,
    amount: {
      currency: 'USD',
      total: '12.50',
      details: { subtotal: '10.00', shipping: '1.50', tax: '1.00' },
    },
    payee: { email: 'seller@example.com' },
    items: [{ name: TEXT, quantity: '2', price: '5.00', currency: 'USD', sku: 'S&1' }],
    shipping_address: address,
    partner_fee_details: {
      receiver: { email: 'partner@example.com' },
      amount: { currency: 'USD', value: '0.50' },
    },
    custom: 'a=b&c=d',
    invoice_number: 'I+1',
  }],
  application_context: { brand_name: 'Shop', user_action: 'commit' },
  redirect_urls: { return_url: 'https://shop.example/yes?a=1', cancel_url: 'https://shop.example/no' },
  ...fields,
});

/** Sends a request of the client, and returns the status and the result. */
async function send(request, body) {
  const answer = await client.execute(body === undefined ? request : request.requestBody(body));
  return [answer.statusCode, answer.result];
}

const create = async (...fields) => {
  const [status, result] = await send(new v1.orders.OrdersCreateRequest(), order(...fields));
  assert.strictEqual(status, 200);
  return result;
};
const get = async (id) => (await send(new v1.orders.OrdersGetRequest(id)))[1];
const pay = (id) => send(new v1.orders.OrdersPayRequest(id), { disbursement_mode: 'INSTANT' });
const link = (links, rel) => links.find((own) => own.rel === rel).href;

/** The error that a promise is rejected with. */
async function refusal(promise) {
  const error = await promise.then(() => assert.fail('not refused'), (own) => own);
  return { status: error.statusCode, ...JSON.parse(error.message) };
}

/** Clicks a button of the approval page, and returns where the browser is sent. */
async function click(order, fields) {
  const page = link(order.links, 'approval_url');
  assert.ok(page.startsWith(base), page);
  const body = new URLSearchParams(fields);
  const answer = await fetch(page, { method: 'POST', body, redirect: 'manual' });
  assert.strictEqual(answer.status, 303, await answer.text());
  return answer.headers.get('location');
}

async function sale() {
  const created = await create('SALE');
  assert.strictEqual(created.status, 'CREATED');
  assert.strictEqual(created.gross_total_amount.value, '12.50');
  const [unit] = created.purchase_units;
  const [sent] = order('SALE').purchase_units;
  assert.deepStrictEqual({ ...unit, status: undefined }, { ...sent, status: undefined });
  const early = await refusal(pay(created.id));
  assert.strictEqual(early.status, 422);
  assert.strictEqual(early.details[0].issue, 'ORDER_NOT_APPROVED');

  const back = new URL(await click(created, { action: 'approve', email: 'ann@example.com' }));
  assert.strictEqual(back.searchParams.get('token'), created.id);
  assert.strictEqual(back.searchParams.get('a'), '1');
  const approved = await get(created.id);
  assert.strictEqual(approved.status, 'APPROVED');
  assert.strictEqual(approved.payer_info.payer_id, back.searchParams.get('PayerID'));
  const [status, paid] = await pay(created.id);
  assert.strictEqual(status, 202);
  assert.strictEqual(paid.order_id, created.id);
  assert.strictEqual(paid.status, 'COMPLETED');

  const details = await get(created.id);
  assert.strictEqual(details.payer_info.email, 'ann@example.com');
  const [capture] = details.purchase_units[0].payment_summary.captures;
  assert.strictEqual(capture.status, 'COMPLETED');
  assert.strictEqual(capture.transaction_fee.value, '0.36');
  const [, own] = await send(new v1.payments.CaptureGetRequest(capture.id));
  assert.deepStrictEqual(own, capture);
  const part = { amount: { currency: 'USD', total: '2.50' } };
  const [, refund] = await send(new v1.payments.CaptureRefundRequest(capture.id), part);
  assert.strictEqual(refund.status, 'COMPLETED');
  assert.strictEqual(refund.amount.total, '2.50');
  assert.strictEqual(refund.capture_id, capture.id);
  const [, found] = await send(new v1.payments.RefundGetRequest(refund.id));
  assert.deepStrictEqual(found, refund);
  const much = { amount: { currency: 'USD', total: '10.01' } };
  const refused = await refusal(send(new v1.payments.CaptureRefundRequest(capture.id), much));
  assert.strictEqual(refused.details[0].issue, 'REFUND_AMOUNT_EXCEEDED');
  await send(new v1.payments.CaptureRefundRequest(capture.id), {});
  const after = await get(created.id);
  assert.strictEqual(after.purchase_units[0].payment_summary.captures[0].status, 'REFUNDED');
  assert.strictEqual(after.purchase_units[0].payment_summary.refunds.length, 2);
}

async function authorization() {
  const created = await create('AUTHORIZE');
  await click(created, { action: 'approve' });
  await pay(created.id);
  const [authorized] = (await get(created.id)).purchase_units[0].payment_summary.authorizations;
  assert.strictEqual(authorized.status, 'PENDING');
  const part = { amount: { currency: 'USD', total: '5.00' }, is_final_capture: true };
  const request = () => new v1.payments.AuthorizationCaptureRequest(authorized.id);
  const [, capture] = await send(request(), part);
  assert.strictEqual(capture.amount.total, '5.00');
  const over = await refusal(send(request(), part));
  assert.strictEqual(over.details[0].issue, 'AUTHORIZATION_ALREADY_CAPTURED');
}

async function cancelled() {
  const created = await create('SALE');
  assert.strictEqual(
    await click(created, { action: 'cancel' }),
    `https://shop.example/no?token=${created.id}`,
  );
  const [status] = await send(new v1.orders.OrdersCancelRequest(created.id));
  assert.strictEqual(status, 204);
  const gone = await refusal(get(created.id));
  assert.strictEqual(gone.status, 404);
  assert.strictEqual(gone.name, 'RESOURCE_NOT_FOUND');
}

async function errors() {
  const wrong = await refusal(create('BORROW'));
  assert.strictEqual(wrong.status, 400);
  assert.strictEqual(wrong.name, 'INVALID_REQUEST');
  assert.ok(wrong.details.some((detail) => detail.field === '/intent'));
  assert.ok(wrong.debug_id);
  const unknown = await refusal(get('8R/<&>'));
  assert.strictEqual(unknown.name, 'RESOURCE_NOT_FOUND');
  const broken = await refusal(get('8R-FAIL-INTERNAL_SERVER_ERROR'));
  assert.strictEqual(broken.status, 500);
}

sale().then(authorization).then(cancelled).then(errors).then(() => console.log('ok'), (error) => {
  console.error(error);
  process.exitCode = 1;
});
