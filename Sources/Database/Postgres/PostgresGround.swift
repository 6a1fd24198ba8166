import CPostgres

/// What a company's tables stand in: a role, the schema that it owns, and the table of the writer's lock. Each is made in a
/// transaction of its own: the nodes of Citus see the one before only once it is there. Whoever was stopped half-way goes on.
struct PostgresGround: Sendable {
    let schema: String
    /// Where Citus spreads schemas over its workers, this one may be spread. Else it stays on the node that is asked.
    var onWorker = false
    private var name: String { "\"\(schema)\"" }

    /// Of two processes that make it at the same moment one waits for the other.
    func begin(_ connection: PostgresConnection) throws(DatabaseFault) {
        try connection.simple(
            "BEGIN; \(PostgresConnection.onNodes(of: schema)); SELECT pg_advisory_xact_lock(hashtext('\(schema)'))")
    }

    func makeRole(_ connection: PostgresConnection) throws {
        try connection.command(Self.onAllNodes)
        if try !connection.hasRow("SELECT 1 FROM pg_roles WHERE rolname = \(schema)") {
            // The nodes connect to each other as this role. It gets no password: they know each other without.
            let isSpread = try onWorker && connection.hasRow(Self.spreading)
            try connection.command("CREATE ROLE \(name) \(isSpread ? "LOGIN" : "NOLOGIN") NOINHERIT")
        }
        if try !connection.hasRow(membership) { try connection.command("GRANT \(name) TO CURRENT_USER") }
    }

    func makeSchema(_ connection: PostgresConnection) throws {
        if try isThere(connection) { return }
        // Citus lets nobody make one for a role whose rights he does not inherit.
        try connection.command("CREATE SCHEMA \(name)")
        try connection.command("ALTER SCHEMA \(name) OWNER TO \(name)")
    }

    /// Who writes holds the lock of this table, see `PostgresConnection.begin`; it never has a row.
    func makeWriter(_ connection: PostgresConnection) throws {
        try connection.command("SET LOCAL ROLE \(name)")
        try connection.command("CREATE TABLE IF NOT EXISTS \(name).writer ()")
    }

    func dropSchema(_ connection: PostgresConnection) throws {
        guard try isThere(connection) else { return }
        try connection.command("SET LOCAL ROLE \(name)")
        try connection.command("DROP SCHEMA \(name) CASCADE")
    }

    func dropRole(_ connection: PostgresConnection) throws {
        try connection.command(Self.onAllNodes)
        try connection.command("DROP ROLE IF EXISTS \(name)")
    }

    /// Every node of Citus knows every role, wherever its schema is: of the roles that the login may take none may be missing.
    private static let onAllNodes = "SET LOCAL citus.enable_ddl_propagation = on"

    private func isThere(_ connection: PostgresConnection) throws -> Bool {
        try connection.hasRow("SELECT 1 FROM pg_namespace WHERE nspname = \(schema)")
    }

    private static let spreading: SQL =
        "SELECT 1 WHERE current_setting('citus.enable_schema_based_sharding', true) = 'on'"

    /// Whether the login may take the role. Since PostgreSQL 16 a membership may be one that does not let it.
    private var membership: SQL {
        """
        SELECT 1 FROM pg_auth_members m
        WHERE m.roleid = (SELECT oid FROM pg_roles WHERE rolname = \(schema))
        AND m.member = (SELECT oid FROM pg_roles WHERE rolname = current_user)
        AND coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)
        """
    }
}

extension PostgresConnection {
    /// What changes a schema that is spread must reach the nodes of Citus, which know its role: one that may log in. Another
    /// server takes no notice.
    static func onNodes(of schema: String) -> String {
        """
        SELECT set_config('citus.enable_ddl_propagation',
            CASE WHEN EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '\(schema)' AND rolcanlogin) THEN 'on' ELSE 'off' END, true)
        """
    }

    func hasRow(_ sql: SQL) throws(DatabaseFault) -> Bool {
        let result = try once(sql)
        defer { PQclear(result) }
        return PQntuples(result) > 0
    }
}
