//! The rules between fields of a `PayRequest`.

use super::people::{Met, PersonName};
use super::places;
use super::rules::{
    R002, R003, R004, R005, R007, R008, R009, R011, R013, R015, R016, R019, R020, R021, R022, R023,
    R027, R028, R029, R030, R032, R033, R034, R037, R038, R039, R040,
};
use crate::api::adaptive_payments::common::{
    ActionType, FeesPayer, PaymentType, Receiver, SenderIdentifier,
};
use crate::api::adaptive_payments::pay::PayRequest;
use crate::api::validate::{Check, Report};
use crate::value::Amount;

pub(in super::super) const PAY: &[Check<PayRequest>] = &[
    Check::new(&R002, how_many_receivers),
    Check::new(&R003, one_primary),
    Check::new(&R004, chained),
    Check::new(&R005, primary_amount),
    Check::new(&R007, each_named_once),
    Check::new(&R008, each_paid_once),
    Check::new(&R009, sender_not_paid),
    Check::new(&R011, pay_primary),
    Check::new(&R013, fees_of_sender),
    Check::new(&R015, fees_of_primary),
    Check::new(&R016, fees_of_secondary),
    Check::new(&R019, reversal),
    Check::new(&R020, one_type),
    Check::new(&R021, one_sub_type),
    Check::new(&R022, sub_type_and_funding),
    Check::new(&R023, receivable_alone),
    Check::new(&R027, digital_for_all),
    Check::new(&R028, digital_and_sender),
    Check::new(&R029, digital_and_funding),
    Check::new(&R030, digital_and_preapproval),
    Check::new(&R032, persons_not_chained),
    Check::new(&R033, persons_for_all),
    Check::new(&R034, fees_between_persons),
    Check::new(&R037, sender_once),
    Check::new(&R038, sender_in_one_way),
    Check::new(&R039, no_sender_phone),
    Check::new(&R040, preapproval_and_sender),
    places::PAID,
];

const RECEIVERS: &str = "receiverList.receiver";

/// The path of a field of a receiver.
fn of(at: usize, field: &str) -> String {
    format!("{RECEIVERS}({at}).{field}")
}

fn receivers(request: &PayRequest) -> &[Receiver] {
    &request.receiver_list.receiver
}

fn is_primary(receiver: &Receiver) -> bool {
    receiver.primary == Some(true)
}

/// The places of the primary receivers.
fn primaries(request: &PayRequest) -> impl Iterator<Item = usize> {
    let receivers = receivers(request).iter().enumerate();
    receivers.filter_map(|(at, receiver)| is_primary(receiver).then_some(at))
}

fn is_chained(request: &PayRequest) -> bool {
    primaries(request).next().is_some()
}

fn type_of(receiver: &Receiver) -> &PaymentType {
    // What the service takes it for.
    receiver
        .payment_type
        .as_ref()
        .unwrap_or(&PaymentType::Service)
}

fn is_digital(receiver: &Receiver) -> bool {
    *type_of(receiver) == PaymentType::DigitalGoods
}

fn is_personal(receiver: &Receiver) -> bool {
    type_of(receiver).is_personal()
}

fn any(request: &PayRequest, is: fn(&Receiver) -> bool) -> bool {
    receivers(request).iter().any(is)
}

/// Where some receivers are something, says of the first that is not that it has to be.
fn all_or_none(
    request: &PayRequest,
    is: fn(&Receiver) -> bool,
    report: &mut Report<'_>,
    text: &'static str,
) {
    if !any(request, is) {
        return;
    }
    if let Some(at) = receivers(request).iter().position(|receiver| !is(receiver)) {
        report.add(of(at, "paymentType"), text);
    }
}

fn how_many_receivers(request: &PayRequest, report: &mut Report<'_>) {
    match receivers(request).len() {
        1..=6 => {}
        0 => report.add(RECEIVERS, "nobody is paid: name one to six receivers"),
        many => report.add(RECEIVERS, format!("has {many} entries, more than 6")),
    }
}

fn one_primary(request: &PayRequest, report: &mut Report<'_>) {
    for at in primaries(request).skip(1) {
        report.add(of(at, "primary"), "another receiver is primary already");
    }
}

