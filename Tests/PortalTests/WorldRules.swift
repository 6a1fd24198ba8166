import Database
import Domain
import Testing

@testable import Fees
@testable import Ground

extension World {
    /// What arman decides about its claims from now on.
    func set(_ name: ClaimSetting, to value: Int64?) async throws {
        try await arman.write { try ClaimSettingStore.set(name, to: value, $0) }
    }

    /// Changes rules of arman; those that are not named are switched off.
    func keepRules(_ dispositions: [ClaimRuleCode: ClaimDisposition]) async throws {
        try await arman.write { tx in
            for row in try ClaimRuleStore.rows(tx).value() {
                let old = row.rule
                let disposition = dispositions[old.code]
                let rule = ClaimRule(
                    old.code, rank: old.rank, severity: old.severity, disposition: disposition ?? old.disposition,
                    parameters: old.parameters, reason: old.reason, isOn: disposition != nil)
                try ClaimRuleStore.set(rule, version: row.version, tx)
            }
        }
    }

    func findings(_ claim: TestClaim) async throws -> [ClaimRuleCode] {
        try await arman.read { try ClaimFindingStore.all(of: claim.id, $0).map(\.code) }
    }
}
