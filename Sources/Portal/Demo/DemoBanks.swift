import Database
import Domain
import Web

/// The demo company's bank: it pays in the formats that a company starts with.
struct DemoBanks: Sendable {
    let company: OpenCompany
    /// Of the bank's language.
    let words: Words

    /// Who pays, without which no ISO 20022 file is made.
    func setPayer(by approver: Actor) async throws {
        try await company.write { tx in
            for row in try BankFormatStore.list(tx) where row.format.kind == .pain {
                var format = row.format
                format.debtor.name = company.nameFa
                format.debtor.sheba = "IR270170000000100324200001"
                try BankFormatStore.change(row.id, from: row.version, row.name, format, by: approver.person, tx)
            }
        }
    }

    /// Of an approved payout, in Excel.
    func makeFiles(of payout: String, by officer: Actor, at moment: Instant) async throws {
        let (format, version) = try await company.read { tx in
            (
                try BankFormatStore.list(tx).first { $0.format.kind == .workbook },
                try PayoutStore.find(payout, company.currency, tx).version
            )
        }
        guard let format else { return }
        try await MakeBankFiles(company: company, actor: officer, words: words, now: moment, number: payout)
            .run(format.id, version: version)
    }
}
