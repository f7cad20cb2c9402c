//! What every sender of the sandbox has: addresses, and ways of funding.

use super::payment::Payment;
use super::transfers::assess;
use crate::api::adaptive_payments::common::{
    Address, AddressType, BaseAddress, CurrencyType, FeesPayer, FundingPlan, FundingPlanCharge,
    FundingSource, FundingSourceType, FundingType,
};
use crate::api::adaptive_payments::preapproval_details::AddressList;
use crate::sandbox::context::Context;
use crate::value::Amount;

/// The name of every sender.
const NAME: &str = "Test Buyer";

/// The sender's addresses: the first is the one that is chosen if the sender does not choose.
pub(super) fn addresses() -> Vec<Address> {
    let home = BaseAddress {
        state: Some("CA".to_owned()),
        postal_code: Some("95131".to_owned()),
        ..BaseAddress::new("1 Main St", "San Jose", "US")
    };
    let abroad = BaseAddress {
        postal_code: Some("3511 AA".to_owned()),
        ..BaseAddress::new("Oudegracht 1", "Utrecht", "NL")
    };
    let addresses = ["1", "2"].into_iter().zip([home, abroad]);
    let addresses = addresses.map(|(id, base_address)| Address {
        addressee_name: Some(NAME.to_owned()),
        address_id: Some(id.to_owned()),
        ..Address::new(base_address)
    });
    addresses.collect()
}

/// The address with an id, or the one that is chosen if there is none.
pub(in crate::sandbox) fn address(id: Option<&str>) -> Option<Address> {
    let mut addresses = addresses().into_iter();
    addresses.find(|address| id.is_none() || address.address_id.as_deref() == id)
}

/// Where the sender's bills go: to the first address.
pub(super) fn billing() -> AddressList {
    let first = addresses().into_iter().take(1).map(|address| Address {
        base_address: BaseAddress {
            r#type: Some(AddressType::Billing),
            ..address.base_address
        },
        ..address
    });
    AddressList::from(first.collect::<Vec<_>>())
}

/// A way of funding: its type, what a request allows it by, and what it shows.
struct Source {
    r#type: FundingSourceType,
    /// The words of a funding constraint that allow it. (Guide p. 84)
    allowed_by: &'static [FundingType],
    id: &'static str,
    name: &'static str,
    last_four: Option<&'static str>,
}

const SOURCES: &[Source] = &[
    Source {
        r#type: FundingSourceType::Balance,
        allowed_by: &[
            FundingType::Balance,
            FundingType::Echeck,
            FundingType::Creditcard,
        ],
        id: "FS-BALANCE",
        name: "Balance",
        last_four: None,
    },
    Source {
        r#type: FundingSourceType::BankInstant,
        allowed_by: &[FundingType::Echeck],
        id: "FS-BANK",
        name: "Test Bank",
        last_four: Some("4321"),
    },
    Source {
        r#type: FundingSourceType::Creditcard,
        allowed_by: &[FundingType::Creditcard],
        id: "FS-CARD",
        name: "Test Card",
        last_four: Some("0035"),
    },
];

impl Source {
    fn shown(&self) -> FundingSource {
        FundingSource {
            last_four_of_account_number: self.last_four.map(str::to_owned),
            display_name: Some(self.name.to_owned()),
            funding_source_id: Some(self.id.to_owned()),
            allowed: Some(true),
            ..FundingSource::new(self.r#type.clone())
        }
    }

    fn is_allowed(&self, payment: &Payment) -> bool {
        let constraint = payment.request.fundings();
        constraint.is_none_or(|types| {
            types
                .iter()
                .any(|own| self.allowed_by.contains(&own.funding_type))
        })
    }
}

/// All ways of funding.
pub(super) fn sources() -> Vec<FundingSource> {
    SOURCES.iter().map(Source::shown).collect()
}

/// Whether there is a way of funding with this id.
pub(super) fn has_source(id: &str) -> bool {
    SOURCES.iter().any(|source| source.id == id)
}

/// The ways in which a payment can be funded, each from one source. The first, `0`, is used if nobody chooses.
///
/// Accounts of the sandbox hold every currency, so nothing has to be converted.
pub(super) fn plans(payment: &Payment, context: &Context<'_>) -> Option<Vec<FundingPlan>> {
    let money = |amount| CurrencyType::new(payment.currency().clone(), amount);
    let total = super::pay::total(&payment.request)?;
    let fees = (payment.fees_payer() == FeesPayer::Sender).then(|| {
        let fees: Vec<_> = (0..payment.transfers.len())
            .map(|place| assess(payment, place, context))
            .collect();
        Amount::checked_sum(&fees)
    });
    let charged = match fees {
        Some(fees) => total.checked_add(&fees?)?,
        None => total,
    };
    let allowed = SOURCES.iter().filter(|source| source.is_allowed(payment));
    let plans = allowed.enumerate().map(|(number, source)| {
        let charge = FundingPlanCharge {
            charge: money(charged),
            funding_source: source.shown(),
        };
        FundingPlan {
            sender_fees: fees.flatten().map(money),
            ..FundingPlan::new(number.to_string(), money(total), vec![charge])
        }
    });
    Some(plans.collect())
}
