import Database
import Domain
import Ground
import Spreadsheets

/// A bank's answer comes in: its file is kept and looked at; nothing of the payout changes yet.
package struct AddAnswer: Sendable {
    package let fileName: String
    package let sha256: String
    private let file: TableFile

    /// Work for a thread of its own. - Throws: what `TableFile` says of a file that cannot be read;
    /// `banks.answer.empty` where nothing stands below its header.
    package init(name: String, bytes: [UInt8], in blobs: Blobs) throws {
        file = try TableFile.read(bytes)
        guard !file.table.records.isEmpty else { throw Complaint("banks.answer.empty") }
        fileName = String(SearchText.stored(name).suffix(200))
        sha256 = try blobs.put(bytes)
    }

    /// - Throws: `banks.answer.early` where no files were made that a bank could answer.
    /// - Parameter names: what the columns may be called, beside the format's own words.
    package func run(
        to payout: ID<Payout>, names: [AnswerColumn: [String]], by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws -> ID<BankAnswer> {
        guard let batch = try BankFileStore.current(of: payout, tx) else { throw Complaint("banks.answer.early") }
        let layout = try BankFormatStore.current(of: batch.version, tx).format.answer
        let plan = AnswerPlan(of: file, layout, names: names, day: company.clock.day(of: tx.now).isoText)
        return try BankAnswerStore.add(
            to: batch.id, fileName: fileName, sha256: sha256, plan: plan, by: actor.person, tx)
    }
}

extension AnswerPlan {
    /// How a file is understood before anybody has looked at it. - Parameter names: what columns may be called beside the
    /// format's own words.
    init(of file: TableFile, _ layout: AnswerLayout, names: [AnswerColumn: [String]], day: String) {
        let places = layout.places(in: file.table.header, otherwise: names)
        self.init(
            header: file.table.header,
            columns: Dictionary(uniqueKeysWithValues: places.map { ($0.key.rawValue, $0.value) }),
            day: day, sheet: file.sheets.count > 1 ? file.sheet : nil)
    }
}
