import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A page; Persian HTML packed is a fifth of itself, which a dealer on a poor line feels.
    /// - Parameter gzip: whether the browser takes it packed.
    public static func html(_ bytes: ByteBuffer, gzip: Bool, status: HTTPResponse.Status = .ok) -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .vary: "Accept-Encoding"]
        guard gzip, let packed = Gzip.packed([UInt8](bytes.readableBytesView), level: 5) else {
            return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: bytes))
        }
        headers[.contentEncoding] = "gzip"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: packed)))
    }

    /// After a form was done: the browser asks for the page again, and "back" sends nothing twice.
    public static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }

    /// The browser throws away what it keeps of our pages and photos. Not its storage: drafts of other people of a shared
    /// phone lie there, and those of this one the page's script removes.
    public mutating func forgetPages() { headers[.init("Clear-Site-Data")!] = "\"cache\"" }

    /// A file to be saved. - Parameter name: ASCII; it stands in a header.
    public static func download(_ bytes: ByteBuffer, name: String, mediaType: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: mediaType, .contentDisposition: "attachment; filename=\"\(name)\""],
            body: ResponseBody(byteBuffer: bytes))
    }

    /// - Parameter name: as for `download`.
    public static func workbook(_ bytes: [UInt8], name: String) -> Response {
        .download(ByteBuffer(bytes: bytes), name: name, mediaType: Workbook.mediaType)
    }

    /// A CSV file with the mark by which spreadsheets know UTF-8. - Parameter name: as for `download`.
    public static func csv(_ text: String, name: String) -> Response {
        .download(ByteBuffer(string: "\u{FEFF}" + text), name: name, mediaType: "text/csv; charset=utf-8")
    }

    /// What the browser keeps, and asks about at each look: on a shared machine it shows nothing to whoever comes next, and
    /// on a poor line it is sent once.
    public static let askedEachTime = "private, no-cache"

    /// The browser has it already. - Parameter tag: as it was sent.
    public static func notModified(_ tag: String) -> Response {
        Response(status: .notModified, headers: [.eTag: tag, .cacheControl: askedEachTime])
    }

    /// A file of `Public/`: its name changes with its content, so it may be kept for a year.
    public static func asset(_ file: Assets.File, for request: Request) -> Response {
        var headers: HTTPFields = [
            .contentType: file.mediaType, .cacheControl: "public, max-age=31536000, immutable",
            .vary: "Accept-Encoding",
        ]
        let takesGzip = request.headers[.acceptEncoding]?.contains("gzip") ?? false
        guard takesGzip, let packed = file.packed else {
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.bytes))
        }
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: packed))
    }
}

extension Request {
    /// Whether the browser has what bears this tag. - Parameter tag: in its quotation marks.
    public func has(_ tag: String) -> Bool {
        let known = headers[.ifNoneMatch] ?? ""
        return known.split(separator: ",").contains { $0.trimmingPrefix(" ").trimmingPrefix("W/") == tag }
    }
}
