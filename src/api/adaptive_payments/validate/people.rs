//! Compares the identifiers of people in requests.

use std::collections::HashSet;

use crate::api::adaptive_payments::common::{
    AccountIdentifier, PhoneNumberType, Receiver, ReceiverOptions, SenderIdentifier,
};

/// The identifiers of a person. Different ones may still be of the same account.
#[derive(Clone, Copy, Default)]
pub(super) struct PersonName<'a> {
    pub(super) email: Option<&'a str>,
    pub(super) phone: Option<&'a PhoneNumberType>,
    pub(super) account_id: Option<&'a str>,
}

/// An identifier for comparison, which ignores the letter case of e-mail addresses.
#[derive(PartialEq, Eq, Hash)]
enum Way<'a> {
    Email(String),
    Phone(&'a str, &'a str, Option<&'a str>),
    Account(&'a str),
}

impl<'a> PersonName<'a> {
    pub(super) fn email(email: Option<&'a str>) -> Self {
        PersonName {
            email,
            ..PersonName::default()
        }
    }

    pub(super) fn of_receiver(receiver: &'a Receiver) -> Self {
        PersonName {
            email: receiver.email.as_deref(),
            phone: receiver.phone.as_ref(),
            account_id: receiver.account_id.as_deref(),
        }
    }

    /// The receiver whose options these are.
    pub(super) fn of_receiver_options(options: &'a ReceiverOptions) -> Self {
        let receiver = &options.receiver;
        PersonName {
            email: receiver.email.as_deref(),
            phone: receiver.phone.as_ref(),
            account_id: receiver.account_id.as_deref(),
        }
    }

    pub(super) fn of_account(account: &'a AccountIdentifier) -> Self {
        PersonName {
            email: account.email.as_deref(),
            phone: account.phone.as_ref(),
            account_id: account.account_id.as_deref(),
        }
    }

    pub(super) fn of_sender(sender: &'a SenderIdentifier) -> Self {
        PersonName {
            email: sender.email.as_deref(),
            phone: sender.phone.as_ref(),
            account_id: sender.account_id.as_deref(),
        }
    }

    /// The number of identifiers.
    pub(super) fn ways(self) -> usize {
        self.each().count()
    }

    /// The identifiers, with the wire names of their fields.
    fn each(self) -> impl Iterator<Item = (&'static str, Way<'a>)> {
        let email = self.email.map(|email| Way::Email(email.to_lowercase()));
        let phone = self.phone.map(|phone| {
            let (country, number) = (phone.country_code.as_str(), phone.phone_number.as_str());
            Way::Phone(country, number, phone.extension.as_deref())
        });
        let account = self.account_id.map(Way::Account);
        [("email", email), ("phone", phone), ("accountId", account)]
            .into_iter()
            .filter_map(|(field, way)| Some((field, way?)))
    }
}

/// The identifiers that were seen.
#[derive(Default)]
pub(super) struct Met<'a>(HashSet<Way<'a>>);

impl<'a> Met<'a> {
    pub(super) fn meet(&mut self, name: PersonName<'a>) {
        self.0.extend(name.each().map(|(_, way)| way));
    }

    /// The field with an identifier that was seen before, if there is one.
    pub(super) fn knows(&self, name: PersonName<'a>) -> Option<&'static str> {
        let mut ways = name.each();
        ways.find_map(|(field, way)| self.0.contains(&way).then_some(field))
    }

    /// The positions of repeated people, with the fields that repeat an identifier.
    pub(super) fn again(names: impl Iterator<Item = PersonName<'a>>) -> Vec<(usize, &'static str)> {
        let mut met = Met::default();
        let mut again = Vec::new();
        for (at, name) in names.enumerate() {
            again.extend(met.knows(name).map(|field| (at, field)));
            met.meet(name);
        }
        again
    }
}
