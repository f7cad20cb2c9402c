//! What is not a SOAP envelope.

use super::causes::causes;

causes! {
    /// Why a document is not a SOAP envelope, as [`ErrorKind::Soap`](super::ErrorKind::Soap) has it.
    ///
    /// ```
    /// use paywire::error::{ErrorKind, SoapErrorKind};
    /// use paywire::soap;
    ///
    /// let error = soap::from_str::<String>("<size>42</size>").unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Soap(SoapErrorKind::NoEnvelope));
    /// ```
    pub enum SoapErrorKind {
        /// The root element is not `Envelope`.
        NoEnvelope = "not a SOAP envelope: the root element is not `Envelope`",
        /// The namespace of the envelope is neither that of SOAP 1.1 nor that of 1.2.
        UnknownVersion = "unknown SOAP version: the namespace is neither that of 1.1 nor that of 1.2",
        /// A processing instruction, which SOAP forbids.
        ProcessingInstruction = "a processing instruction in a SOAP message",
        /// Text between header and body.
        TextInEnvelope = "text in the envelope, outside of header and body",
        /// The envelope has no body, or not where one belongs.
        NoBody = "missing or misplaced SOAP body",
        /// A header or body after the body.
        SecondPart = "duplicate or misplaced SOAP header or body",
        /// An element after the body, which SOAP 1.2 forbids.
        ElementAfterBody = "an element after the body",
        /// Text directly in the body.
        TextInBody = "text in the body, where a message should be",
        /// The body is empty.
        EmptyBody = "a body without a message",
        /// The body has several elements.
        SecondMessage = "more than one message in the body",
        /// The body has several faults.
        SecondFault = "more than one fault",
        /// A fault whose first two elements are not its code and its reason.
        InvalidFault = "a fault that does not start with its code and reason (the lenient preset reads it)",
        /// A `mustUnderstand` that is not a boolean of the envelope's version.
        InvalidMustUnderstand = "`mustUnderstand` must be 1 or 0",
        /// An `encodingStyle` on an element of the envelope, which SOAP 1.2 forbids.
        MisplacedEncodingStyle = "`encodingStyle` where SOAP 1.2 does not allow it",
    }
}
