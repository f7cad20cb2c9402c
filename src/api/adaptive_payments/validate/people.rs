//! Who is who: the names that people have in requests, compared.

use std::collections::HashSet;

use crate::api::adaptive_payments::common::{
    AccountIdentifier, PhoneNumberType, Receiver, ReceiverOptions, SenderIdentifier,
};

/// The ways somebody is named in. Different names may still be one account's.
#[derive(Clone, Copy, Default)]
pub(super) struct Name<'a> {
    pub(super) email: Option<&'a str>,
    pub(super) phone: Option<&'a PhoneNumberType>,
    pub(super) account_id: Option<&'a str>,
}

/// One of the ways, comparable: e-mail addresses whatever their letter case.
#[derive(PartialEq, Eq, Hash)]
enum Way<'a> {
    Email(String),
    Phone(&'a str, &'a str, Option<&'a str>),
    Account(&'a str),
}

impl<'a> Name<'a> {
    pub(super) fn email(email: Option<&'a str>) -> Self {
        Name {
            email,
            ..Name::default()
        }
    }

    pub(super) fn of_receiver(receiver: &'a Receiver) -> Self {
        Name {
            email: receiver.email.as_deref(),
            phone: receiver.phone.as_ref(),
            account_id: receiver.account_id.as_deref(),
        }
    }

    /// The receiver whose options these are.
    pub(super) fn of_receiver_options(options: &'a ReceiverOptions) -> Self {
        let receiver = &options.receiver;
        Name {
            email: receiver.email.as_deref(),
            phone: receiver.phone.as_ref(),
            account_id: receiver.account_id.as_deref(),
        }
    }

    pub(super) fn of_account(account: &'a AccountIdentifier) -> Self {
        Name {
            email: account.email.as_deref(),
            phone: account.phone.as_ref(),
            account_id: account.account_id.as_deref(),
        }
    }

    pub(super) fn of_sender(sender: &'a SenderIdentifier) -> Self {
        Name {
            email: sender.email.as_deref(),
            phone: sender.phone.as_ref(),
            account_id: sender.account_id.as_deref(),
        }
    }

    /// In how many ways somebody is named.
    pub(super) fn ways(self) -> usize {
        self.each().count()
    }

    /// The wire names of the fields that name somebody, and what they say.
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

/// Those who are named in a way that somebody was named in before.
#[derive(Default)]
pub(super) struct Met<'a>(HashSet<Way<'a>>);

impl<'a> Met<'a> {
    pub(super) fn meet(&mut self, name: Name<'a>) {
        self.0.extend(name.each().map(|(_, way)| way));
    }

    /// The field that names somebody who was met, if one does.
    pub(super) fn knows(&self, name: Name<'a>) -> Option<&'static str> {
        let mut ways = name.each();
        ways.find_map(|(field, way)| self.0.contains(&way).then_some(field))
    }

    /// The places of those who were named before, with the fields that say so.
    pub(super) fn again(names: impl Iterator<Item = Name<'a>>) -> Vec<(usize, &'static str)> {
        let mut met = Met::default();
        let mut again = Vec::new();
        for (at, name) in names.enumerate() {
            again.extend(met.knows(name).map(|field| (at, field)));
            met.meet(name);
        }
        again
    }
}
