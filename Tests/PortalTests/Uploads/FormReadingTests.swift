import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing

@testable import Web

@Suite("FormBody, while it comes")
struct FormReadingTests {
    @Test("has its fields as they were typed and its files on the disk, of which nothing is left behind")
    func files() async throws {
        let place = TestPlace()
        let photo = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        do {
            let form = try await place.read(
                [
                    .token, .field("note", "الف\r\n\0ب"), .file("photos", photo), .file("photos", []),
                    .file("paper", [1, 2]),
                ])
            #expect(form.raw("note") == "الف\r\nب")
            #expect(form.files("photos").map(\.size) == [300_000] && form.files("paper").map(\.size) == [2])
            #expect(try form.files("photos")[0].bytes() == photo && form.files("paper")[0].bytes() == [1, 2])
            #expect(place.names == [], "not even while it is read")
            #expect(place.open == 1 && place.ended == 0)
            let mode = try FileManager.default.attributesOfItem(atPath: place.folder.path)[.posixPermissions] as? Int
            #expect(mode == 0o700)
        }
        #expect(place.ended == 1)
        try await place.isLeft()
    }

    @Test("is told from another one by its files too, and not by how they came")
    func digest() async throws {
        let place = TestPlace()
        func digest(_ bytes: [UInt8], _ portion: Int) async throws -> String {
            try await place.read([.token, .file("photos", bytes)], portion: portion).digest(leavingOut: ["csrf"])
        }
        let first = try await digest([1, 2, 3], 7)
        #expect(try await digest([1, 2, 3], 4_096) == first)
        #expect(try await digest([1, 2, 4], 7) != first)
    }

    @Test("with a file before its token is refused at once, and nothing is written or read on")
    func forged() async throws {
        let place = TestPlace()
        let pulled = Atomic(0)
        for start in [[TestPart.file("photos", [])], [.field("csrf", "wrong"), .file("photos", [])]] {
            pulled.store(0, ordering: .relaxed)
            let head = TestPart.bytes(start, isWhole: false)
            let endless = AsyncThrowingStream<ByteBuffer, any Error> {
                let count = pulled.add(1, ordering: .relaxed).newValue
                return ByteBuffer(bytes: count == 1 ? head : [UInt8](repeating: 97, count: 65_536))
            }
            #expect(await place.refusal(.init(asyncSequence: endless)) == "error.forged_form")
            #expect(pulled.load(ordering: .relaxed) < 5)
        }
        #expect(place.made == 0)
    }

    @Test("without files needs its token as well")
    func forgedFields() async throws {
        let body = ByteBuffer(bytes: TestPart.bytes([.field("note", "x")]))
        #expect(await TestPlace().refusal(.init(buffer: body)) == "error.forged_form")
    }

    @Test("keeps no file over its limit, and says how large it was")
    func largeFile() async throws {
        let place = TestPlace(fileLimit: 1_000)
        let form = try await place.read(
            [.token, .file("a", Array(repeating: 1, count: 1_000)), .file("a", Array(repeating: 2, count: 1_001))])
        #expect(form.files("a").map(\.size) == [1_000, 1_001])
        #expect(try form.files("a")[0].bytes().count == 1_000)
        #expect(throws: Refusal.self) { try form.files("a")[1].bytes() }
    }

    @Test("is held to the size of its fields and of its whole, in parts or not")
    func limits() async throws {
        let place = TestPlace(limit: 5_000, textLimit: 1_000)
        for parts: [TestPart] in [
            [.token, .field("note", String(repeating: "x", count: 1_000))],
            [.token, .field(String(repeating: "n", count: 1_000), "")],
            [.token, .file("photos", Array(repeating: 1, count: 5_000))],
        ] {
            let body = RequestBody(buffer: ByteBuffer(bytes: TestPart.bytes(parts)))
            #expect(await place.refusal(body) == "error.too_large")
        }
        let typed = RequestBody(buffer: ByteBuffer(string: "note=" + String(repeating: "x", count: 1_000)))
        #expect(await place.refusal(typed, type: "application/x-www-form-urlencoded") == "error.too_large")
        let none = TestPlace(fileLimit: 0)
        let body = RequestBody(buffer: ByteBuffer(bytes: TestPart.bytes([.token, .file("a", [1])])))
        #expect(await none.refusal(body) == "error.unreadable")
        #expect(none.made == 0)
    }

    @Test("that breaks off is nobody's fault of ours, and leaves nothing behind")
    func brokenOff() async throws {
        let place = TestPlace()
        let half = TestPart.bytes([.token, .file("photos", Array(repeating: 1, count: 400_000))], isWhole: false)
        let cut = AsyncThrowingStream<ByteBuffer, any Error> { end in
            end.yield(ByteBuffer(bytes: half))
            end.finish(throwing: ChannelError.eof)
        }
        #expect(await place.refusal(.init(asyncSequence: cut)) == "BrokenBody")
        let short = RequestBody(buffer: ByteBuffer(bytes: half))
        #expect(await place.refusal(short, length: half.count + 1) == "BrokenBody")
        let open = RequestBody(buffer: ByteBuffer(bytes: half.dropLast(9)))
        #expect(await place.refusal(open) == "error.unreadable")
        #expect(place.made == 3 && place.ended == 3)
        try await place.isLeft()
    }

