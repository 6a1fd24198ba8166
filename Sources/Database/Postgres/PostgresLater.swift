import CPostgres

// Statements that nobody waits for.
extension PostgresSession {
    /// One that waits to go, and what becomes of its answer.
    struct Later {
        let sql: SQL
        let take: (OpaquePointer?) throws -> Void
        /// It fails only with the whole transaction.
        var isOfSavepoint = false
        /// Only its taker knows whether it is well: the server would go on to what comes after.
        var isJudged = false

        init(_ sql: SQL, _ taking: Taking) {
            self.sql = sql
            switch taking {
            case .nothing: take = { _ in }
            case .rows(let read): take = { read(ResultReader($0).rows()) }
            case .judgedRows(let judge): take = { try judge(ResultReader($0).rows()) }
            case .judgedCount(let judge): take = { try judge(Int(String(cString: PQcmdTuples($0))) ?? 0) }
            }
            isJudged = taking.isJudged
        }

        /// - Parameter tag: is told what the server calls that which it has done.
        init(_ sql: SQL, isOfSavepoint: Bool = false, tag: @escaping (String) throws -> Void = { _ in }) {
            (self.sql, self.isOfSavepoint) = (sql, isOfSavepoint)
            take = { try tag(String(cString: PQcmdStatus($0))) }
        }
    }

    /// So much is never in memory that it matters.
    private static var mostWaiting: Int { 100 }

    func later(_ sql: SQL, _ taking: Taking) throws {
        waiting.append(Later(sql, taking))
        if waiting.count >= Self.mostWaiting { try settle() }
    }

    func settle() throws { if !waiting.isEmpty { try settle(with: nil) } }

    /// With all that waits; but what ends a transaction or a savepoint never goes before the answers are judged.
    private func settle(andThen end: Later) throws {
        if waiting.contains(where: \.isJudged) { try settle() }
        try settle(with: end)
    }

    func settle(with last: Later?) throws {
        let all = waiting + (last.map { [$0] } ?? [])
        waiting = []
        do {
            try watched { try connection.exchange(all.map(\.sql)) { place, result in try all[place].take(result) } }
        } catch {
            spoilt = spoilt ?? error
            throw error
        }
    }

    /// What still waits may be a look whose taker refuses what is found.
    func endReading() throws {
        try settle()
        if let spoilt { throw spoilt }
        connection.endReading()
    }

    /// With all that waits, and only where nothing has failed.
    func commit() throws {
        if let spoilt { throw spoilt }
        guard !waiting.isEmpty else { return try watched { try connection.commit() } }
        try settle(
            andThen: Later("COMMIT") { tag in
                // After an error inside, PostgreSQL answers a COMMIT with ROLLBACK and calls that a success.
                guard tag == "COMMIT" else { throw DatabaseFault.statement("rolled back") }
            })
    }

    func inSavepoint<T>(_ work: () throws -> T) throws -> T {
        // What fails only now would else be taken for a fault of the work.
        if !waiting.allSatisfy(\.isOfSavepoint) { try settle() }
        let (before, journey) = (waiting, journeys)
        waiting.append(Later("SAVEPOINT kardan_writer", isOfSavepoint: true))
        do {
            let result = try work()
            try release()
            return result
        } catch {
            if journeys == journey { waiting = before } else { try rollBackToSavepoint() }
            spoilt = nil
            throw error
        }
    }

    /// Its own answer is of no interest; that of what waits with it is.
    private func release() throws {
        if let spoilt { throw spoilt }
        let end = Later("RELEASE SAVEPOINT kardan_writer", isOfSavepoint: true)
        if waiting.allSatisfy(\.isOfSavepoint) { waiting.append(end) } else { try settle(andThen: end) }
    }

    private func rollBackToSavepoint() throws {
        waiting = []
        try watched { try connection.simple("ROLLBACK TO SAVEPOINT kardan_writer; RELEASE SAVEPOINT kardan_writer") }
    }
}
