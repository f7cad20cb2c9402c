curl https://svcs.paypal.com/AdaptivePayments/PaymentDetails \
  -H 'X-PAYPAL-SECURITY-USERID: shop_api1.shop.example' \
  -H 'X-PAYPAL-SECURITY-PASSWORD: hidden-1' \
  -H 'X-PAYPAL-APPLICATION-ID: APP-80W284485P519543T' \
  -H 'X-PAYPAL-REQUEST-DATA-FORMAT: JSON' \
  -d 'requestEnvelope.errorLanguage=en_US&payKey=AP-1&trackingID=T-1'