fn chained(request: &PayRequest, report: &mut Report<'_>) {
    let Some(at) = primaries(request).next() else {
        return;
    };
    match receivers(request)
        .iter()
        .filter(|receiver| !is_primary(receiver))
        .count()
    {
        1..=5 => {}
        0 => report.add(
            of(at, "primary"),
            "there is nobody the primary receiver could pay",
        ),
        many => report.add(
            RECEIVERS,
            format!("has {many} receivers beside the primary one, more than 5"),
        ),
    }
}

fn primary_amount(request: &PayRequest, report: &mut Report<'_>) {
    let Some(at) = primaries(request).next() else {
        return;
    };
    let others = receivers(request)
        .iter()
        .filter(|receiver| !is_primary(receiver));
    let together = Amount::checked_sum(others.map(|receiver| &receiver.amount));
    // A sum that is too large to be computed is larger than any amount.
    if together.is_none_or(|together| receivers(request)[at].amount < together) {
        report.add(
            of(at, "amount"),
            "is less than the other receivers' amounts together",
        );
    }
}

fn each_named_once(request: &PayRequest, report: &mut Report<'_>) {
    for (at, receiver) in receivers(request).iter().enumerate() {
        match PersonName::of_receiver(receiver).ways() {
            1 => {}
            0 => report.add(
                of(at, "email"),
                "one of email, phone and accountId is required",
            ),
            _ => report.add(
                of(at, "email"),
                "only one of email, phone and accountId may be given",
            ),
        }
    }
}

fn each_paid_once(request: &PayRequest, report: &mut Report<'_>) {
    let names = receivers(request).iter().map(PersonName::of_receiver);
    for (at, field) in Met::again(names) {
        report.add(of(at, field), "repeats that of another receiver");
    }
}

fn sender_not_paid(request: &PayRequest, report: &mut Report<'_>) {
    let mut senders = Met::default();
    senders.meet(PersonName::email(request.sender_email.as_deref()));
    if let Some(sender) = &request.sender {
        senders.meet(PersonName::of_sender(sender));
    }
    for (at, receiver) in receivers(request).iter().enumerate() {
        if let Some(field) = senders.knows(PersonName::of_receiver(receiver)) {
            report.add(of(at, field), "is the sender's");
        }
    }
}

fn pay_primary(request: &PayRequest, report: &mut Report<'_>) {
    if request.action_type == ActionType::PayPrimary && !is_chained(request) {
        report.add("actionType", "is PAY_PRIMARY and no receiver is primary");
    }
}

fn fees_of_sender(request: &PayRequest, report: &mut Report<'_>) {
    if request.fees_payer == Some(FeesPayer::Sender) && is_chained(request) {
        report.add("feesPayer", "is SENDER in a chained payment");
    }
}

fn fees_of_primary(request: &PayRequest, report: &mut Report<'_>) {
    if request.fees_payer == Some(FeesPayer::PrimaryReceiver) && !is_chained(request) {
        report.add("feesPayer", "is PRIMARYRECEIVER and no receiver is primary");
    }
}

fn fees_of_secondary(request: &PayRequest, report: &mut Report<'_>) {
    let one_secondary = is_chained(request) && receivers(request).len() == 2;
    if request.fees_payer == Some(FeesPayer::SecondaryOnly) && !one_secondary {
        report.add(
            "feesPayer",
            "is SECONDARYONLY without exactly one primary and one other receiver",
        );
    }
}

fn reversal(request: &PayRequest, report: &mut Report<'_>) {
    if request.reverse_all_parallel_payments_on_error == Some(true) && is_chained(request) {
        report.add(
            "reverseAllParallelPaymentsOnError",
            "is true in a chained payment",
        );
    }
}

fn one_type(request: &PayRequest, report: &mut Report<'_>) {
    let mut types = receivers(request).iter().map(type_of);
    let Some(first) = types.next() else { return };
    if let Some(after) = types.position(|other| other != first) {
        report.add(
            of(after + 1, "paymentType"),
            "is not that of the first receiver (SERVICE where none is given)",
        );
    }
}

fn one_sub_type(request: &PayRequest, report: &mut Report<'_>) {
    let mut types = receivers(request)
        .iter()
        .map(|receiver| &receiver.payment_sub_type);
    let Some(first) = types.next() else { return };
    if let Some(after) = types.position(|other| other != first) {
        report.add(
            of(after + 1, "paymentSubType"),
            "is not that of the first receiver",
        );
    }
}

