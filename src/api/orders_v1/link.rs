//! Links from an order, a payment or a refund to the possible next calls.

use serde::{Deserialize, Serialize};

use crate::open_code;

open_code! {
    /// What a link leads to. An answer may have others than these.
    pub enum LinkRelation {
        /// The thing itself, to look at it again.
        Own = "self",
        /// Where the payer approves the payment, in a browser.
        Approval = "approval_url",
        /// Cancels the order.
        Cancel = "cancel",
        /// Pays for the order. (Samples)
        Pay = "pay",
        /// Gives the money back.
        Refund = "refund",
        /// Captures what was authorized, or the capture that was made. (Samples)
        Capture = "capture",
        /// Changes the order. (Samples)
        Update = "update",
    }
}

open_code! {
    /// How to ask for what a link leads to.
    pub enum LinkMethod {
        /// Look at it.
        Get = "GET",
        /// Send something.
        Post = "POST",
        /// Replace it.
        Put = "PUT",
        /// Change it.
        Patch = "PATCH",
        /// End it.
        Delete = "DELETE",
        /// Send the payer's browser there.
        Redirect = "REDIRECT",
    }
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkDescription {
    /// The absolute URL.
    pub href: String,
    /// The relation of the target to the object.
    pub rel: LinkRelation,
    /// The HTTP method for the link. Default: `GET`. The approval link comes with `GET`, `POST` or
    /// `REDIRECT`; in each case it is a URL for the payer's browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<LinkMethod>,
}

impl LinkDescription {
    /// Creates a link without a method.
    ///
    /// ```
    /// use paywire::api::orders_v1::{LinkDescription, LinkRelation};
    ///
    /// let link = LinkDescription::new("https://pay.example/?order=8R", "approval_url");
    /// assert_eq!(link.rel, LinkRelation::Approval);
    /// ```
    #[must_use]
    pub fn new(href: impl Into<String>, rel: impl Into<LinkRelation>) -> Self {
        LinkDescription {
            href: href.into(),
            rel: rel.into(),
            method: None,
        }
    }
}

/// Finds the first link of a relation, regardless of its method.
///
/// ```
/// use paywire::api::orders_v1::{LinkDescription, LinkMethod, LinkRelation, find_link};
///
/// let links = [LinkDescription {
///     method: Some(LinkMethod::Redirect),
///     ..LinkDescription::new("https://pay.example/?order=8R", LinkRelation::Approval)
/// }];
/// assert!(find_link(&links, &LinkRelation::Approval).is_some());
/// assert!(find_link(&links, &LinkRelation::Cancel).is_none());
/// ```
#[must_use]
pub fn find_link<'a>(
    links: &'a [LinkDescription],
    rel: &LinkRelation,
) -> Option<&'a LinkDescription> {
    links.iter().find(|link| link.rel == *rel)
}
