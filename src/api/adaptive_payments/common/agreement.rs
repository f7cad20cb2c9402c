//! Vocabularies of preapproval agreements.

use crate::open_code;

open_code! {
    /// How often payments are made. (Guide p. 168)
    pub enum PaymentPeriod {
        /// No period is specified.
        NoPeriodSpecified = "NO_PERIOD_SPECIFIED",
        /// Each day.
        Daily = "DAILY",
        /// Each week.
        Weekly = "WEEKLY",
        /// Every other week.
        Biweekly = "BIWEEKLY",
        /// Twice a month.
        Semimonthly = "SEMIMONTHLY",
        /// Each month.
        Monthly = "MONTHLY",
        /// Each year.
        Annually = "ANNUALLY",
    }
}

open_code! {
    /// On which day of the week payments are made. (Guide p. 167)
    pub enum DayOfWeek {
        /// No day is specified.
        NoDaySpecified = "NO_DAY_SPECIFIED",
        /// Sundays.
        Sunday = "SUNDAY",
        /// Mondays.
        Monday = "MONDAY",
        /// Tuesdays.
        Tuesday = "TUESDAY",
        /// Wednesdays.
        Wednesday = "WEDNESDAY",
        /// Thursdays.
        Thursday = "THURSDAY",
        /// Fridays.
        Friday = "FRIDAY",
        /// Saturdays.
        Saturday = "SATURDAY",
    }
}

open_code! {
    /// Whether each payment needs the sender's PIN. (Guide p. 168)
    pub enum PinType {
        /// It does not; the default.
        NotRequired = "NOT_REQUIRED",
        /// It does: the sender chooses one when approving the agreement.
        Required = "REQUIRED",
    }
}

open_code! {
    /// How an agreement is used. (SDK)
    pub enum AgreementType {
        /// Without the sender.
        Offline = "OFFLINE",
        /// With the sender.
        Online = "ONLINE",
    }
}
