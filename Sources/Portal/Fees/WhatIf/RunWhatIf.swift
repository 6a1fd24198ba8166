import Database
import Domain
import Ground

/// A tariff over a past period. Only at the end are its results stored: one that broke off begins anew and finds the same.
package struct WhatIfs: RunKind {
    package static let name = "what_if"
    package var name: String { Self.name }
    package var subject: String? { "what_if" }

    package init() {}

    package func open(_ run: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        let pass = try await WhatIfPass(ID(run.subject), in: company)
        return RunWhatIf(pass: pass, step: pass.start)
    }

    package func reopen(_ run: RunRow, in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        guard let row = try WhatIfList.find(ID(run.subject), tx) else { return false }
        return try StartWhatIf.reopen(row, in: company, tx) != nil
    }

    package func fail(_ run: RunRow, _ why: Complaint, _ tx: Transaction) throws {
        try WhatIfStore.fail(ID(run.subject), why, tx)
    }
}

private struct RunWhatIf: RunWork {
    let pass: WhatIfPass
    var step: WhatIfPass.Step

    mutating func next(after _: String) async throws -> RunStep {
        let (id, isRunning) = (pass.row.id, pass.row.state == .running)
        guard isRunning, let next = try await pass.next(after: step) else {
            let last = step
            return .end { tx in if isRunning { try WhatIfStore.end(id, last.result, tx) } }
        }
        step = next
        let done = next.done
        return .write { tx in
            try WhatIfStore.advance(id, to: done, tx)
            return RunProgress("", done: done)
        }
    }
}
