import Domain
import Foundation
import Testing

@testable import Database

@Suite("A copy of a store")
struct StoreCopyTests {
    private static let steps = [
        "CREATE TABLE part (id IDENTITY_KEY, code TEXT NOT NULL UNIQUE, stock BIGINT NOT NULL, note TEXT);"
            + "\nCREATE TABLE sold (part_id BIGINT NOT NULL REFERENCES part (id), at BIGINT NOT NULL)"
    ]
    private let migrations: Migrations

    init() throws { migrations = try Migrations(folder: MigratorTests.folder(Self.steps)) }

    /// Two stores with the schema: the second one a file, so that on a server the copy crosses engines.
    private func pair() async throws -> (source: Bare, target: Bare) {
        let pair = (try Bare(on: StoreBench.server), try Bare(on: nil))
        for bare in [pair.0, pair.1] {
            try await StoreBench.stores.prepare(bare.place, onWorker: true)
            try await migrations.apply(to: bare.store)
        }
        return pair
    }

    private static let texts = [
        "ساده", "tab\tin it", "two\nlines\r\n", "back\\slash \\N \\.", "", "'quotes' \"too\"", "نیم\u{200C}فاصله", "🧊",
        "{0}$1?",
    ]

    private func fill(_ store: Store) async throws {
        try await store.write { tx in
            for (index, text) in Self.texts.enumerated() {
                let note: String? = index.isMultiple(of: 3) ? nil : text
                let part: ID<String> = try tx.insert(
                    "INSERT INTO part (code, stock, note) VALUES (\("\(index)" + text), \(Int64.max - Int64(index)), \(note))"
                )
                try tx.execute("INSERT INTO sold (part_id, at) VALUES (\(part), \(-1))")
            }
            try tx.execute("DELETE FROM sold WHERE part_id = 9")
            try tx.execute("DELETE FROM part WHERE id = 9")
        }
    }

    @Test("holds every row as it was, whatever stands in it, and is proved by the same sums")
    func same() async throws {
        let (source, target) = try await pair()
        try await fill(source.store)
        let copy = StoreCopy(migrations)
        let sent = try await copy.run(from: source.store, to: target.store, isSettled: true)
        try StoreCopy.compare(sent, try await copy.digests(of: target.store))
        #expect(sent["part"]?.rows == Self.texts.count - 1)
        let notes: [String] = try await target.store.read {
            try $0.list("SELECT note FROM part WHERE note IS NOT NULL ORDER BY id")
        }
        #expect(
            notes == Self.texts.enumerated().filter { !$0.offset.isMultiple(of: 3) && $0.offset != 8 }.map(\.element))
    }

    @Test("goes on numbering where the source had come to, also after a deletion")
    func identity() async throws {
        let (source, target) = try await pair()
        try await fill(source.store)
        try await StoreCopy(migrations).run(from: source.store, to: target.store, isSettled: false)
        let next: ID<String> = try await target.store.write {
            try $0.insert("INSERT INTO part (code, stock) VALUES ('x', 1)")
        }
        #expect(next.value == Int64(Self.texts.count) + 1)
        // And back again.
        let again = try Bare(on: StoreBench.server)
        try await StoreBench.stores.prepare(again.place, onWorker: true)
        try await migrations.apply(to: again.store)
        let sent = try await StoreCopy(migrations).run(from: target.store, to: again.store, isSettled: true)
        try StoreCopy.compare(sent, try await StoreCopy(migrations).digests(of: again.store))
    }

    @Test("is refused where rows are there already, and leaves them alone")
    func occupied() async throws {
        let (source, target) = try await pair()
        try await fill(source.store)
        _ = try await target.store.write { try $0.execute("INSERT INTO part (code, stock) VALUES ('mine', 1)") }
        await #expect(throws: CopyFault.occupied("part")) {
            try await StoreCopy(migrations).run(from: source.store, to: target.store, isSettled: true)
        }
        let codes: [String] = try await target.store.read { try $0.list("SELECT code FROM part") }
        #expect(codes == ["mine"])
    }

    @Test("leaves nothing where the source breaks off")
    func broken() async throws {
        let (source, target) = try await pair()
        try await fill(source.store)
        try await source.store.migrate { try $0.script("ALTER TABLE sold RENAME TO gone") }
        await #expect(throws: DatabaseFault.self) {
            try await StoreCopy(migrations).run(from: source.store, to: target.store, isSettled: true)
        }
        let count: Int? = try await target.store.read { try $0.value("SELECT count(*) FROM part") }
        #expect(count == 0)
    }

    @Test("is found out where one value differs, or one row is missing")
    func compared() throws {
        var (one, other) = (TableDigest(), TableDigest())
        one.add([.integer(1), .text("a"), .null])
        one.add([.integer(2), .text("b"), .null])
        other.add([.integer(2), .text("b"), .null])
        #expect(throws: CopyFault.different("part", 2, 1)) { try StoreCopy.compare(["part": one], ["part": other]) }
        other.add([.integer(1), .text("a"), .null])
        #expect(throws: Never.self) { try StoreCopy.compare(["part": one], ["part": other]) }
        for row: [SQLValue] in [
            [.integer(1), .text("a"), .text("")], [.text("1"), .text("a"), .null], [.integer(1), .text("A"), .null],
        ] {
            var third = TableDigest()
            third.add(row)
            third.add([.integer(2), .text("b"), .null])
            #expect(one != third, "\(row)")
        }
        #expect(throws: CopyFault.different("part", 2, nil)) { try StoreCopy.compare(["part": one], [:]) }
    }
}

/// An empty store at a place of its own.
final class Bare: Sendable {
    let place: Place
    let store: Store
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-\(UUID().uuidString)")

    init(on server: String?) throws {
        place = try Place(server ?? "", schema: "t\(UInt64.random(in: 0...(.max)))", file: "store.sqlite")
        store = try StoreBench.stores.store(at: place, in: folder)
    }

    deinit {
        let place = place, folder = folder
        try? FileManager.default.removeItem(at: folder)
        Task.detached { try? await StoreBench.stores.remove(place, in: folder) }
    }
}
