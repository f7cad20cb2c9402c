curl https://svcs.sandbox.paypal.com/AdaptivePayments/PaymentDetails \
  -H 'X-PAYPAL-SECURITY-USERID: api1.hall.example' \
  -H "X-PAYPAL-REQUEST-DATA-FORMAT: NV" \
  -d requestEnvelope.errorLanguage=en_US \
  --data-urlencode 'payKey=AP-3XR92716DE018490K'
