import Database
import Domain
import Ground
import Treasury
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

    /// The bank's list: it has paid every order but one, whose dealer has moved his account, and names one that is not ours.
    func answer(_ payout: String, returned place: Int, by officer: Actor, at moment: Instant) async throws {
        let company = company
        let (layout, orders) = try await company.read { tx in
            let row = try PayoutStore.find(payout, company.currency, tx)
            let batch = try BankFileStore.current(of: row.id, tx)
            return (
                try batch.map { try BankFormatStore.find(version: $0.version, tx).format.answer } ?? AnswerLayout(),
                try batch.map { try BankAnswerStore.orders(of: $0.id, tx) } ?? []
            )
        }
        let day = company.clock.calendar.text(company.clock.day(of: moment))
        let records = orders.enumerated().map { index, order in
            [order.reference, String(order.amount)]
                + (index == place
                    ? [layout.returnedWords[0], day, "", "شماره شبا مسدود است"]
                    : [layout.paidWords[0], day, "140500921\(index)", ""])
        }
        let columns: [AnswerColumn] = [.reference, .amount, .state, .day, .tracking, .text]
        let text = DelimitedText.write(
            header: columns.map(layout.head),
            records: records + [["14040000090001", "1200000", layout.paidWords[0], day, "140500999", ""]])
        let bytes = Array(text.utf8)
        let add = try AddAnswer(name: "پاسخ بانک.csv", bytes: bytes, in: company.blobs)
        let table = try DelimitedText.read(bytes)
        try await company.write { transaction in
            let tx = transaction.at(moment)
            let id = try add.run(
                to: PayoutStore.find(payout, company.currency, tx).id, names: [:], by: officer, in: company, tx)
            let reading = try AnswerReading(id, of: payout, company.currency, tx)
            let mark = try reading.answer(table, plan: reading.row.plan, company.clock, now: moment).mark
            try TakeAnswer(number: payout, id: id, plan: reading.row.plan, table: table, mark: mark)
                .run(by: officer, in: company, tx)
        }
    }
}
