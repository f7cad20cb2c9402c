//! Captured packets: nothing panics, and no more comes out than went in.

use std::io::Cursor;

use paywire::capture::{self, Body, Config, Item, Kind, Reader as _};

fn length(body: &Body) -> usize {
    match body {
        Body::Plain(bytes) | Body::Coded(bytes) => bytes.len(),
        _ => 0,
    }
}

/// Reads the bytes as a capture; then again as what is behind the header of a file for every link.
pub fn run(data: &[u8]) {
    read(data.to_vec(), data.len());
    for link in [0_u8, 1, 101, 113] {
        let mut file = vec![0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        file.extend([0xff, 0xff, 0, 0, link, 0, 0, 0]);
        // The first byte of each packet says how long the packet is.
        let mut rest = data;
        while let Some((own, behind)) = rest.split_first() {
            let (packet, behind) = behind.split_at(behind.len().min(usize::from(*own)));
            let captured = u8::try_from(packet.len()).unwrap_or(u8::MAX);
            file.extend([0; 8]);
            file.extend([captured, 0, 0, 0, captured, 0, 0, 0]);
            file.extend(packet);
            rest = behind;
        }
        read(file, data.len());
    }
}

fn read(file: Vec<u8>, most: usize) {
    let config = Config::new().kind(Kind::Pcap).max_entry(64 << 10);
    let packed = super::captured::is_packed(&file);
    let Ok(mut capture) = capture::open(Cursor::new(file), &config) else {
        return;
    };
    let mut bytes = 0;
    while let Some(entry) = capture.next_entry() {
        let Ok(Item::Exchange(exchange)) = entry.and_then(|entry| entry.parse(&config)) else {
            continue;
        };
        let request = exchange.request.as_ref().map(|own| length(&own.body));
        let response = exchange.response.as_ref().map(|own| length(&own.body));
        bytes += request.unwrap_or(0) + response.unwrap_or(0);
    }
    assert!(
        packed || bytes <= most,
        "{bytes} bytes of bodies out of {most}"
    );
}
