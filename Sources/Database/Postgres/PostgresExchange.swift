import CPostgres

// Several statements in one journey: libpq's pipeline mode, entered and left within it.
extension PostgresConnection {
    private enum Sent {
        case preparation(StatementKey)
        case statement(Int)
    }

    /// Runs statements in their order, each prepared before in this territory or prepared here, and waits for the answers of
    /// all. What stands behind one that failed is not run.
    /// - Parameter take: is given each answer in turn, by the statement's place. What it throws stops nothing on the server.
    /// - Throws: what went wrong first.
    func exchange(_ statements: [SQL], _ take: (Int, OpaquePointer?) throws -> Void) throws {
        try checkAsker()
        try makeRoom(for: statements.count)
        guard PQenterPipelineMode(handle) == 1 else { throw DatabaseFault(result: nil, connection: handle) }
        defer { PQexitPipelineMode(handle) }
        let (sent, fault) = send(statements)
        guard PQpipelineSync(handle) == 1 else { throw DatabaseFault(result: nil, connection: handle) }
        try receive(sent, take)
        if let fault { throw fault }
    }

    /// - Returns: what is on its way, and why the rest of it is not.
    private func send(_ statements: [SQL]) -> ([Sent], DatabaseFault?) {
        var sent: [Sent] = []
        for (place, sql) in statements.enumerated() {
            let statement = PostgresStatement(sql)
            let key = StatementKey(
                territory: territory, text: statement.text, nulls: statement.parameters.map { $0.text == nil })
            let (name, isNew) = name(of: key)
            if isNew {
                let types = statement.parameters.map(\.type)
                guard PQsendPrepare(handle, name, statement.numbered, Int32(types.count), types) == 1 else {
                    forget(key)
                    return (sent, DatabaseFault(result: nil, connection: handle))
                }
                sent.append(.preparation(key))
            }
            let isSent = statement.withParameters { values in
                PQsendQueryPrepared(handle, name, Int32(values.count), values, nil, nil, 0)
            }
            guard isSent == 1 else { return (sent, DatabaseFault(result: nil, connection: handle)) }
            sent.append(.statement(place))
        }
        return (sent, nil)
    }

    /// Each answer is taken off the line, also behind an error: else the next one would be given this one's.
    private func receive(_ sent: [Sent], _ take: (Int, OpaquePointer?) throws -> Void) throws {
        var first: (any Error)?
        for one in sent {
            let result = next()
            defer { PQclear(result) }
            do {
                try check(result)
                if case .statement(let place) = one, first == nil { try take(place, result) }
            } catch {
                if case .preparation(let key) = one { forget(key) }
                first = first ?? error
            }
        }
        // The mark at the end.
        PQclear(PQgetResult(handle))
        if let first { throw first }
    }

    private func next() -> OpaquePointer? {
        let result = PQgetResult(handle)
        if result != nil { while let more = PQgetResult(handle) { PQclear(more) } }
        return result
    }
}
