import Domain
import Foundation
import Testing

@testable import Database

@Suite("A commit in a file")
struct DurableTests {
    @Test("is flushed before it is acknowledged")
    func full() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try Stores().store(at: .file("store.sqlite"), in: folder)
        #expect(try await store.write { try $0.value("PRAGMA synchronous", as: Int.self) } == 2)
        try store.close()
    }
}
