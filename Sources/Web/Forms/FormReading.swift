import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

extension FormBody {
    /// Reads a form as it comes: a file goes to the disk, and never before the form's token.
    /// - Throws: `UnreadBody` with a `Refusal`, a `BrokenBody` or a fault of the disk; `Refusal.forgedForm`.
    public static func read(_ request: Request, _ rules: FormRules) async throws -> FormBody {
        let form: FormBody
        do {
            let boundary = try boundary(in: request.headers[.contentType] ?? "")
            // What cannot hold a file need not be as large as one.
            let limit = boundary == nil ? min(rules.limit, rules.textLimit) : rules.limit
            let body = ArrivingBody(request, limit: limit)
            if let length = body.length, length > limit { throw Refusal.tooLarge }
            form = try await rules.pace.hold { watch in
                guard let boundary else { return FormBody(encoded: String(buffer: try await body.whole(watch))) }
                return try await body.form(boundary, rules, watch)
            }
        } catch { throw UnreadBody(cause: error) }
        try form.checkToken(of: rules.cookie)
        return form
    }

    func checkToken(of cookie: String) throws {
        guard !cookie.isEmpty, Secrets.isFormToken(raw("csrf"), of: cookie) else { throw Refusal.forgedForm }
    }

    /// - Returns: nil where the form is not in parts.
    private static func boundary(in type: String) throws -> String? {
        guard type.lowercased().hasPrefix("multipart/form-data") else { return nil }
        // RFC 2046. Within a boundary there is no line end: `MultipartScanner` rests upon that.
        guard let boundary = HeaderParameters(type.utf8)["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ $0 >= 32 && $0 < 127 })
        else { throw Refusal.unreadable }
        return boundary
    }
}

/// What a request sends, held to its size and its pace.
struct ArrivingBody: Sendable {
    /// Bytes that are searched and written at once: a change of thread costs more than a few of them.
    private static let portion = 131_072

    let length: Int?
    private let body: RequestBody
    private let limit: Int

    init(_ request: Request, limit: Int) {
        length = request.headers[.contentLength].flatMap { Int($0) }
        (body, self.limit) = (request.body, limit)
    }

    func whole(_ watch: PaceWatch) async throws -> ByteBuffer {
        var whole = ByteBuffer()
        try await each(watch) { whole.writeImmutableBuffer($0) }
        return whole
    }

    func form(_ boundary: String, _ rules: FormRules, _ watch: PaceWatch) async throws -> FormBody {
        let parts = ArrivingParts(boundary, rules)
        var portion = ByteBuffer()
        try await each(watch) { buffer in
            portion.writeImmutableBuffer(buffer)
            guard portion.readableBytes >= Self.portion else { return }
            let full = portion
            try await aside { try parts.take(full) }
            portion = ByteBuffer()
        }
        let last = portion
        return try await aside {
            try parts.take(last)
            return try parts.finish()
        }
    }

    func each(_ watch: PaceWatch, _ take: (ByteBuffer) async throws -> Void) async throws {
        var iterator = body.makeAsyncIterator()
        var count = 0
        while let buffer = try await Self.next(&iterator) {
            count += buffer.readableBytes
            guard count <= limit else { throw Refusal.tooLarge }
            watch.came(buffer.readableBytes)
            try await take(buffer)
        }
        if let length, count < length { throw BrokenBody(cause: nil) }
    }

    /// Whatever goes wrong here is the line's fault or the sender's, not ours.
    private static func next(_ iterator: inout RequestBody.AsyncIterator) async throws -> ByteBuffer? {
        do { return try await iterator.next() } catch { throw BrokenBody(cause: error) }
    }
}

/// The parts that have come so far. It goes from thread to thread, one at a time.
private final class ArrivingParts: Sendable {
    private struct State {
        var scanner: MultipartScanner
        var gatherer: FormGatherer
    }

    private let state: Mutex<State>

    init(_ boundary: String, _ rules: FormRules) {
        state = Mutex(State(scanner: MultipartScanner(boundary: boundary), gatherer: FormGatherer(rules)))
    }

    func take(_ buffer: ByteBuffer) throws {
        try state.withLock { state in
            try buffer.withUnsafeReadableBytes { try state.scanner.feed($0, to: &state.gatherer) }
        }
    }

    func finish() throws -> FormBody {
        try state.withLock { state in
            try state.scanner.finish()
            return state.gatherer.form
        }
    }
}
