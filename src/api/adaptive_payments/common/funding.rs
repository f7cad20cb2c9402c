//! Funding sources and funding plans of payments.

use serde::{Deserialize, Serialize};

use crate::open_code;
use crate::value::{Amount, Currency};

/// Restricts the funding types of a payment. Since 1.3.0.
///
/// Not available to callers with standard permissions, and not for digital goods. If it is absent,
/// every type is allowed. (Guide p. 83, Pay page)
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
    /// The allowed funding types; all types if absent. Since 1.3.0. (Guide p. 83, Pay page)
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

/// A list of funding types. Since 1.3.0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundingTypeList {
    /// The types, at least one, in any order. Since 1.3.0. (Guide p. 83, Pay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funding_type_info: Vec<FundingTypeInfo>,
}

impl From<Vec<FundingTypeInfo>> for FundingTypeList {
    fn from(funding_type_info: Vec<FundingTypeInfo>) -> Self {
        FundingTypeList { funding_type_info }
    }
}

/// One funding type. Since 1.3.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundingTypeInfo {
    /// The funding type. Since 1.3.0. (Guide p. 84, Pay page)
    pub funding_type: FundingType,
}

impl FundingTypeInfo {
    /// Creates an entry from a funding type.
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

/// A plan for funding a payment. Since 1.6.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundingPlan {
    /// The plan's id. (Guide p. 91, Pay page)
    pub funding_plan_id: String,
    /// The amount that the plan provides. (Guide p. 91, Pay page)
    pub funding_amount: CurrencyType,
    /// The source that is used if the first source fails. (Guide p. 91, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup_funding_source: Option<FundingSource>,
    /// The fees that the sender pays. (Guide p. 91, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_fees: Option<CurrencyType>,
    /// The currency conversion that the plan requires. (Guide p. 91, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency_conversion: Option<CurrencyConversion>,
    /// The charges to the sources, at least one. (Guide p. 91, Pay page)
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charge: Vec<FundingPlanCharge>,
}

impl FundingPlan {
    /// Creates a plan from its charges.
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

/// The amount charged to one funding source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundingPlanCharge {
    /// The amount of the charge. (Guide p. 93, Pay page)
    pub charge: CurrencyType,
    /// The source that is charged. (Guide p. 93, Pay page)
    pub funding_source: FundingSource,
}

/// A funding source: a card, a bank account or the balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundingSource {
    /// The last four digits or letters of the account's number. (Guide p. 92, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_four_of_account_number: Option<String>,
    /// The type of the source. (Guide p. 93, Pay page)
    pub r#type: FundingSourceType,
    /// A display name. (Guide p. 93, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The source's id. (Guide p. 93, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding_source_id: Option<String>,
    /// Whether the payment may use the source. Default: `false`. (Guide p. 93, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<bool>,
}

impl FundingSource {
    /// Creates a source from its type only.
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
/// The documents require both amounts, but the service sometimes sends only the rate in a
/// [`FundingPlan`]. The amounts are optional here, so that such a response can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyConversion {
    /// The source amount. Since 1.6.0. (Guide p. 93, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<CurrencyType>,
    /// The converted amount. Since 1.6.0. (Guide p. 93, Pay page)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<CurrencyType>,
    /// The exchange rate: units of the second currency for one unit of the first, with as many
    /// digits as the service sends. Since 1.6.0. (Guide p. 93, Pay page)
    pub exchange_rate: Amount,
}

impl CurrencyConversion {
    /// Creates a conversion of one amount into another.
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

/// An amount with its currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyType {
    /// The currency, a three-letter code: one of the 24 that [`PayRequest`] may have. (Guide p. 92,
    /// Pay page)
    ///
    /// [`PayRequest`]: crate::api::adaptive_payments::pay::PayRequest::currency_code
    pub code: Currency,
    /// The amount, in whole units and decimal places. (Guide p. 91, Pay page)
    pub amount: Amount,
}

impl CurrencyType {
    /// Creates an amount in a currency.
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
