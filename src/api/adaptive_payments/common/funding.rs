//! Where the money comes from.

use serde::{Deserialize, Serialize};

use crate::open_code;
use crate::value::{Amount, Currency};

/// Which ways of funding a payment may use. Since 1.3.0.
///
/// Not for callers with standard permissions, and not with digital goods. Leaving it out allows
/// every way. (Guide p. 83, Pay page)
///
/// ```
/// use paywire::api::adaptive_payments::common::{FundingConstraint, FundingType};
///
/// let constraint = FundingConstraint::from_iter([FundingType::Balance, FundingType::Creditcard]);
/// let allowed = constraint.allowed_funding_type.expect("a list");
/// assert_eq!(allowed.funding_type_info[1].funding_type, FundingType::Creditcard);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundingConstraint {
    /// The ways that are allowed; all of them when absent. Since 1.3.0. (Guide p. 83, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_funding_type: Option<FundingTypeList>,
}

impl FromIterator<FundingType> for FundingConstraint {
    fn from_iter<I: IntoIterator<Item = FundingType>>(types: I) -> Self {
        let funding_type_info = types.into_iter().map(FundingTypeInfo::new).collect();
        FundingConstraint {
            allowed_funding_type: Some(FundingTypeList { funding_type_info }),
        }
    }
}

/// Ways of funding a payment. Since 1.3.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundingTypeList {
    /// The ways, at least one, in any order. Since 1.3.0. (Guide p. 83, Pay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funding_type_info: Vec<FundingTypeInfo>,
}

impl From<Vec<FundingTypeInfo>> for FundingTypeList {
    fn from(funding_type_info: Vec<FundingTypeInfo>) -> Self {
        FundingTypeList { funding_type_info }
    }
}

/// One way of funding a payment. Since 1.3.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundingTypeInfo {
    /// Which way. Since 1.3.0. (Guide p. 84, Pay page)
    pub funding_type: FundingType,
}

impl FundingTypeInfo {
    /// One way.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{FundingType, FundingTypeInfo};
    ///
    /// assert_eq!(FundingTypeInfo::new("ECHECK").funding_type, FundingType::Echeck);
    /// ```
    #[must_use]
    pub fn new(funding_type: impl Into<FundingType>) -> Self {
        FundingTypeInfo {
            funding_type: funding_type.into(),
        }
    }
}

open_code! {
    /// A way of funding a payment. (Guide p. 84, Pay page)
    ///
    /// An error message of the service mentions one more, `RECEIVABLE`, that no document explains.
    pub enum FundingType {
        /// An electronic cheque, and the balance.
        Echeck = "ECHECK",
        /// The balance of the `PayPal` account.
        Balance = "BALANCE",
        /// A credit card, and the balance.
        Creditcard = "CREDITCARD",
    }
}

/// How a payment is going to be funded. Since 1.6.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundingPlan {
    /// The plan's id. (Guide p. 91, Pay page)
    pub funding_plan_id: String,
    /// How much the plan provides. (Guide p. 91, Pay page)
    pub funding_amount: CurrencyType,
    /// What is used when the first source fails. (Guide p. 91, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup_funding_source: Option<FundingSource>,
    /// The fees the sender pays. (Guide p. 91, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_fees: Option<CurrencyType>,
    /// The conversion the plan needs. (Guide p. 91, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency_conversion: Option<CurrencyConversion>,
    /// What is taken from each source, at least one. (Guide p. 91, Pay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charge: Vec<FundingPlanCharge>,
}

impl FundingPlan {
    /// A plan made of charges.
    ///
    /// ```
    /// use paywire::{Amount, Currency};
    /// use paywire::api::adaptive_payments::common::{
    ///     CurrencyType, FundingPlan, FundingPlanCharge, FundingSource, FundingSourceType,
    /// };
    ///
    /// let amount: Amount = "15.56".parse()?;
    /// let price = CurrencyType::new(Currency::EUR, amount);
    /// let charge = FundingPlanCharge {
    ///     charge: price.clone(),
    ///     funding_source: FundingSource::new(FundingSourceType::Balance),
    /// };
    /// let plan = FundingPlan::new("0", price, vec![charge]);
    /// assert_eq!(plan.sender_fees, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        funding_plan_id: impl Into<String>,
        funding_amount: CurrencyType,
        charge: Vec<FundingPlanCharge>,
    ) -> Self {
        FundingPlan {
            funding_plan_id: funding_plan_id.into(),
            funding_amount,
            backup_funding_source: None,
            sender_fees: None,
            currency_conversion: None,
            charge,
        }
    }
}

