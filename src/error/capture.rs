//! What is wrong with a capture.

use super::causes::causes;

causes! {
    /// Why a capture cannot be read, or why a body in it is missing, as
    /// [`ErrorKind::Capture`](super::ErrorKind::Capture) has it.
    pub enum CaptureErrorKind {
        /// An entry is over the limit `entry` of the readers.
        EntryTooLong = "an entry longer than this reader takes (limit `entry`)",
        /// A header is over the limit on input.
        HeaderTooLong = "a header longer than this reader takes (limit `input`)",
        /// A body is over the limit `entry` of the readers.
        BodyTooLong = "a body longer than this reader takes (limit `entry`)",
        /// A compressed body is over the limit `entry` of the readers once it is decompressed.
        ContentTooLong = "a compressed body that is longer than this reader takes (limit `entry`)",
        /// A compressed body that does not decompress.
        DamagedContent = "a compressed body that is damaged, or is not compressed as its header says",
        /// A `Content-Encoding` other than gzip, deflate, br and zstd.
        UnknownCoding = "a content coding that is not known here (known are gzip, deflate, br and zstd)",
        /// More content codings than are undone.
        TooManyCodings = "more content codings one around another than anybody uses",

        /// The capture is a gzip file that does not decompress.
        DamagedGzip = "the capture is packed by gzip and damaged, or was cut off",
        /// The capture is a zstd file that does not decompress.
        DamagedZstd = "the capture is packed by zstd and damaged, or was cut off",
        /// The capture is an xz file.
        Xz = "the capture is packed by xz, which is not read here (unpack it first)",
        /// The capture is a bzip2 file.
        Bzip2 = "the capture is packed by bzip2, which is not read here (unpack it first)",
        /// The capture is a zip archive.
        Zip = "the capture is in a zip archive, which is not read here (unpack it first)",

        /// A HAR file that is not a JSON object.
        HarNoObject = "a HAR file begins with `{`",
        /// A HAR file that is not JSON.
        HarNotJson = "a HAR file that is not well-formed JSON",
        /// The `log` of a HAR file is not an object.
        HarNoLog = "`log` is not an object, as it is in a HAR file",
        /// The `log.entries` of a HAR file is not a list.
        HarNoList = "`log.entries` is not a list, as it is in a HAR file",
        /// A HAR file without `log.entries`.
        HarNoEntries = "a HAR file without `log.entries`",
        /// Something after the object of a HAR file.
        HarTrailing = "something behind the end of a HAR file",
        /// A HAR file that ends early, between entries.
        HarCutOff = "a HAR file that ends in the middle",
        /// A HAR file that ends early, in an entry.
        HarCutEntry = "a HAR file that ends in the middle of an entry",
        /// An entry of a HAR file with another layout.
        HarEntry = "an entry that is not laid out as HAR says",
        /// A record of JSON lines with another layout.
        Record = "a record that is not laid out as it should be",

        /// An element of a Burp item without an end.
        BurpElement = "an element of an item that does not end",
        /// A message of a Burp item that is not Base64, though it is marked so.
        BurpBase64 = "a message that is not Base64, as it says it is",
        /// A Burp item without its request.
        BurpNoRequest = "the item was saved without its request",
        /// A response of a Burp item that is not HTTP.
        BurpResponse = "the response is no message of HTTP",

        /// A quotation or here-document of a shell command without an end.
        UnclosedQuotation = "a quotation or a here-document that nothing ends",
        /// An option of curl at the end of its command, without its value.
        OptionWithoutValue = "an option without the value that belongs to it",
        /// A form field of curl without `=`.
        FormField = "a field of a form without `=` between its name and its value",
        /// A request of curl that reads its standard input.
        StandardInput = "a request that takes content from another command or the keyboard: only curl could say what it sent",
        /// A request of curl that reads a file.
        FileContent = "a request that takes content from a file (`@name`), and files are not read unless that is allowed",

        /// A line where a request line or status line of HTTP belongs.
        StartLine = "no request line or status line of HTTP",
        /// Text between HTTP messages.
        NotHttp = "text that is no message of HTTP",
        /// A response where a request belongs.
        UnexpectedResponse = "a response where a request belongs",
        /// A request where a response belongs.
        UnexpectedRequest = "a request where a response belongs",
        /// A chunk without its size.
        ChunkSize = "a chunk whose size is no number",
        /// A chunk that does not end where its size says.
        ChunkEnd = "a chunk that is longer than it says",
        /// A line of a chunked body over the fixed bound.
        ChunkLineTooLong = "a line of a chunk that is longer than any",
        /// Trailer fields over the fixed bound.
        TooManyTrailers = "more fields behind the last chunk than any has",
        /// A chunked body without its last chunk.
        ChunksCutOff = "a body in chunks that ends before the last one",
        /// A body in a transfer coding other than chunked.
        UnknownTransferCoding = "a body whose length is not known: its transfer coding is none that is known here",
        /// A body whose `Content-Length` is not a number.
        InvalidLength = "a body whose length is not known: its Content-Length is no length",
        /// A request body without `Content-Length` and `Transfer-Encoding`.
        NoLength = "a body whose length is not known: it has neither a Content-Length nor a Transfer-Encoding",
        /// Bytes of the message are missing from the capture.
        LostBytes = "the capture lost some of its bytes",
        /// The capture ends in the message.
        CutOff = "the capture ends before it does",
        /// The connection ended in the message.
        ConnectionEnded = "the connection ended before it",

        /// A HAR entry without the text of its body.
        BodyLeftOut = "the capture leaves the body out",
        /// A HAR entry with the parts of a multipart body instead of its bytes.
        MultipartParts = "of a multipart body the capture has the parts, but not the bytes",
        /// A HAR entry whose body is not Base64, though it is marked so.
        BodyBase64 = "the capture has the body in base64 that is damaged",

        /// A value of a mitmproxy file that is not a netstring.
        Netstring = "no netstring (a length, `:`, as many bytes, and what they are) where one belongs",
        /// A response of a mitmproxy file without a status.
        NoStatus = "a response without a status",
        /// A flow of a mitmproxy file without a body.
        BodyNotKept = "mitmproxy did not keep the body",

        /// The file does not start with the header of pcap.
        PcapHeader = "no header of a pcap file",
        /// A packet or block whose fields contradict each other.
        DamagedPacket = "a packet that is damaged",
        /// A packet or block over the fixed bound.
        PacketTooLong = "a packet longer than any network carries",
        /// Packets of a link layer that is not read.
        UnknownLink = "packets of a link type that is not known here",

        /// Something else where tshark writes a packet.
        TsharkNoPacket = "no packet where one belongs",
        /// A packet of tshark with another layout.
        TsharkPacket = "a packet that is laid out otherwise than tshark does",
        /// A response of tshark whose status is not a number.
        TsharkStatus = "a response whose status is no number",
        /// A body that tshark shows as truncated text.
        TsharkTruncated = "tshark shows the body as a text that is not whole (4.2 and newer ones show its bytes)",
        /// A body that tshark does not show.
        TsharkNoBody = "what tshark shows does not have the body",
    }
}
