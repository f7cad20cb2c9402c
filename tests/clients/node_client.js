// Clients of npm: `soap`, from the WSDL of the sandbox, and `paypal-adaptive`, in JSON.
// node node_client.js URL, with the modules in NODE_PATH.

'use strict';

const assert = require('assert');
const http = require('http');
const https = require('https');
const { promisify } = require('util');

const base = new URL(process.argv[2]);

// `paypal-adaptive` calls the service by its name and over TLS.
https.request = (options) => {
  const local = { ...options, hostname: base.hostname, host: base.hostname, port: base.port };
  return http.request({ ...local, protocol: 'http:', agent: undefined });
};

const Paypal = require('paypal-adaptive');
const soap = require('soap');

// What escapes, separators and other scripts do to a value that is not kept apart from its format.
const MEMO = 'R&D + 50% "off" <b>\'x\'</b>\nzażółć 注文 \u{1f600}';
const credentials = {
  'X-PAYPAL-SECURITY-USERID': 'shop_api1.example.com',
  'X-PAYPAL-SECURITY-PASSWORD': 'any',
  'X-PAYPAL-SECURITY-SIGNATURE': 'any',
  'X-PAYPAL-APPLICATION-ID': 'APP-80W284485P519543T',
};
const requestEnvelope = { errorLanguage: 'en_US', detailLevel: 'ReturnAll' };
const soon = new Date(Date.now() + 3600e3).toISOString();

/** Clicks a button of the approval page, and returns where the browser is sent. */
async function click(query, fields) {
  const body = new URLSearchParams(fields);
  const url = new URL(`/webscr?${query}`, base);
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  assert.strictEqual(answer.status, 303, await answer.text());
  return answer.headers.get('location');
}

const payment = (invoiceId) => ({
  requestEnvelope,
  actionType: 'PAY',
  cancelUrl: 'https://shop.example/no',
  currencyCode: 'USD',
  memo: MEMO,
  receiverList: { receiver: [{ amount: '12.50', email: 'one@example.com', invoiceId }] },
  returnUrl: 'https://shop.example/yes',
});

async function overSoap() {
  const client = await soap.createClientAsync(new URL('/AdaptivePayments?wsdl', base).href);
  for (const [name, value] of Object.entries(credentials)) client.addHttpHeader(name, value);
  const call = async (name, request) => (await client[`${name}Async`](request))[0];

  const paid = await call('Pay', payment('N&1'));
  assert.strictEqual(paid.paymentExecStatus, 'CREATED');
  await click(`cmd=_ap-payment&paykey=${paid.payKey}`, { action: 'approve' });
  const details = await call('PaymentDetails', { requestEnvelope, payKey: paid.payKey });
  assert.strictEqual(details.status, 'COMPLETED');
  assert.strictEqual(details.memo, MEMO);
  const [info] = details.paymentInfoList.paymentInfo;
  assert.strictEqual(info.receiver.invoiceId, 'N&1');
  assert.strictEqual(Number(info.receiver.amount), 12.5);
  const refunded = await call('Refund', { requestEnvelope, payKey: paid.payKey });
  assert.strictEqual(refunded.refundInfoList.refundInfo[0].refundStatus, 'REFUNDED');
  const agreed = await call('Preapproval', {
    requestEnvelope,
    cancelUrl: 'https://shop.example/no',
    currencyCode: 'USD',
    maxTotalAmountOfAllPayments: '50.00',
    memo: MEMO,
    returnUrl: 'https://shop.example/yes',
    startingDate: soon,
  });
  await click(`cmd=_ap-preapproval&preapprovalkey=${agreed.preapprovalKey}`, { action: 'approve' });
  const ask = { requestEnvelope, preapprovalKey: agreed.preapprovalKey };
  const preapproval = await call('PreapprovalDetails', ask);
  assert.strictEqual(preapproval.approved, true);
  assert.strictEqual(preapproval.memo, MEMO);
  await assert.rejects(call('PaymentDetails', { requestEnvelope, payKey: 'AP-<&>' }), (error) => {
    const fault = error.root.Envelope.Body.Fault;
    const [told] = [fault.detail.FaultMessage.error].flat();
    assert.strictEqual(Number(told.errorId), 580022);
    return true;
  });
}

async function overJson() {
  const config = { userId: 'shop_api1.example.com', password: 'any', signature: 'any', sandbox: true };
  const client = new Paypal(config);
  const pay = promisify(client.pay.bind(client));
  const call = (name, data) => new Promise((resolve, reject) => {
    client.callApi(`AdaptivePayments/${name}`, data, (error, answer) => {
      if (error) reject(Object.assign(error, { answer })); else resolve(answer);
    });
  });

  const paid = await pay(payment('N&2'));
  assert.strictEqual(paid.paymentExecStatus, 'CREATED');
  assert.ok(paid.paymentApprovalUrl.endsWith(paid.payKey));
  await click(`cmd=_ap-payment&paykey=${paid.payKey}`, { action: 'approve' });
  const details = await call('PaymentDetails', { requestEnvelope, payKey: paid.payKey });
  assert.strictEqual(details.status, 'COMPLETED');
  assert.strictEqual(details.memo, MEMO);
  assert.strictEqual(details.paymentInfoList.paymentInfo[0].receiver.amount, '12.50');
  const refunded = await call('Refund', { requestEnvelope, payKey: paid.payKey });
  assert.strictEqual(refunded.refundInfoList.refundInfo[0].refundStatus, 'REFUNDED');
  const unknown = call('PaymentDetails', { requestEnvelope, payKey: 'AP-<&>' });
  await assert.rejects(unknown, (error) => {
    assert.strictEqual(String(error.answer.error[0].errorId), '580022');
    return true;
  });
}

overSoap().then(overJson).then(() => console.log('ok'), (error) => {
  console.error(error);
  process.exitCode = 1;
});
