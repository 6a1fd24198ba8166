import Database
import Domain
import Ground
import Web

/// What a format makes of some rows: the beginning of its first file, and its sums.
struct FormatPreview: Sendable {
    struct Part: Sendable {
        let name: String
        let rows: String
        let orders: String
        let total: Amount
    }

    struct Line: Sendable {
        let cells: [String]
    }

    static let shownLines = 12
    static let shownElements = 90

    /// Why no file can be made in this way.
    let complaint: String?
    let heads: [String]
    let lines: [Line]
    let hasTable: Bool
    /// As it stands in the file.
    let text: String?
    let parts: [Part]
    let hasParts: Bool
    let unit: String

    /// - Parameter rows: of a payout, or invented ones.
    init(_ format: BankFormat, _ rows: [PaymentRow], limits: OrderLimits, facts: BankFileFacts, _ reader: Reader) {
        var (heads, lines, text, parts): ([String], [Line], String?, [Part]) = ([], [], nil, [])
        var complaint: String?
        do {
            let plan = try BankFilePlan(rows, format: format, limits: limits)
            parts = plan.parts.map { Self.part($0, of: plan, format, facts, reader) }
            let first = plan.parts[0]
            if format.kind != .workbook {
                let bytes = try MadeFiles.bytes(first, of: plan, format: format, facts: facts)
                let shown = format.kind == .pain ? Self.shownElements : Self.shownLines
                text = BankSheet.shown(bytes).split(separator: "\n", omittingEmptySubsequences: false).prefix(shown)
                    .joined(separator: "\n")
            }
            if format.kind != .pain {
                let sheet = try BankSheet(first, of: plan, format: format, facts: facts)
                heads = format.columns.map(\.header)
                lines = sheet.lines.prefix(Self.shownLines).map { Line(cells: $0.map(\.text)) }
            }
        } catch let refused as Complaint {
            complaint = reader.complaint(refused)
        } catch { complaint = reader.words("error.ours") }
        (self.complaint, self.heads, self.lines, self.text) = (complaint, heads, lines, text)
        (self.parts, hasTable, hasParts) = (parts, !lines.isEmpty, complaint == nil)
        unit = reader.unitName
    }

    private static func part(
        _ part: BankFilePlan.Part, of plan: BankFilePlan, _ format: BankFormat, _ facts: BankFileFacts,
        _ reader: Reader
    ) -> Part {
        let number = plan.parts.count == 1 ? "" : "-\(part.number)"
        return Part(
            name: "\(facts.payout)\(number).\(format.fileEnding)", rows: reader.number(part.sums.rows),
            orders: reader.number(part.sums.orders), total: Amount(Money(part.sums.total, facts.currency), reader))
    }

    /// Rows as they may come: an ordinary one, one above a limit, and a name that no cell must take for a formula.
    static func sampleRows(_ reader: Reader) -> [PaymentRow] {
        let shebas = ["IR820540102680020817909002", "IR550570022080013447370101", "IR790610000000700796858044"]
        let amounts: [Int64] = [18_450_000, 4_350_000_000, 740_000]
        let ids = ["0499370899", "0790419904", "0084575948"]
        return shebas.indices.map { place in
            PaymentRow(
                sheba: shebas[place], amount: amounts[place], payee: reader.words("banks.sample.\(place + 1)"),
                reference: PaymentRow.reference(payout: sampleNumber, position: place + 1), nationalID: ids[place],
                dealer: "D10\(place)")
        }
    }

    static let sampleNumber = "P1405-000001"
}

/// A format with what it makes of the rows that were chosen.
struct PreviewRows: Sendable {
    let rows: [PaymentRow]
    let payout: PayoutRow?
    let limits: OrderLimits
    let numbers: [String]

    /// - Parameter number: of a payout; one that is not there gives invented rows.
    static func read(_ number: String, in company: OpenCompany, _ reader: Reader, at now: Instant, _ tx: Transaction)
        throws -> PreviewRows
    {
        let numbers = try PayableList.payouts(tx)
        let payout = numbers.contains(number) ? try PayoutStore.find(number, company.currency, tx) : nil
        return PreviewRows(
            rows: try payout.map { try PayableList.rows(of: $0.id, tx).map(\.row) } ?? FormatPreview.sampleRows(reader),
            payout: payout, limits: try BankFormatList.limits(on: company.clock.day(of: now), tx), numbers: numbers)
    }

    func preview(_ format: BankFormat, _ context: CompanyContext) -> FormatPreview {
        let now = context.portal.now()
        let day = context.company.clock.day(of: now)
        let facts =
            payout.map { BankFileFacts($0, context.company, context.bankWords, at: now) }
            ?? BankFileFacts(
                payout: FormatPreview.sampleNumber,
                period: context.bankWords("kernel.month.jalali.1") + " 1405", day: day, madeAt: now,
                currency: context.company.currency)
        return FormatPreview(format, rows, limits: limits, facts: facts, context.reader)
    }

    func field(_ reader: Reader) -> Field {
        var field = Field(name: "payout", label: reader.words("banks.preview.rows"))
        field.blank = reader.words("banks.preview.sample")
        field.options = numbers.map { .init(value: $0, label: $0, selected: $0 == payout?.number) }
        return field
    }
}
