import Database
import Domain
import Ground
import Logging
import Web

/// Does a run that `StartWhatIf` has begun. Only at the end are its results stored: one that was killed begins anew and finds
/// the same.
package struct RunWhatIf: Sendable {
    package let company: OpenCompany
    package let id: ID<WhatIfRun>

    package init(company: OpenCompany, id: ID<WhatIfRun>) {
        self.company = company
        self.id = id
    }

    /// Runs to the end; what stands against that is stored with the run.
    package func run() async throws {
        do {
            try await price()
        } catch is OvertakenWhatIf {
            return
        } catch {
            let complaint = error as? Complaint ?? Complaint("whatif.broke_off")
            try await company.write { try WhatIfStore.fail(id, complaint, $0) }
            if !(error is Complaint) { throw error }
        }
    }

    /// In the background; a fault is in the log.
    package func start() {
        Task.detached {
            do { try await run() } catch {
                Logger(label: "kardan.what_if").error(
                    "what-if failed", metadata: ["run": "\(id)", "cause": "\(String(reflecting: error))"])
            }
        }
    }

    private func price() async throws {
        let pass = try await WhatIfPass(id, in: company)
        guard pass.row.state == .running else { return }
        var step = pass.start
        while let next = try await pass.next(after: step) {
            let (from, to) = (step.done, next.done)
            try await company.write { try WhatIfStore.advance(id, from: from, to: to, $0) }
            step = next
        }
        let last = step
        try await company.write { try WhatIfStore.end(id, done: last.done, last.result, $0) }
    }
}
