import Database
import Domain
import Foundation
import Ground

/// The formats and limits that a company starts with, from `Data/bank_formats.json` and `Data/payment_limits.tsv`.
struct UsualFormats: Sendable {
    private struct Named: Codable, Sendable {
        let name: String
        let format: BankFormat
    }

    private let formats: [Named]
    private let limits: [OrderLimit]

    init(root: Root) throws {
        formats = try JSONText.read(String(contentsOf: root("Data/bank_formats.json"), encoding: .utf8))
        let lines = try String(contentsOf: root("Data/payment_limits.tsv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst()
        limits = try lines.map { line in
            let cells = line.components(separatedBy: "\t")
            guard cells.count == 4, let method = PaymentMethod(rawValue: cells[0]) else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return try OrderLimit(
                method: method, from: CalendarSystem.jalali.parse(cells[1]), least: Int64(cells[2]),
                greatest: Int64(cells[3]))
        }
    }

    /// Proposes those whose name the company does not have, and the limits where it has none at all: written by nobody, and
    /// still a second person looks. Asked again, those that wait are in the place of those before.
    func propose(by person: ID<Person>, _ tx: Transaction) throws {
        let known = Set(try BankFormatStore.list(tx).map(\.name))
        for usual in formats where !known.contains(usual.name) {
            let change = WaitingFormat(id: nil, version: nil, name: usual.name, format: usual.format)
            try ProposalStore.add(BankProposals.format, about: "usual \(usual.name)", change, by: person, tx)
        }
        guard try PaymentLimitStore.isEmpty(tx) else { return }
        for limit in limits {
            let about = "usual \(limit.method.rawValue)"
            try ProposalStore.add(BankProposals.limit, about: about, WaitingLimit(limit), by: person, tx)
        }
    }

    /// For a new company: adds those whose name the company does not have, and the limits where it has none at all.
    func add(by person: ID<Person>?, _ tx: Transaction) throws {
        let known = Set(try BankFormatStore.list(tx).map(\.name))
        for usual in formats where !known.contains(usual.name) {
            try BankFormatStore.add(usual.name, usual.format, by: person, tx)
        }
        guard try PaymentLimitStore.isEmpty(tx) else { return }
        for limit in limits { try PaymentLimitStore.add(limit, by: person, tx) }
    }
}
