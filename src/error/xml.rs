//! What is not XML.

use super::causes::causes;

causes! {
    /// Why a document is not well-formed XML, as [`ErrorKind::Xml`](super::ErrorKind::Xml) has it.
    ///
    /// ```
    /// use paywire::error::{ErrorKind, XmlErrorKind};
    /// use paywire::xml;
    ///
    /// let error = xml::from_str::<String>("<a:size>42</a:size>").unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Xml(XmlErrorKind::UndeclaredPrefix));
    /// ```
    pub enum XmlErrorKind {
        /// A character outside of XML's character set, such as a control character.
        ForbiddenCharacter = "a character that XML does not allow",
        /// An element without an end tag.
        UnclosedElement = "an element without an end tag",
        /// An element after the root element.
        SecondRoot = "a second root element",
        /// Text before the root element.
        TextBeforeRoot = "text before the root element",
        /// Text after the root element.
        TextAfterRoot = "text after the root element",
        /// An end tag where no element is open.
        UnmatchedEndTag = "an end tag without a start tag",
        /// An end tag whose name is not that of the innermost open element.
        MismatchedEndTag = "mismatched end tag: its name is not that of the innermost open element",
        /// A `<` that no name, `/`, `!` or `?` follows.
        UnescapedLessThan = "`<` that does not start a tag (write a literal one as `&lt;`)",
        /// A `<!` that starts neither a comment nor a CDATA section.
        InvalidMarkup = "`<!` that starts neither a comment nor a CDATA section",
        /// A `/` in a tag that does not end it.
        SlashInTag = "`/` inside a tag",
        /// An attribute right after a name or a value.
        MissingSpace = "missing whitespace before an attribute",
        /// An attribute without `=` after its name.
        AttributeWithoutValue = "an attribute without a value",
        /// An attribute whose value does not start with a quotation mark.
        UnquotedAttribute = "an attribute value without quotes",
        /// An attribute whose closing quotation mark is missing.
        UnclosedAttribute = "an attribute value without its closing quote",
        /// A `<` in the value of an attribute.
        LessThanInAttribute = "`<` in the value of an attribute (write `&lt;`)",
        /// A `&` that does not start a reference.
        UnescapedAmpersand = "`&` that does not start a reference (write a literal one as `&amp;`)",
        /// A numeric reference to a character outside of XML's character set.
        InvalidCharacterReference = "a reference to a character that XML does not allow",
        /// A reference to an entity other than the five of XML.
        UndeclaredEntity = "undeclared entity (XML has amp, lt, gt, quot and apos)",
        /// A `]]>` in text outside of a CDATA section.
        CdataEndInText = "`]]>` in text (write `]]&gt;`)",
        /// A `--` inside a comment.
        DoubleHyphenInComment = "`--` inside a comment",
        /// A processing instruction whose name runs into something else.
        InvalidInstruction = "missing whitespace after the name of a processing instruction",
        /// A name that starts with a character no name may start with.
        InvalidNameStart = "a name must start with a letter or `_`",
        /// A name with a character that no name may have.
        InvalidNameCharacter = "a character that is not allowed in a name",
        /// A name with more than one colon.
        SecondColon = "a name with more than one `:`",
        /// A prefix that no namespace declaration around it declares.
        UndeclaredPrefix = "undeclared namespace prefix",
        /// Two declarations of one prefix in a tag.
        DuplicatePrefix = "namespace prefix declared twice in one tag",
        /// The prefix `xml` bound to another namespace, or its namespace to another prefix.
        ReservedXmlPrefix = "the prefix `xml` and its namespace are reserved (remove the declaration)",
        /// The prefix `xmlns` or its namespace declared.
        ReservedXmlnsPrefix = "the prefix `xmlns` and its namespace must not be declared",
        /// A prefix bound to no namespace.
        EmptyNamespace = "a prefix declared with an empty namespace",
        /// An `xsi:nil` that is not a boolean.
        InvalidNil = "`xsi:nil` must be true or false",
        /// A nil element with content.
        NilWithContent = "`xsi:nil` on an element that is not empty",
        /// An XML declaration after the start of the document.
        MisplacedDeclaration = "an XML declaration that is not the first thing in the document",
        /// An XML declaration that does not follow the grammar.
        InvalidDeclaration = "a malformed XML declaration",
        /// An XML declaration without `version`.
        MissingVersion = "an XML declaration without a version",
        /// A version that is not `1.` and digits.
        UnknownVersion = "unknown XML version (write 1.0)",
        /// An `encoding` that is not the name of an encoding.
        InvalidEncodingName = "invalid encoding name in the XML declaration",
        /// A `standalone` that is neither `yes` nor `no`.
        InvalidStandalone = "`standalone` must be yes or no",
        /// Something in an XML declaration after its last field.
        TrailingDeclaration = "unexpected text in the XML declaration",
        /// A declared encoding that the bytes contradict.
        WrongEncoding = "the bytes are not in the encoding that the XML declaration names",
    }
}
