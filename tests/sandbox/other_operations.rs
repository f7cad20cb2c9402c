//! Options, funding, addresses, currencies, limits and disclosures.

use paywire::api::adaptive_payments::common::{
    AccountIdentifier, ActionType, CurrencyType, DisplayOptions, FeesPayer, FundingConstraint,
    FundingType, InitiatingEntity, PaymentType, ReceiverIdentifier, ReceiverOptions, SenderOptions,
    ShippingAddressInfo,
};
use paywire::api::adaptive_payments::convert_currency::ConvertCurrencyRequest;
use paywire::api::adaptive_payments::execute_payment::ExecutePaymentRequest;
use paywire::api::adaptive_payments::get_allowed_funding_sources::GetAllowedFundingSourcesRequest;
use paywire::api::adaptive_payments::get_available_shipping_addresses::GetAvailableShippingAddressesRequest;
use paywire::api::adaptive_payments::get_funding_plans::GetFundingPlansRequest;
use paywire::api::adaptive_payments::get_payment_options::GetPaymentOptionsRequest;
use paywire::api::adaptive_payments::get_pre_payment_disclosure::{
    DisclosureStatus, GetPrePaymentDisclosureRequest, ReceiverInfo, ReceiverInfoList,
};
use paywire::api::adaptive_payments::get_shipping_addresses::GetShippingAddressesRequest;
use paywire::api::adaptive_payments::get_user_limits::GetUserLimitsRequest;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::set_payment_options::SetPaymentOptionsRequest;
use paywire::sandbox::{Buyer, Caller, Rates, VisitError};
use paywire::{Amount, Currency};

use crate::setup::{Shop, agreement, chained, implicit, pay, said, shop, shop_with, to};

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

fn created(shop: &Shop) -> String {
    let request = PayRequest {
        action_type: ActionType::Create,
        ..implicit([to("seller@example.com", "100.00")])
    };
    shop.ok(request).pay_key
}

fn for_seller(description: &str) -> ReceiverOptions {
    ReceiverOptions {
        description: Some(description.to_owned()),
        ..ReceiverOptions::new(ReceiverIdentifier::with_email("seller@example.com"))
    }
}

#[test]
fn options_are_set_until_the_payment_is_made() {
    let shop = shop();
    let key = created(&shop);
    let set = || SetPaymentOptionsRequest::new(key.clone());
    let display = DisplayOptions {
        business_name: Some("Shop".to_owned()),
        ..DisplayOptions::default()
    };
    let sender = SenderOptions {
        shipping_address: Some(ShippingAddressInfo {
            city: Some("Utrecht".to_owned()),
            ..ShippingAddressInfo::default()
        }),
        ..SenderOptions::default()
    };
    let first = SetPaymentOptionsRequest {
        display_options: Some(display.clone()),
        sender_options: Some(sender.clone()),
        receiver_options: vec![for_seller("one ticket")],
        ..set()
    };
    shop.ok(first.clone());
    let message = "displayOptions has already been set and cannot be set multiple times";
    assert_eq!(said(&shop.refused(first)), (580_022, message));
    let second = SetPaymentOptionsRequest {
        initiating_entity: Some(InitiatingEntity::default()),
        shipping_address_id: Some("2".to_owned()),
        receiver_options: vec![for_seller("two tickets")],
        ..set()
    };
    shop.ok(second.clone());
    assert_eq!(shop.refused(second).error_id, Some(580_022));

    let told = shop.ok(GetPaymentOptionsRequest::new(key.clone()));
    assert_eq!(told.display_options, Some(display));
    assert_eq!(told.shipping_address_id.as_deref(), Some("2"));
    assert_eq!(told.receiver_options, [for_seller("two tickets")]);
    assert_eq!(told.sender_options.as_ref(), Some(&sender));
    assert_eq!(shop.details(&key).shipping_address, sender.shipping_address);

    shop.ok(ExecutePaymentRequest::new(key.clone()));
    let message = format!("payKey {key} has already been used to make a payment");
    assert_eq!(said(&shop.refused(set())), (580_022, message.as_str()));
}

