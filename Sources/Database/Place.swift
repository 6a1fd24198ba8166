import Foundation

/// Where a store lives: a file, `sqlite:store.sqlite` (or the path alone), or a schema on a server,
/// `postgres://host/database?schema=kardan_arman`.
public enum Place: Hashable, Sendable {
    case file(String)
    case schema(String, on: Server)

    /// A PostgreSQL database, as libpq's own connection strings name it.
    public struct Server: Hashable, Sendable {
        public let text: String

        public init(_ text: String) { self.text = text }

        /// For people and logs: a password never stands there.
        public var shown: String {
            text.replacing(#/(://[^:/@]*):[^@/]*@/#) { "\($0.1)@" }.replacing(#/password=[^&]*/#, with: "password=…")
        }
    }

    /// - Throws: `DatabaseFault.place` where it is neither, or a server without a schema.
    public init(_ text: String) throws(DatabaseFault) {
        guard Self.isServer(text) else {
            let path = text.hasPrefix("sqlite:") ? String(text.dropFirst(7)) : text
            guard !path.isEmpty, !path.contains("://") else { throw DatabaseFault.place(Server(text).shown) }
            self = .file(path)
            return
        }
        let (server, schema) = Self.split(text)
        guard let schema else { throw DatabaseFault.place(server.shown) }
        self = try Place.schema(checked: schema, on: server)
    }

    /// A schema of this name where a server is named without one; a text that names its own schema keeps it.
    /// - Parameter file: the file where no server is named.
    public init(_ text: String, schema: String, file: String) throws(DatabaseFault) {
        if !Self.isServer(text) {
            self = try text.isEmpty || text == "sqlite" || text == "sqlite:" ? .file(file) : Place(text)
        } else {
            let (server, own) = Self.split(text)
            self = try Place.schema(checked: own ?? schema, on: server)
        }
    }

    /// The same place, wherever its path is read from.
    public func absolute(in folder: URL) -> Place {
        guard case .file(let path) = self, !path.hasPrefix("/") else { return self }
        return .file(folder.appendingPathComponent(path).standardizedFileURL.path)
    }

    public var text: String {
        switch self {
        case .file(let path): path
        case .schema(let schema, let server):
            server.text + (server.text.contains("?") ? "&" : "?") + "schema=\(schema)"
        }
    }

    /// For people and logs.
    public var shown: String {
        switch self {
        case .file(let path): path
        case .schema(let schema, let server): "\(schema) @ \(server.shown)"
        }
    }

    private static func schema(checked name: String, on server: Server) throws(DatabaseFault) -> Place {
        guard name.wholeMatch(of: #/[a-z][a-z0-9_-]{0,62}/#) != nil else { throw DatabaseFault.place(name) }
        return .schema(name, on: server)
    }

    private static func isServer(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// libpq knows no `schema`; what it knows stays as it was written.
    private static func split(_ text: String) -> (server: Server, schema: String?) {
        let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { return (Server(text), nil) }
        let options = halves[1].split(separator: "&")
        let others = options.filter { !$0.hasPrefix("schema=") }
        let schema = options.first { $0.hasPrefix("schema=") }.map { String($0.dropFirst(7)) }
        return (Server(others.isEmpty ? String(halves[0]) : "\(halves[0])?\(others.joined(separator: "&"))"), schema)
    }
}
