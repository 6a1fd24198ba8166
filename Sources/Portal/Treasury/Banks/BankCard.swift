import Database
import Domain
import Ground
import Web

/// A payout's files for the bank, as the payout's page shows them.
struct BankCard: Sendable {
    struct File: Sendable {
        /// nil for whoever may not have it.
        let href: String?
        let name: String
        let rows: String
        let orders: String
        let total: Amount
        /// SHA-256 of the file's bytes, its first 16 digits.
        let sum: String
    }

    struct Make: Sendable {
        let action: String
        let version: String
        let format: Field
        /// Files are there already: they would be put aside.
        let isAgain: Bool
    }

    struct Answer: Sendable {
        let href: String
        let file: String
        let when: String
        let badge: Badge
    }

    let isMade: Bool
    /// No bank has taken a file in this version yet: whoever sends it looks at the format first.
    let isNew: Bool
    let facts: [Fact]
    let files: [File]
    /// Of all files together, where there are several.
    let sums: File?
    let make: Make?
    /// Whoever may make files has no format to make them in.
    let noFormat: String?
    let answers: [Answer]
    let hasAnswers: Bool
    /// Where the bank's answer is handed over.
    let upload: String?

    /// Nil where nothing of it is for this payout yet.
    init?(_ loaded: Loaded, _ payout: PayoutRow, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        let isOpen = payout.state == .approved && !loaded.isAnswered && context.may(BankFileRoutes.making)
        guard payout.state.hasBankFile, loaded.batch != nil || isOpen else { return nil }
        let mayHave = context.may(BankFileRoutes.file)
        isMade = loaded.batch != nil
        isNew = loaded.batch != nil && !loaded.isProven && payout.state == .approved
        facts = loaded.batch.map { Self.facts($0, loaded, context) } ?? []
        files = loaded.files.map { file in
            File(
                href: mayHave ? paths(BankFileRoutes.file, payout.number, file.part) : nil, name: file.name,
                rows: reader.number(file.rows), orders: reader.number(file.orders),
                total: Amount(Money(file.total, context.company.currency), reader), sum: String(file.sha256.prefix(16)))
        }
        sums =
            loaded.files.count < 2
            ? nil
            : loaded.batch.map { batch in
                File(
                    href: nil, name: "", rows: reader.number(batch.rows), orders: reader.number(batch.orders),
                    total: Amount(Money(batch.total, context.company.currency), reader), sum: "")
            }
        make = isOpen && !loaded.formats.isEmpty ? Self.make(loaded, payout, context) : nil
        noFormat = isOpen && loaded.formats.isEmpty ? paths(BankFormatRoutes.list) : nil
        answers = loaded.answers.map { row in
            Answer(
                href: paths(BankAnswerRoutes.one, payout.number, row.id), file: row.fileName,
                when: reader.dateTime(row.madeAt), badge: reader.badge(row))
        }
        hasAnswers = !answers.isEmpty
        let mayAnswer = loaded.batch != nil && context.may(BankAnswerRoutes.upload)
        upload = mayAnswer && payout.state.isWithBank ? paths(BankAnswerRoutes.upload, payout.number) : nil
    }

    private static func facts(_ batch: BatchRow, _ loaded: Loaded, _ context: CompanyContext) -> [Fact] {
        let (reader, format) = (context.reader, loaded.format)
        let change = loaded.change.map {
            Fact(
                label: reader.words("banks.card.change"),
                value: [$0.who ?? "–", reader.dateTime($0.at)].joined(separator: " · "))
        }
        let name = format.map { reader.words("banks.card.version", $0.name, reader.number($0.version)) } ?? ""
        return [
            Fact(
                label: reader.words("banks.card.format"), value: name,
                href: format.map { context.paths(BankFormatRoutes.one, $0.id) })
        ] + (change.map { [$0] } ?? []) + [
            Fact(label: reader.words("payouts.made_by"), value: batch.madeBy ?? "–"),
            Fact(label: reader.words("payouts.made_at"), value: reader.wholeMoment(batch.madeAt)),
        ]
    }

    /// The format that this payout's files were made in last, or the last payout's, stands first.
    private static func make(_ loaded: Loaded, _ payout: PayoutRow, _ context: CompanyContext) -> Make {
        var format = Field(name: "format", label: context.reader.words("banks.card.format"))
        let chosen = loaded.format?.id ?? loaded.lastFormat
        format.options = loaded.formats.map {
            .init(value: $0.id.description, label: $0.name, selected: $0.id == chosen)
        }
        return Make(
            action: context.paths(BankFileRoutes.making, payout.number), version: String(payout.version),
            format: format, isAgain: loaded.batch != nil)
    }
}

extension BankCard {
    /// What the card is made of, read together with the payout.
    struct Loaded: Sendable {
        let batch: BatchRow?
        let files: [BankFileRow]
        /// In the version of the files.
        let format: FormatRow?
        /// Who wrote that version.
        let change: FormatEvent?
        let isProven: Bool
        let formats: [FormatRow]
        let lastFormat: ID<BankFormat>?
        let answers: [AnswerRow]
        /// Then the files stand.
        var isAnswered: Bool { answers.contains(where: \.isTaken) }

        init(_ payout: ID<Payout>, _ tx: Transaction) throws {
            batch = try BankFileStore.current(of: payout, tx)
            files = try batch.map { try BankFileStore.files(of: $0.id, tx) } ?? []
            format = try batch.map { try BankFormatStore.find(version: $0.version, tx) }
            change = try format.flatMap { try BankFormatList.change($0.version, of: $0.id, tx) }
            isProven = try batch.map { try BankFileStore.isProven($0.version, before: $0.id, tx) } ?? false
            formats = try BankFormatStore.list(tx).filter(\.isOpen)
            lastFormat = try BankFileStore.lastFormat(tx)
            answers = try batch.map { try BankAnswerStore.list(of: $0.id, tx) } ?? []
        }
    }
}
