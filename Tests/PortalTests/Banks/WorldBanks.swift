import Database
import Domain
import HummingbirdTesting
import Testing

@testable import Ground
@testable import Treasury

extension World {
    /// A further format of the company, as a finance approver makes it.
    @discardableResult
    func addFormat(
        _ name: String = "بانک آزمایشی", company: String = "arman", _ change: (inout BankFormat) -> Void = { _ in }
    ) async throws -> ID<BankFormat> {
        let approver = try await person(.financeApprover, company: company)
        var format = BankFormat()
        format.columns = [.row, .sheba, .amount, .reference].map { BankColumn($0, header: $0.rawValue) }
        change(&format)
        let made = format
        return try await self.company(company).write { try BankFormatStore.add(name, made, by: approver, $0) }
    }

    /// What of the bank's a path can name.
    func bankThings(_ company: String) async throws -> [String: String] {
        let name = "بانک \(company)"
        let known: ID<BankFormat>? = try await self.company(company).read {
            try $0.value("SELECT id FROM bank_format WHERE name = \(name)")
        }
        let format = if let known { known } else { try await addFormat(name, company: company) }
        return [
            "part": "1", "format": format.description, "answer": try await bankAnswer(company).description,
        ]
    }

    /// Handed over to the company's payout and not taken.
    private func bankAnswer(_ company: String) async throws -> ID<BankAnswer> {
        let open = self.company(company)
        let officer = try await person(.financeOfficer, company: company)
        let hash = try open.blobs.put(Array("شناسه واریز,وضعیت\n77,موفق\n".utf8))
        let plan = AnswerPlan(
            header: ["شناسه واریز", "وضعیت"], columns: ["reference": 0, "state": 1],
            day: open.clock.day(of: time.now).isoText)
        return try await open.write { tx in
            let batch: ID<BankBatch> = try #require(try tx.value("SELECT max(id) FROM bank_batch"))
            return try BankAnswerStore.add(
                to: batch, fileName: "answer.csv", sha256: hash, plan: plan, by: officer, tx)
        }
    }

    /// The ids of pars start high: what is found by one of them in arman would be arman's own.
    func pushBankIDsOn() async throws {
        try await pars.write { tx in
            for table in try tx.tables() where ["bank_format", "bank_answer"].contains(table.name) {
                try tx.setLastIdentity(9_000, of: table)
            }
        }
    }

    /// A payout of these approved claims of the first dealer, approved by another person. - Returns: where it is.
    func approvedPayout(_ client: any TestClientProtocol, _ amounts: [Int64] = [675_000]) async throws -> String {
        try await addApproved(amounts)
        let officer = try await browser(client, as: .financeOfficer)
        let approver = try await browser(client, as: .financeApprover)
        let here = try await officer.makePayout()
        try await approver.approvePayout(here)
        return here
    }

    /// How many rows a table of arman has.
    func count(_ table: String) async throws -> Int {
        try await arman.read { try $0.value(SQL(trusted: "SELECT count(*) FROM \(table)")) ?? 0 }
    }
}

extension Browser {
    /// - Parameters:
    ///   - format: nil for the first one, the plain CSV file.
    ///   - version: of the payout; nil for the one that its page shows.
    func makeFiles(of payout: String, format: ID<BankFormat>? = nil, version: Int? = nil) async throws -> Answer {
        let page = version == nil ? try await get(payout).text : ""
        let shown = page.firstMatch(of: #/bank-files"[^>]*>[\s\S]*?name="version" value="(\d+)"/#)
        return try await post(
            "\(payout)/bank-files",
            [
                ("version", version.map(String.init) ?? shown.map { String($0.output.1) } ?? "0"),
                ("format", format?.description ?? "1"),
            ])
    }
}