fn sub_type_and_funding(request: &PayRequest, report: &mut Report<'_>) {
    let with = |receiver: &Receiver| receiver.payment_sub_type.is_some();
    if request.funding_constraint.is_some() && any(request, with) {
        report.add("fundingConstraint", "is given beside a payment sub-type");
    }
}

fn receivable_alone(request: &PayRequest, report: &mut Report<'_>) {
    let constraint = request.funding_constraint.as_ref();
    let Some(allowed) = constraint.and_then(|constraint| constraint.allowed_funding_type.as_ref())
    else {
        return;
    };
    let types = &allowed.funding_type_info;
    // A word that the documents have in an error message only.
    let receivable = types
        .iter()
        .position(|info| info.funding_type == "RECEIVABLE");
    if let (Some(at), 2..) = (receivable, types.len()) {
        report.add(
            format!("fundingConstraint.allowedFundingType.fundingTypeInfo({at}).fundingType"),
            "is RECEIVABLE beside another type",
        );
    }
}

fn digital_for_all(request: &PayRequest, report: &mut Report<'_>) {
    let text = "has to be DIGITALGOODS as for another receiver";
    all_or_none(request, is_digital, report, text);
}

fn digital_and_sender(request: &PayRequest, report: &mut Report<'_>) {
    if request.sender_email.is_some() && any(request, is_digital) {
        report.add("senderEmail", "is given with digital goods");
    }
}

fn digital_and_funding(request: &PayRequest, report: &mut Report<'_>) {
    if request.funding_constraint.is_some() && any(request, is_digital) {
        report.add("fundingConstraint", "is given with digital goods");
    }
}

fn digital_and_preapproval(request: &PayRequest, report: &mut Report<'_>) {
    if request.preapproval_key.is_some() && any(request, is_digital) {
        report.add("preapprovalKey", "is given with digital goods");
    }
}

fn persons_not_chained(request: &PayRequest, report: &mut Report<'_>) {
    let personal = receivers(request).iter().position(is_personal);
    if let (Some(at), true) = (personal, is_chained(request)) {
        report.add(
            of(at, "paymentType"),
            "is from person to person in a chained payment",
        );
    }
}

fn persons_for_all(request: &PayRequest, report: &mut Report<'_>) {
    let text = "has to be from person to person as for another receiver";
    all_or_none(request, is_personal, report, text);
}

fn fees_between_persons(request: &PayRequest, report: &mut Report<'_>) {
    let allowed = |payer: &FeesPayer| matches!(payer.as_str(), "EACHRECEIVER" | "SENDER");
    let other = request
        .fees_payer
        .as_ref()
        .is_some_and(|payer| !allowed(payer));
    if other && any(request, is_personal) {
        report.add(
            "feesPayer",
            "is not EACHRECEIVER or SENDER in a payment from person to person",
        );
    }
}

fn sender_once(request: &PayRequest, report: &mut Report<'_>) {
    // A tax number names nobody, so it may stand beside the address.
    let named = |sender: &SenderIdentifier| {
        PersonName::of_sender(sender).ways() > 0 || uses_credentials(sender)
    };
    if request.sender_email.is_some() && request.sender.as_ref().is_some_and(named) {
        report.add("senderEmail", "is given beside sender");
    }
}

fn uses_credentials(sender: &SenderIdentifier) -> bool {
    sender.use_credentials == Some(true)
}

fn sender_in_one_way(request: &PayRequest, report: &mut Report<'_>) {
    let Some(sender) = &request.sender else {
        return;
    };
    let given = [
        sender.email.is_some(),
        sender.account_id.is_some(),
        uses_credentials(sender),
    ];
    match given.iter().filter(|given| **given).count() {
        1 => {}
        0 if request.sender_email.is_some() => {}
        0 => report.add(
            "sender",
            "one of email, accountId and useCredentials=true is required",
        ),
        _ => report.add(
            "sender",
            "only one of email, accountId and useCredentials=true may be given",
        ),
    }
}

fn no_sender_phone(request: &PayRequest, report: &mut Report<'_>) {
    if request
        .sender
        .as_ref()
        .is_some_and(|sender| sender.phone.is_some())
    {
        report.add("sender.phone", "is reserved and must not be given");
    }
}

fn preapproval_and_sender(request: &PayRequest, report: &mut Report<'_>) {
    let unnamed = request.sender_email.is_none() && request.sender.is_none();
    if request.preapproval_key.is_some() && unnamed {
        report.add(
            "senderEmail",
            "is required with a preapprovalKey, or sender",
        );
    }
}
