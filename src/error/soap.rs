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
        ProcessingInstruction = "a processing instruction, which SOAP does not allow (remove it)",
        /// Text between header and body.
        TextInEnvelope = "text in the SOAP envelope, outside of its header and body",
        /// The envelope has no body, or not where one belongs.
        NoBody = "missing or misplaced SOAP body",
        /// A header or body after the body.
        SecondPart = "duplicate or misplaced SOAP header or body",
        /// An element after the body, which SOAP 1.2 forbids.
        ElementAfterBody = "an element after the SOAP body, which SOAP 1.2 does not allow",
        /// Text directly in the body.
        TextInBody = "text in the SOAP body (expected an element: a message or a fault)",
        /// The body is empty.
        EmptyBody = "empty SOAP body (expected a message or a fault)",
        /// The body has several elements.
        SecondMessage = "more than one message in the SOAP body",
        /// The body has several faults.
        SecondFault = "more than one fault in the SOAP body",
        /// A fault whose first two elements are not its code and its reason.
        InvalidFault = "a SOAP fault that does not start with its code and reason (the lenient preset reads it)",
        /// A `mustUnderstand` that is not a boolean of the envelope's version.
        InvalidMustUnderstand = "`mustUnderstand` must be 0 or 1 (SOAP 1.2 also allows false and true)",
        /// An `encodingStyle` on an element of the envelope, which SOAP 1.2 forbids.
        MisplacedEncodingStyle = "`encodingStyle` on an element of the envelope, which SOAP 1.2 does not allow",
    }
}
