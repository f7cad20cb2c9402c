//! The rules of SOAP 1.1 envelopes, held to an oracle that was written apart from this crate.
//!
//! The oracle is `oracles/soap_oracle.py` in the folder that `PAYWIRE_SHARED` names, and runs in the
//! interpreter that `PAYWIRE_PYTHON` names.

use std::fs;
use std::path::PathBuf;

use crate::judges::Judges;
use paywire::soap::{Document, Version};

const LEDGER: &str = include_str!("ledger/soap.txt");

/// What may stand in an envelope, good and bad, in all the orders that matter.
fn parts() -> Vec<String> {
    let headers = [
        "",
        "<e:Header/>",
        "<e:Header> <a xmlns='urn:a' e:mustUnderstand='1'>x</a></e:Header>",
        "<e:Header><a xmlns='urn:a' e:mustUnderstand='true'/></e:Header>",
        "<e:Header>text</e:Header>",
        "<Header/>",
        "<e:Header/><e:Header/>",
        "<a xmlns='urn:a'/>",
    ];
    let fault = "<faultcode>e:Server</faultcode><faultstring>x</faultstring>";
    let bodies = [
        String::new(),
        "<e:Body/>".to_owned(),
        "<e:Body>\n<m xmlns='urn:m' e:mustUnderstand='0'><n/></m></e:Body>".to_owned(),
        "<e:Body><m><n e:mustUnderstand=''/></m></e:Body>".to_owned(),
        "<e:Body>text</e:Body>".to_owned(),
        "<e:Body><m/><m/></e:Body>".to_owned(),
        "<Body/>".to_owned(),
        "<e:Body/><e:Body/>".to_owned(),
        "<e:Body/><e:Header/>".to_owned(),
        format!("<e:Body><e:Fault>{fault}<detail/></e:Fault></e:Body>"),
        format!("<e:Body><!-- --><e:Fault>\n{fault}</e:Fault><m/></e:Body>"),
        format!("<e:Body><e:Fault>{fault}</e:Fault><e:Fault>{fault}</e:Fault></e:Body>"),
        "<e:Body><e:Fault><faultstring/><faultcode/></e:Fault></e:Body>".to_owned(),
        "<e:Body><e:Fault><faultcode/></e:Fault></e:Body>".to_owned(),
        "<e:Body><e:Fault><e:faultcode/><e:faultstring/></e:Fault></e:Body>".to_owned(),
        "<e:Body><m><e:Fault/><e:Fault/></m></e:Body>".to_owned(),
    ];
    let tails = [
        "",
        " ",
        "text",
        "&#32;",
        "<![CDATA[ ]]>",
        "<!-- c -->",
        "<?pi?>",
        "<a xmlns='urn:a'/>",
        "<a/>",
        "<e:Other/>",
    ];
    let mut all = Vec::new();
    for header in headers {
        for body in &bodies {
            for tail in tails {
                all.push(format!("{header}{body}{tail}"));
                all.push(format!("{tail}{header}{body}"));
            }
        }
    }
    all
}

/// Envelopes, good and bad.
fn documents() -> Vec<String> {
    let namespace = Version::V11.namespace();
    let around = |inner: &str| format!("<e:Envelope xmlns:e='{namespace}'>{inner}</e:Envelope>");
    let mut all: Vec<String> = parts().iter().map(|parts| around(parts)).collect();
    let well = around("<e:Body><m/></e:Body>");
    all.extend([
        format!("<?xml version='1.0' encoding='utf-8'?>{well}"),
        format!("\n{well}\n<!-- c -->"),
        format!("<?pi x?>{well}"),
        // Not `{well}<?pi x?>`, which the oracle overlooks. `tests/markup/soap.rs` has it.
        format!("<!DOCTYPE Envelope>{well}"),
        format!("<!-- c -->{well}"),
        format!("{well}{well}"),
        format!("{well}x"),
        well.replace(namespace, "urn:other"),
        well.replace(namespace, &namespace.to_uppercase()),
        well.replace("e:Envelope", "e:envelope"),
        well.replace("e:Envelope", "f:Envelope"),
        well.replace("e:Envelope xmlns:e", "Envelope xmlns"),
        well.replace("</e:Body>", ""),
        well.replace("<m/>", "a & b"),
        well.replace("<m/>", "<m a='1' a='1'/>"),
        format!("<Envelope xmlns='{namespace}'><Header/><Body><m xmlns=''/></Body></Envelope>"),
        String::new(),
    ]);
    all
}

#[test]
#[ignore = "needs PAYWIRE_SHARED and PAYWIRE_PYTHON"]
fn verdicts_are_those_of_the_oracle() {
    let judges = Judges::new();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("envelopes");
    fs::create_dir_all(&folder).expect("a folder for envelopes");
    let documents = documents();
    let mut arguments = vec![judges.shared.join("oracles/soap_oracle.py"), "check".into()];
    for (index, document) in documents.iter().enumerate() {
        let path = folder.join(format!("{index}.xml"));
        fs::write(&path, document).expect("a file can be written");
        arguments.push(path);
    }
    let verdicts = judges.run(&arguments, String::new());
    assert_eq!(verdicts.len(), documents.len());
    let mut read = 0;
    for (document, verdict) in documents.iter().zip(&verdicts) {
        let ours = Document::from_str(document);
        let theirs = verdict.starts_with("ok ");
        assert_eq!(ours.is_ok(), theirs, "{document}\n{verdict}\n{ours:?}");
        read += usize::from(theirs);
    }
    let line = format!(
        "soap/rules: {read} read, {} refused",
        documents.len() - read
    );
    println!("{line}");
    assert!(LEDGER.lines().any(|known| known == line), "{line}");
}