/// What is taken from one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundingPlanCharge {
    /// How much. (Guide p. 93, Pay page)
    pub charge: CurrencyType,
    /// From where. (Guide p. 93, Pay page)
    pub funding_source: FundingSource,
}

/// Where money is taken from: a card, a bank account, the balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundingSource {
    /// The last four digits or letters of the account's number. (Guide p. 92, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_four_of_account_number: Option<String>,
    /// What kind of source it is. (Guide p. 93, Pay page)
    pub r#type: FundingSourceType,
    /// A name to show. (Guide p. 93, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The source's id. (Guide p. 93, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding_source_id: Option<String>,
    /// Whether the payment may use it. Default: `false`. (Guide p. 93, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<bool>,
}

impl FundingSource {
    /// A source of which only the kind is known.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{FundingSource, FundingSourceType};
    ///
    /// let source = FundingSource {
    ///     last_four_of_account_number: Some("0035".to_owned()),
    ///     ..FundingSource::new(FundingSourceType::Creditcard)
    /// };
    /// assert_eq!(source.display_name, None);
    /// ```
    #[must_use]
    pub fn new(r#type: impl Into<FundingSourceType>) -> Self {
        FundingSource {
            last_four_of_account_number: None,
            r#type: r#type.into(),
            display_name: None,
            funding_source_id: None,
            allowed: None,
        }
    }
}

open_code! {
    /// A kind of funding source. (Guide p. 93, Pay page)
    pub enum FundingSourceType {
        /// Not specified.
        Undefined = "UNDEFINED",
        /// The balance of the `PayPal` account.
        Balance = "BALANCE",
        /// A bank account, at once.
        BankInstant = "BANK_INSTANT",
        /// A bank account, once the bank has paid.
        BankDelayed = "BANK_DELAYED",
        /// A credit card.
        Creditcard = "CREDITCARD",
        /// A debit card.
        Debitcard = "DEBITCARD",
        /// Money owed to the account's holder.
        AccountsReceivable = "ACCOUNTS_RECEIVABLE",
    }
}

/// A conversion between two currencies. Since 1.6.0.
///
/// The documents require both amounts, but the service is known to send the rate alone in a
/// [`FundingPlan`]; so that an answer about money is not refused for it, they are optional here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyConversion {
    /// What is converted. Since 1.6.0. (Guide p. 93, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<CurrencyType>,
    /// What it becomes. Since 1.6.0. (Guide p. 93, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<CurrencyType>,
    /// How much of the second currency one unit of the first gives, with as many digits as the
    /// service sends. Since 1.6.0. (Guide p. 93, Pay page)
    pub exchange_rate: Amount,
}

impl CurrencyConversion {
    /// A conversion of one amount into another.
    ///
    /// ```
    /// use paywire::{Amount, Currency};
    /// use paywire::api::adaptive_payments::common::{CurrencyConversion, CurrencyType};
    ///
    /// let from = CurrencyType::new(Currency::USD, "100.00".parse()?);
    /// let to = CurrencyType::new(Currency::EUR, "91.16".parse()?);
    /// let rate: Amount = "0.9115770282588879".parse()?;
    /// let conversion = CurrencyConversion::new(from, to, rate);
    /// assert_eq!(conversion.exchange_rate.to_string(), "0.9115770282588879");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(from: CurrencyType, to: CurrencyType, exchange_rate: Amount) -> Self {
        CurrencyConversion {
            from: Some(from),
            to: Some(to),
            exchange_rate,
        }
    }
}

/// An amount and its currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyType {
    /// The currency, by its code of three letters: one of the 24 that [`PayRequest`] may have.
    /// (Guide p. 92, Pay page)
    ///
    /// [`PayRequest`]: crate::api::adaptive_payments::pay::PayRequest::currency_code
    pub code: Currency,
    /// How much of it, in whole units and decimal places. (Guide p. 91, Pay page)
    pub amount: Amount,
}

impl CurrencyType {
    /// An amount and its currency.
    ///
    /// ```
    /// use paywire::Currency;
    /// use paywire::api::adaptive_payments::common::CurrencyType;
    ///
    /// let price = CurrencyType::new("EUR", "15.56".parse()?);
    /// assert_eq!(price.code, Currency::EUR);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(code: impl Into<Currency>, amount: Amount) -> Self {
        CurrencyType {
            code: code.into(),
            amount,
        }
    }
}
