import Foundation

/// Gets the parts of a form one after the other, as they come.
protocol MultipartSink {
    /// - Parameter head: nil for a part that nobody can ask for.
    mutating func begin(_ head: PartHead?) throws
    mutating func add(_ bytes: UnsafeRawBufferPointer) throws
    mutating func end() throws
}

/// Finds the parts of `multipart/form-data` (RFC 7578, 2046) in whatever pieces the body comes, and holds on to no more of
/// it than a boundary or a part's header. Its work grows with the body's length alone: a boundary has a line end at its
/// first byte only, so what looks like one and is none was compared once.
struct MultipartScanner {
    /// More parts than a person fills in are an attack on memory.
    static let mostParts = 2_000
    static let longestHeader = 8_192

    private enum State {
        case preamble
        /// A boundary has just ended.
        case boundary
        case header
        /// - Parameter skip: bytes that still belong to the header.
        case content(skip: Int)
        case epilogue
    }

    private static let headerEnd = Array("\r\n\r\n".utf8)

    private let boundary: [UInt8]
    private var state = State.preamble
    /// The first boundary may stand at the very beginning, without the line end that all others have.
    private var held = Array("\r\n".utf8)
    private var parts = 0
    /// Bytes that were looked at, each as often as it was.
    private(set) var looks = 0

    init(boundary: String) { self.boundary = Array("\r\n--\(boundary)".utf8) }

    /// - Throws: `Refusal.unreadable` where the body is not what its boundary says; whatever the sink throws.
    mutating func feed(_ bytes: UnsafeRawBufferPointer, to sink: inout some MultipartSink) throws {
        var all = held
        held = []
        all.append(contentsOf: bytes)
        var position = 0
        try all.withUnsafeBytes { all in
            while try step(all, &position, &sink) {}
        }
        held = Array(all[position...])
    }

    /// - Throws: `Refusal.unreadable` where the last boundary has not come.
    func finish() throws {
        guard case .epilogue = state else { throw Refusal.unreadable }
    }

    /// - Returns: whether there may be more to do with these bytes.
    private mutating func step(
        _ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ sink: inout some MultipartSink
    ) throws -> Bool {
        switch state {
        case .preamble, .content: return try passContent(bytes, &position, &sink)
        case .boundary: return try passBoundary(bytes, &position)
        case .header: return try passHeader(bytes, &position, &sink)
        case .epilogue:
            position = bytes.count
            return false
        }
    }

    private mutating func passContent(
        _ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ sink: inout some MultipartSink
    ) throws -> Bool {
        let found = find(boundary, in: bytes, from: position)
        try give(bytes[position..<found.start], to: &sink)
        position = found.start
        guard found.isWhole else { return false }
        if case .content = state { try sink.end() }
        position += boundary.count
        state = .boundary
        return true
    }

    private mutating func give(_ slice: Slice<UnsafeRawBufferPointer>, to sink: inout some MultipartSink) throws {
        guard case .content(let skip) = state else { return }
        let rest = slice.dropFirst(skip)
        state = .content(skip: max(0, skip - slice.count))
        if !rest.isEmpty { try sink.add(UnsafeRawBufferPointer(rebasing: rest)) }
    }

    private mutating func passBoundary(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) throws -> Bool {
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t") {
            position += 1
        }
        guard bytes.count - position >= 2 else { return false }
        switch (bytes[position], bytes[position + 1]) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")): state = .epilogue
        case (13, 10):
            parts += 1
            guard parts <= Self.mostParts else { throw Refusal.unreadable }
            state = .header
        default: throw Refusal.unreadable
        }
        return true
    }

    /// The boundary's own line end is the first of the two that an empty header consists of, and the last one of a header
    /// may be the first byte of a boundary: a part without content.
    private mutating func passHeader(
        _ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ sink: inout some MultipartSink
    ) throws -> Bool {
        let window = UnsafeRawBufferPointer(
            rebasing: bytes[position..<min(bytes.count, position + Self.longestHeader + Self.headerEnd.count)])
        let found = find(Self.headerEnd, in: window, from: 0)
        guard found.isWhole else {
            guard window.count <= Self.longestHeader else { throw Refusal.unreadable }
            return false
        }
        let header = UnsafeRawBufferPointer(rebasing: window[..<found.start])
        guard !find(boundary, in: header, from: 0).isWhole else { throw Refusal.unreadable }
        try sink.begin(PartHead(header))
        position += found.start + 2
        state = .content(skip: 2)
        return true
    }

    /// Where the pattern is, or where it may begin before the bytes end. - Parameter pattern: begins with a carriage return.
    private mutating func find(
        _ pattern: [UInt8], in bytes: UnsafeRawBufferPointer, from start: Int
    ) -> (start: Int, isWhole: Bool) {
        guard let base = bytes.baseAddress else { return (start, false) }
        var index = start
        while index < bytes.count, let place = memchr(base + index, 13, bytes.count - index) {
            let candidate = base.distance(to: UnsafeRawPointer(place))
            let equal = Self.equal(pattern, bytes, at: candidate)
            looks += candidate - index + equal + 1
            if equal == pattern.count { return (candidate, true) }
            if candidate + equal == bytes.count { return (candidate, false) }
            index = candidate + 1
        }
        looks += max(0, bytes.count - index)
        return (bytes.count, false)
    }

    /// How many bytes from there on are those of the pattern.
    private static func equal(_ pattern: [UInt8], _ bytes: UnsafeRawBufferPointer, at start: Int) -> Int {
        let most = min(pattern.count, bytes.count - start)
        var count = 0
        while count < most, bytes[start + count] == pattern[count] { count += 1 }
        return count
    }
}