#[test]
fn options_belong_to_what_was_created_by_the_caller() {
    let shop = shop();
    let key = created(&shop);
    let stranger = Caller::new("stranger@example.com");
    let message = "You do not have permission to set these payment options";
    let error = shop.refused_to(&stranger, SetPaymentOptionsRequest::new(key.clone()));
    assert_eq!(said(&error), (540_031, message));
    let message = "You do not have permission to get these payment options";
    let error = shop.refused_to(&stranger, GetPaymentOptionsRequest::new(key.clone()));
    assert_eq!(said(&error), (540_031, message));

    let unknown = SetPaymentOptionsRequest {
        shipping_address_id: Some("3".to_owned()),
        ..SetPaymentOptionsRequest::new(key.clone())
    };
    let message = "Invalid request parameter: shippingAddressId with value 3";
    assert_eq!(said(&shop.refused(unknown)), (580_022, message));
    let other = ReceiverOptions::new(ReceiverIdentifier::with_email("other@example.com"));
    let other = SetPaymentOptionsRequest {
        receiver_options: vec![other],
        ..SetPaymentOptionsRequest::new(key)
    };
    let message = "Invalid request parameter: receiver with value other@example.com";
    assert_eq!(said(&shop.refused(other)), (580_022, message));
    let at_once = shop.ok(pay([to("seller@example.com", "1.00")])).pay_key;
    let message = format!("Invalid request parameter: payKey with value {at_once}");
    let error = shop.refused(SetPaymentOptionsRequest::new(at_once));
    assert_eq!(said(&error), (580_022, message.as_str()));
}

#[test]
fn a_payment_is_funded_by_one_of_its_plans() {
    let shop = shop();
    let key = created(&shop);
    let plans = shop
        .ok(GetFundingPlansRequest::new(key.clone()))
        .funding_plan;
    assert_eq!(plans.len(), 3);
    assert_eq!(plans[0].charge[0].charge.amount, amount("100.00"));
    let execute = |plan: &str| ExecutePaymentRequest {
        funding_plan_id: Some(plan.to_owned()),
        ..ExecutePaymentRequest::new(key.clone())
    };
    let message = "The funding plan data is not present";
    assert_eq!(said(&shop.refused(execute("9"))), (580_022, message));
    shop.ok(execute(&plans[2].funding_plan_id));

    let constrained = PayRequest {
        action_type: ActionType::Create,
        fees_payer: Some(FeesPayer::Sender),
        funding_constraint: Some(FundingConstraint::from_iter([FundingType::Balance])),
        ..implicit([to("seller@example.com", "100.00")])
    };
    let reply = shop.ok(constrained);
    let plan = reply.default_funding_plan.expect("a plan");
    assert_eq!(plan.sender_fees.expect("fees").amount, amount("2.90"));
    assert_eq!(plan.charge[0].charge.amount, amount("102.90"));
    assert_eq!(
        shop.ok(GetFundingPlansRequest::new(reply.pay_key))
            .funding_plan
            .len(),
        1
    );

    // The plans of others are theirs.
    let explicit = PayRequest {
        action_type: ActionType::Create,
        ..pay([to("seller@example.com", "1.00")])
    };
    let explicit = shop.ok(explicit).pay_key;
    let message = "You are not allowed to get the funding plans for this key";
    let error = shop.refused(GetFundingPlansRequest::new(explicit.clone()));
    assert_eq!(said(&error), (550_001, message));
    shop.sandbox.approve(&explicit).expect("approved");
    let with_plan = ExecutePaymentRequest {
        funding_plan_id: Some("1".to_owned()),
        ..ExecutePaymentRequest::new(explicit)
    };
    let message = "Tried to pass in a non-zero funding plan and there are no funding plans present";
    assert_eq!(said(&shop.refused(with_plan)), (580_022, message));
}

#[test]
fn a_preapproval_has_the_sources_of_its_sender() {
    let shop = shop();
    let key = shop.ok(agreement()).preapproval_key;
    let sources = shop
        .ok(GetAllowedFundingSourcesRequest::new(key))
        .funding_source;
    assert_eq!(sources.len(), 3);
    assert!(
        sources
            .iter()
            .all(|source| source.funding_source_id.is_some())
    );
    let error = shop.refused(GetAllowedFundingSourcesRequest::new("PA-1"));
    assert_eq!(error.error_id, Some(589_019));
}

#[test]
fn the_sender_chooses_an_address() {
    let shop = shop();
    let key = shop.ok(pay([to("seller@example.com", "1.00")])).pay_key;
    let selected = || GetShippingAddressesRequest::new(key.clone());
    let available = || GetAvailableShippingAddressesRequest::new(key.clone());
    let message = "No sender is associated with this key";
    assert_eq!(said(&shop.refused(selected())), (580_022, message));
    assert_eq!(said(&shop.refused(available())), (580_022, message));

    let nowhere = shop
        .sandbox
        .approve_as(&key, &Buyer::default().ship_to("3"));
    assert!(matches!(nowhere, Err(VisitError::UnknownAddress)));
    shop.sandbox
        .approve_as(&key, &Buyer::default().ship_to("2"))
        .expect("approved");
    let address = shop.ok(selected()).selected_address.expect("an address");
    assert_eq!(address.base_address.city, "Utrecht");
    assert_eq!(shop.ok(available()).available_address.len(), 2);
    let stranger = Caller::new("stranger@example.com");
    let message = "You are not allowed to get the addresses for this key";
    assert_eq!(
        said(&shop.refused_to(&stranger, selected())),
        (550_001, message)
    );

    let agreed = shop.ok(agreement()).preapproval_key;
    shop.sandbox.approve_preapproval(&agreed).expect("approved");
    let available = GetAvailableShippingAddressesRequest::new(agreed);
    assert_eq!(shop.ok(available).available_address.len(), 2);
}

