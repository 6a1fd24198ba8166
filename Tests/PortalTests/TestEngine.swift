import Foundation
import Synchronization

@testable import Database
@testable import Gate
@testable import Ground
@testable import House

/// The engine that a run of the tests is for: files, or databases of the server that `KARDAN_TEST_POSTGRES` names.
enum TestEngine {
    static let server = ProcessInfo.processInfo.environment["KARDAN_TEST_POSTGRES"]
}

/// Where the stores of one world lie: files in a folder, on a server in a database of its own.
final class WorldPlace: Sendable {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-\(UUID().uuidString)")
    private let server: String?
    /// Roles belong to all databases of a server: companies that a test adds need names that no other world has.
    private let prefix = "t\(UInt64.random(in: 0...(.max)))_"
    private let directory: String

    /// An empty one.
    init() async throws {
        server = try await TestServer.shared?.make()
        directory = "\(prefix)directory"
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// What nobody has open lies here as it lies there.
    init(copyOf other: WorldPlace) async throws {
        server = try await TestServer.shared?.make(from: other.server)
        directory = other.directory
        try FileManager.default.copyItem(at: other.folder, to: folder)
        guard let old = other.server, let server else { return }
        let stores = Stores()
        let directory = try stores.store(at: storePlaces.directory(), in: folder)
        _ = try await directory.write { try $0.execute("UPDATE company SET place = replace(place, \(old), \(server))") }
        try stores.close()
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
        if let server { TestServer.shared?.remove(server) }
    }

    var storePlaces: StorePlaces {
        guard let server else { return StorePlaces() }
        return StorePlaces(
            directory: "\(server)?schema=\(directory)", companies: "\(server)?schema=\(prefix){slug}")
    }
}

/// Makes and drops databases, which the portal's own login may not.
final class TestServer: Sendable {
    static let shared: TestServer? = TestEngine.server.map { portal in
        TestServer(portal: portal, maker: ProcessInfo.processInfo.environment["KARDAN_TEST_POSTGRES_MAKER"]!)
    }

    /// What stands before the name of a database where the portal signs in.
    private let address: String
    private let login: String
    private let pool: PostgresPool

    private init(portal: String, maker: String) {
        let url = URLComponents(string: portal)!
        login = url.user!
        address = String(portal.dropLast(url.path.count - 1))
        var limits = PoolLimits()
        limits.connections = 2
        limits.waiting = .max
        limits.patience = .seconds(600)
        limits.statementMilliseconds = 0
        pool = PostgresPool(Place.Server(maker), limits)
    }

    /// - Parameter other: what it shall be like; nobody may be connected with it.
    /// - Returns: the address of a database in which the portal may make schemas.
    func make(from other: String? = nil) async throws -> String {
        let name = "t\(UInt64.random(in: 0...(.max)))"
        let template = other.map { "TEMPLATE \($0.dropFirst(address.count)) STRATEGY file_copy" } ?? ""
        try await run("CREATE DATABASE \(name) \(template)", "GRANT CREATE ON DATABASE \(name) TO \(login)")
        return address + name
    }

    /// Some time after.
    func remove(_ database: String) {
        let name = database.dropFirst(address.count)
        Task.detached { try? await self.run("DROP DATABASE \(name) WITH (FORCE)") }
    }

    /// Neither may stand in a transaction.
    private func run(_ statements: String...) async throws {
        try await pool.withConnection(preferring: "", begin: { _ in }) { connection in
            for statement in statements { try connection.simple(statement) }
        }
    }
}