    @Test("that comes too slowly is ended")
    func slow() async throws {
        let place = TestPlace(patience: .milliseconds(50))
        let silent = AsyncStream<ByteBuffer> { $0.yield(ByteBuffer(string: "--mark\r\n")) }
        #expect(await place.refusal(.init(asyncSequence: silent)) == "error.too_slow")
    }

    @Test("has thirty seconds to begin, and saves up two minutes by coming fast")
    func pace() {
        let (watch, start) = (PaceWatch(Pace()), NIODeadline.now())
        #expect(!watch.isDue(at: start + .seconds(29)) && watch.isDue(at: start + .seconds(31)))
        watch.came(5_000, at: start + .seconds(1))
        #expect(!watch.isDue(at: start + .seconds(39)) && watch.isDue(at: start + .seconds(41)), "500 bytes a second")
        watch.came(40_000_000, at: start + .seconds(10))
        #expect(!watch.isDue(at: start + .seconds(129)) && watch.isDue(at: start + .seconds(131)))
    }
}

/// A part of a form as it is sent.
enum TestPart {
    static let cookie = "a cookie"
    static var token: TestPart { .field("csrf", Secrets.formToken(of: cookie)) }

    case field(String, String)
    case file(String, [UInt8])

    /// - Parameter isWhole: whether the last boundary comes.
    static func bytes(_ parts: [TestPart], isWhole: Bool = true) -> [UInt8] {
        let bytes = parts.flatMap { part in
            switch part {
            case .field(let name, let value):
                Array("--mark\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
            case .file(let name, let bytes):
                Array("--mark\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"a.jpg\"\r\n\r\n".utf8)
                    + bytes + Array("\r\n".utf8)
            }
        }
        return isWhole ? bytes + Array("--mark--\r\n".utf8) : bytes
    }
}

/// Reads forms, with a folder of its own for their files; patiently, since other tests may hold the processors meanwhile.
private final class TestPlace: Sendable {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-\(UUID().uuidString)")
    private let counts = Mutex((made: 0, ended: 0))
    private let limit: Int
    private let textLimit: Int
    private let fileLimit: Int
    private let patience: TimeAmount

    init(
        limit: Int = 1 << 20, textLimit: Int = 262_144, fileLimit: Int = 1 << 20, patience: TimeAmount = .minutes(10)
    ) {
        (self.limit, self.textLimit, self.fileLimit, self.patience) = (limit, textLimit, fileLimit, patience)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var made: Int { counts.withLock { $0.made } }
    var ended: Int { counts.withLock { $0.ended } }
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] }

    /// Files of this folder that the program still holds, with a name or without.
    var open: Int {
        let held = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return held.count { number in
            let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
            return place?.hasPrefix(folder.path) ?? false
        }
    }

    /// They are closed on another thread.
    func isLeft() async throws {
        for _ in 0..<500 where open > 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(open == 0 && names == [])
    }

    func read(_ parts: [TestPart], portion: Int = 1_000) async throws -> FormBody {
        let bytes = TestPart.bytes(parts)
        let pieces = AsyncStream<ByteBuffer> { end in
            for start in stride(from: 0, to: bytes.count, by: portion) {
                end.yield(ByteBuffer(bytes: bytes[start..<min(bytes.count, start + portion)]))
            }
            end.finish()
        }
        return try await FormBody.read(request(.init(asyncSequence: pieces)), rules)
    }

    /// Why a form is refused: the key of the sentence, or the type of what happened.
    func refusal(
        _ body: RequestBody, type: String = "multipart/form-data; boundary=\"mark\"", length: Int? = nil
    ) async -> String {
        do {
            _ = try await FormBody.read(request(body, type, length), rules)
            return ""
        } catch {
            let cause = (error as? UnreadBody)?.cause ?? error
            return (cause as? Refusal)?.complaint.key ?? "\(Swift.type(of: cause))"
        }
    }

    private func request(
        _ body: RequestBody, _ type: String = "multipart/form-data; boundary=mark", _ length: Int? = nil
    ) -> Request {
        var headers: HTTPFields = [.contentType: type]
        headers[.contentLength] = length.map(String.init)
        return Request(
            head: HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/", headerFields: headers),
            body: body)
    }

    private var rules: FormRules {
        var rules = FormRules(limit: limit, textLimit: textLimit, fileLimit: fileLimit, cookie: TestPart.cookie) {
            [folder, self] in
            counts.withLock { $0.made += 1 }
            return try Spool(in: folder) { self.counts.withLock { $0.ended += 1 } }
        }
        rules.pace.patience = patience
        return rules
    }
}
