import Database
import Domain
import Foundation
import Ground
import Web

/// Gives a company that has none the table of exceptions and the settings that Kardan ships: a new company, and one from
/// before there was a table. All of it is the company's own data from then on.
struct ClaimDefaults: Sendable {
    let root: Root

    /// A company that is just being moved gets them when it is opened at its new place.
    func run(in company: OpenCompany) async throws {
        guard try await !company.read({ try ClaimRuleStore.hasDefaults($0) }) else { return }
        let rules = try Self.records(root("Data/claim_rules.tsv"))
        let settings = try Self.records(root("Data/claim_settings.tsv"))
        do {
            try await company.write { try ClaimRuleStore.addDefaults(rules: rules, settings: settings, $0) }
        } catch Refusal.readOnly {}
    }

    /// The lines of a tab-separated file after its header.
    private static func records(_ file: URL) throws -> [[String]] {
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().map { $0.components(separatedBy: "\t") }
    }
}
