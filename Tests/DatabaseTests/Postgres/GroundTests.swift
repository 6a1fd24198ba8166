import Domain
import Foundation
import Testing

@testable import Database

/// A database in which the program's own login may not make schemas until it is let.
private struct Site {
    let stores = Stores()
    let place: Place
    let schema = "t\(UInt64.random(in: 0...(.max)))"
    private let database = "t\(UInt64.random(in: 0...(.max)))"
    private let login: String
    private static let maker = ProcessInfo.processInfo.environment["KARDAN_TEST_POSTGRES_MAKER"]
    private let pool: PostgresPool

    init() async throws {
        var address = try #require(URLComponents(string: StoreBench.server!))
        address.path = "/\(database)"
        login = try #require(address.user)
        place = try Place(address.string!, schema: schema, file: "")
        pool = PostgresPool(Place.Server(try #require(Self.maker)), PoolLimits())
        try await make("CREATE DATABASE \(database)")
    }

    func make(_ statement: String) async throws {
        try await pool.withConnection(preferring: "", begin: { _ in }) { try $0.command(statement) }
    }

    func letMakeSchemas() async throws { try await make("GRANT CREATE ON DATABASE \(database) TO \(login)") }

    /// As an operator of Citus sets it; here nobody hears it but the program.
    func spread(_ isOn: Bool) async throws {
        try await make("ALTER DATABASE \(database) SET citus.enable_schema_based_sharding = \(isOn ? "on" : "off")")
    }

    /// A transaction as nobody but the login.
    func asLogin<T: Sendable>(_ work: @escaping @Sendable (PostgresConnection) throws -> T) async throws -> T {
        guard case .schema(_, let server) = place else { throw DatabaseFault.noRow }
        let pool = PostgresPool(server, PoolLimits())
        let result = try await pool.withConnection(
            preferring: "", begin: { (connection) throws(DatabaseFault) in try connection.simple("BEGIN") }
        ) { connection in
            let result = try work(connection)
            try connection.commit()
            return result
        }
        try pool.close()
        return result
    }

    func end() async throws {
        try stores.close()
        try await make("DROP DATABASE \(database) WITH (FORCE)")
        try await make("DROP ROLE IF EXISTS \"\(schema)\"")
        try pool.close()
    }
}

@Suite("The ground of a company on a server", .enabled(if: StoreBench.server != nil), .timeLimit(.minutes(30)))
struct GroundTests {
    private static let steps = ["CREATE TABLE a (x TEXT)", "CREATE TABLE b (x TEXT)"]

    /// What is there, in the order in which it is made.
    private func made(_ site: Site) async throws -> [Bool] {
        let schema = site.schema
        return try await site.asLogin { connection in
            let questions: [SQL] = [
                "SELECT 1 FROM pg_roles WHERE rolname = \(schema)",
                "SELECT 1 FROM pg_namespace WHERE nspname = \(schema) AND nspowner = (SELECT oid FROM pg_roles WHERE rolname = \(schema))",
                "SELECT 1 FROM pg_tables WHERE schemaname = \(schema) AND tableowner = \(schema) AND tablename = 'writer'",
            ]
            return try questions.map { try connection.hasRow($0) }
        }
    }

    @Test("is made commit by commit, and a try that ends half-way leaves what the next one goes on from")
    func halfWay() async throws {
        let site = try await Site()
        await #expect(throws: DatabaseFault.self) { try await site.stores.prepare(site.place) }
        #expect(try await made(site) == [true, false, false])
        try await site.letMakeSchemas()
        // A process that was killed after the schema has left no more than that.
        let ground = PostgresGround(schema: site.schema)
        try await site.asLogin { try ground.makeSchema($0) }
        #expect(try await made(site) == [true, true, false])
        for _ in 1...2 { try await site.stores.prepare(site.place) }
        #expect(try await made(site) == [true, true, true])
        let store = try site.stores.store(at: site.place, in: FileManager.default.temporaryDirectory)
        #expect(try await Migrations(folder: MigratorTests.folder(Self.steps)).apply(to: store) == 2)
        try await site.end()
    }

    @Test("is made by two processes at the same moment, once")
    func together() async throws {
        let site = try await Site()
        try await site.letMakeSchemas()
        let others = (0..<4).map { _ in Stores() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for stores in others { group.addTask { try await stores.prepare(site.place) } }
            try await group.waitForAll()
        }
        for stores in others { try stores.close() }
        #expect(try await made(site) == [true, true, true])
        try await site.end()
    }

    @Test("has no role that may log in, but where Citus spreads schemas over its workers")
    func logIn() async throws {
        for isSpread in [false, true] {
            let site = try await Site()
            try await site.letMakeSchemas()
            try await site.spread(isSpread)
            try await site.stores.prepare(site.place, onWorker: true)
            let schema = site.schema
            let mayLogIn = try await site.asLogin {
                try $0.hasRow("SELECT 1 FROM pg_roles WHERE rolname = \(schema) AND rolcanlogin")
            }
            #expect(mayLogIn == isSpread)
            try await site.end()
        }
    }

    @Test("goes with all that stands on it, schema first and role after")
    func removed() async throws {
        let site = try await Site()
        try await site.letMakeSchemas()
        try await site.stores.prepare(site.place)
        for _ in 1...2 { try await site.stores.remove(site.place, in: FileManager.default.temporaryDirectory) }
        #expect(try await made(site) == [false, false, false])
        try await site.end()
    }
}