#[test]
fn of_a_chained_payment_the_sender_knows_the_primary_receiver() {
    let shop = shop();
    let request = chained([
        to("market@example.com", "10.00"),
        to("seller@example.com", "9.00"),
    ]);
    let key = shop.ok(request).pay_key;
    let asks = || GetShippingAddressesRequest::new(key.clone());
    assert!(
        shop.sandbox
            .send(&Caller::new("market@example.com"), asks())
            .is_ok()
    );
    let seller = Caller::new("seller@example.com");
    assert_eq!(shop.refused_to(&seller, asks()).error_id, Some(550_001));
}

#[test]
fn amounts_are_converted_exactly_and_rounded_once() {
    let rates = Rates::new().set(Currency::GBP, amount("1.3333"));
    let shop = shop_with(|config| config.rates(rates));
    let amounts = vec![
        CurrencyType::new(Currency::GBP, amount("10.01")),
        CurrencyType::new(Currency::JPY, amount("1000")),
    ];
    let request = ConvertCurrencyRequest::new(amounts, vec![Currency::USD, Currency::JPY]);
    let table = shop
        .ok(request)
        .estimated_amount_table
        .currency_conversion_list;
    let texts = table.iter().map(|row| {
        let amounts = row.currency_list.currency.iter();
        amounts
            .map(|money| format!("{} {}", money.code, money.amount))
            .collect::<Vec<_>>()
    });
    let texts: Vec<_> = texts.collect();
    // 13.346333 dollars are 1991.99… yen.
    assert_eq!(texts, [["USD 13.35", "JPY 1992"], ["USD 6.70", "JPY 1000"]]);

    let huge = vec![CurrencyType::new(
        Currency::USD,
        amount("79228162514264337593543950335"),
    )];
    let request = ConvertCurrencyRequest::new(huge, vec![Currency::HUF]);
    assert_eq!(shop.refused(request).error_id, Some(580_022));
}

#[test]
fn limits_are_those_of_payments() {
    let shop = shop();
    let user = AccountIdentifier::with_email("seller@example.com");
    let types = vec!["WITHDRAWAL".to_owned(), "SENDING".to_owned()];
    let request = GetUserLimitsRequest::new(user, "NL", Currency::EUR, types);
    let limits = shop.ok(request).user_limit;
    assert_eq!(limits.len(), 2);
    assert_eq!(limits[0].limit_type, "WITHDRAWAL");
    assert_eq!(
        limits[1].limit_amount,
        CurrencyType::new(Currency::EUR, amount("9259.26"))
    );
}

#[test]
fn money_that_is_sent_abroad_is_disclosed() {
    let shop = shop();
    let plain = shop
        .ok(implicit([to("friend@example.com", "100.00")]))
        .pay_key;
    let status = |key: &str, country: Option<&str>| {
        let info = ReceiverInfo {
            email: Some("friend@example.com".to_owned()),
            country_code: country.map(str::to_owned),
            ..ReceiverInfo::default()
        };
        shop.ok(GetPrePaymentDisclosureRequest {
            receiver_info_list: Some(ReceiverInfoList::from(vec![info])),
            ..GetPrePaymentDisclosureRequest::new(key)
        })
    };
    assert_eq!(status(&plain, Some("NL")).status, DisclosureStatus::NonRtr);

    let mut friend = to("friend@example.com", "100.00");
    friend.payment_type = Some(PaymentType::Personal);
    let key = shop.ok(implicit([friend])).pay_key;
    let missing = DisclosureStatus::MissingReceiverCountryInformation;
    assert_eq!(status(&key, None).status, missing);
    assert_eq!(status(&key, Some("US")).status, DisclosureStatus::NonRtr);
    let told = status(&key, Some("NL"));
    assert_eq!(told.status, DisclosureStatus::Rtr);
    let sender = told.sender_disclosure.expect("a disclosure");
    assert_eq!(sender.total_amount_to_transfer.amount, amount("100.00"));
    let receivers = told
        .receiver_disclosure_list
        .expect("disclosures")
        .receiver_disclosure;
    assert_eq!(receivers[0].country_code, "NL");
    assert_eq!(receivers[0].total_amount_received.amount, amount("97.10"));
}
