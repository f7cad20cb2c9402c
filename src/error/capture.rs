//! What is wrong with a capture.

use super::causes::causes;

causes! {
    /// Why a capture cannot be read, or why a body in it is missing, as
    /// [`ErrorKind::Capture`](super::ErrorKind::Capture) has it.
    pub enum CaptureErrorKind {
        /// An entry is over the limit `entry` of the readers.
        EntryTooLong = "the entry is too long (limit `entry`)",
        /// A header is over the limit on input.
        HeaderTooLong = "the header is too long (limit `input`)",
        /// A body is over the limit `entry` of the readers.
        BodyTooLong = "the body is too long (limit `entry`)",
        /// A compressed body is over the limit `entry` of the readers once it is decompressed.
        ContentTooLong = "the decompressed body is too long (limit `entry`)",
        /// A compressed body that does not decompress.
        DamagedContent = "the compressed body is damaged, or is not compressed as its header says",
        /// A `Content-Encoding` other than gzip, deflate, br and zstd.
        UnknownCoding = "unsupported content coding; supported are gzip, deflate, br and zstd",
        /// More content codings than are undone.
        TooManyCodings = "too many nested content codings",

        /// The capture is a gzip file that does not decompress.
        DamagedGzip = "the gzip file is damaged or truncated",
        /// The capture is a zstd file that does not decompress.
        DamagedZstd = "the zstd file is damaged or truncated",
        /// The capture is an xz file.
        Xz = "xz files are not supported; decompress the capture first",
        /// The capture is a bzip2 file.
        Bzip2 = "bzip2 files are not supported; decompress the capture first",
        /// The capture is a zip archive.
        Zip = "zip archives are not supported; extract the capture first",

        /// A HAR file that is not a JSON object.
        HarNoObject = "a HAR file must start with `{`",
        /// A HAR file that is not JSON.
        HarNotJson = "the HAR file is not well-formed JSON",
        /// The `log` of a HAR file is not an object.
        HarNoLog = "`log` must be an object in a HAR file",
        /// The `log.entries` of a HAR file is not a list.
        HarNoList = "`log.entries` must be a list in a HAR file",
        /// A HAR file without `log.entries`.
        HarNoEntries = "the HAR file has no `log.entries`",
        /// Something after the object of a HAR file.
        HarTrailing = "trailing data after the HAR file",
        /// A HAR file that ends early, between entries.
        HarCutOff = "the HAR file is truncated",
        /// A HAR file that ends early, in an entry.
        HarCutEntry = "the HAR file is truncated within an entry",
        /// An entry of a HAR file with another layout.
        HarEntry = "the entry does not have the structure of HAR",
        /// A record of JSON lines with another layout.
        Record = "the line does not have the structure of a paywire record",

        /// An element of a Burp item without an end.
        BurpElement = "an element of the item has no end",
        /// A message of a Burp item that is not Base64, though it is marked so.
        BurpBase64 = "the message is not valid Base64, although its attribute says so",
        /// A Burp item without its request.
        BurpNoRequest = "the item was saved without its request",
        /// A response of a Burp item that is not HTTP.
        BurpResponse = "the response is not an HTTP message",

        /// A quotation or here-document of a shell command without an end.
        UnclosedQuotation = "unclosed quotation or here-document",
        /// An option of curl at the end of its command, without its value.
        OptionWithoutValue = "an option of curl lacks its value",
        /// A form field of curl without `=`.
        FormField = "a form field of curl lacks `=` between name and value",
        /// A request of curl that reads its standard input.
        StandardInput = "the request reads standard input, whose content is unknown",
        /// A request of curl that reads a file.
        FileContent = "the request reads a file (`@name`); allow it with `Config::read_files`, or with `--read-files`",

        /// A line where a request line or status line of HTTP belongs.
        StartLine = "expected an HTTP request line or status line",
        /// Text between HTTP messages.
        NotHttp = "the text is not an HTTP message",
        /// A response where a request belongs.
        UnexpectedResponse = "expected a request, found a response",
        /// A request where a response belongs.
        UnexpectedRequest = "expected a response, found a request",
        /// A chunk without its size.
        ChunkSize = "the size of a chunk is not a number",
        /// A chunk that does not end where its size says.
        ChunkEnd = "a chunk is longer than its size",
        /// A line of a chunked body over the fixed bound.
        ChunkLineTooLong = "the size line of a chunk is too long",
        /// Trailer fields over the fixed bound.
        TooManyTrailers = "too many trailer fields",
        /// A chunked body without its last chunk.
        ChunksCutOff = "the chunked body ends before its last chunk",
        /// A body in a transfer coding other than chunked.
        UnknownTransferCoding = "the length of the body is unknown: unsupported transfer coding",
        /// A body whose `Content-Length` is not a number.
        InvalidLength = "the length of the body is unknown: invalid Content-Length",
        /// A request body without `Content-Length` and `Transfer-Encoding`.
        NoLength = "the length of the body is unknown: neither Content-Length nor Transfer-Encoding",
        /// Bytes of the message are missing from the capture.
        LostBytes = "bytes of the message are missing from the capture",
        /// The capture ends in the message.
        CutOff = "the capture ends before the body does",
        /// The connection ended in the message.
        ConnectionEnded = "the connection ended before the body did",

        /// A HAR entry without the text of its body.
        BodyLeftOut = "the capture omits the body",
        /// A HAR entry with the parts of a multipart body instead of its bytes.
        MultipartParts = "the capture has the parts of the multipart body but not its bytes",
        /// A HAR entry whose body is not Base64, though it is marked so.
        BodyBase64 = "the body in the capture is invalid base64",

        /// A value of a mitmproxy file that is not a netstring.
        Netstring = "expected a typed netstring (length, `:`, bytes, type)",
        /// A response of a mitmproxy file without a status.
        NoStatus = "a response without a status",
        /// A flow of a mitmproxy file without a body.
        BodyNotKept = "mitmproxy did not keep the body",

        /// The file does not start with the header of pcap.
        PcapHeader = "the pcap file has no valid header",
        /// A packet or block whose fields contradict each other.
        DamagedPacket = "a packet is damaged",
        /// A packet or block over the fixed bound.
        PacketTooLong = "a packet is longer than 16 MiB, so its length is damaged",
        /// Packets of a link layer that is not read.
        UnknownLink = "unsupported link type of packets",

        /// Something else where tshark writes a packet.
        TsharkNoPacket = "expected a packet",
        /// A packet of tshark with another layout.
        TsharkPacket = "the packet does not have the structure of tshark's output",
        /// A response of tshark whose status is not a number.
        TsharkStatus = "the status of the response is not a number",
        /// A body that tshark shows as truncated text.
        TsharkTruncated = "tshark shows the body incompletely, as text; version 4.2 or newer shows its bytes",
        /// A body that tshark does not show.
        TsharkNoBody = "tshark's output does not contain the body",
    }
}
