import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Spreadsheets
import Web

/// A bank's answer before it is taken, and after: what each of its lines means.
struct ShowAnswer: Sendable {
    let context: CompanyContext
    let number: String
    let id: ID<BankAnswer>
    /// As the person has just left it; nil for the stored one.
    var form: AnswerPlanForm?
    var status = HTTPResponse.Status.ok
    var warning: Complaint?

    static let shownLines = 200

    private var reader: Reader { context.reader }

    func run() async throws -> Response {
        let (number, id, company) = (number, id, context.company)
        let reading = try await company.read { try AnswerReading(id, of: number, company.currency, $0) }
        let form = form ?? AnswerPlanForm(reading.row.plan, company.clock)
        let now = context.portal.now()
        let (file, answer) = try await aside {
            let file = try TableFile.read(company.blobs.get(reading.row.sha256), sheet: form.plan.sheet)
            return (
                file,
                Result { () throws(Complaint) in
                    try reading.answer(file.table, plan: form.plan, company.clock, now: now)
                }
            )
        }
        return try context.show(page(reading, form, file, answer), status: status, warning: warning)
    }

    private func page(
        _ reading: AnswerReading, _ form: AnswerPlanForm, _ file: TableFile, _ answer: Result<BankAnswer, Complaint>
    ) -> BankAnswerPage {
        let (paths, row) = (context.paths, reading.row)
        let mayTake = !row.isTaken && context.may(BankAnswerRoutes.taking)
        let lines = (try? answer.get())?.lines ?? []
        let rest = (try? answer.get())?.rest ?? []
        let outcomes = (try? answer.get()).map { RowOutcome.all(of: $0, orders: reading.orders) } ?? []
        let fields = form.fields(file.table.header, reader)
        let complaint = Self.complaint(of: answer)
        return BankAnswerPage(
            titleValues: [row.fileName], list: paths(PayoutRoutes.list), payout: paths(PayoutRoutes.one, number),
            number: number, file: row.fileName, badge: reader.badge(row),
            unit: reader.unitName,
            facts: facts(row, file.table.records.count),
            figures: figures(lines),
            hasFigures: !lines.isEmpty,
            form: mayTake
                ? .init(
                    action: paths(BankAnswerRoutes.taking, number, row.id), sheet: AnswerPlanForm.sheet(file, reader),
                    columnsOf: String(file.sheet), columns: fields.columns, day: fields.day,
                    mark: (try? answer.get())?.mark ?? "",
                    errors: FormErrors(
                        fields.columns + [fields.day], beside: complaint.map { [reader.complaint($0)] } ?? []),
                    mayTake: lines.contains { $0.finding == .paid || $0.finding == .returned }) : nil,
            outcome: mayTake && !lines.isEmpty ? outcome(outcomes) : nil,
            allPaid: mayTake && form.plan.places[.state] == nil && reading.layout.isListOfPaid && !lines.isEmpty,
            noAmount: mayTake && form.plan.places[.amount] == nil && !lines.isEmpty,
            rest: rest.prefix(Self.shownLines).map(line), hasRest: !rest.isEmpty,
            download: !rest.isEmpty && context.may(BankAnswerRoutes.rest)
                ? paths(BankAnswerRoutes.rest, number, row.id) : nil,
            more: rest.count > Self.shownLines
                ? reader.words("banks.answer.more", reader.number(rest.count - Self.shownLines)) : nil,
            mixed: mixed(answer, reading), hasMixed: !mixed(answer, reading).isEmpty,
            matched: lines.filter { $0.finding == .paid || $0.finding == .returned }.prefix(Self.shownLines).map(line),
            hasMatched: lines.contains { $0.finding == .paid || $0.finding == .returned })
    }

    /// Rows of which the bank has paid a part and given back a part.
    private func mixed(_ answer: Result<BankAnswer, Complaint>, _ reading: AnswerReading) -> [BankAnswerPage.Row] {
        guard let answer = try? answer.get() else { return [] }
        let rows = Set(RowOutcome.mixed(of: answer, orders: reading.orders))
        return reading.rows.filter { rows.contains($0.item.value) }.map { row in
            .init(
                reference: row.row.reference, payee: row.row.payee,
                amount: Amount(Money(row.row.amount, context.company.currency), reader))
        }
    }

    private static func complaint(of answer: Result<BankAnswer, Complaint>) -> Complaint? {
        if case .failure(let complaint) = answer { return complaint }
        return nil
    }

    private func facts(_ row: AnswerRow, _ count: Int) -> [Fact] {
        let taken: [Fact] =
            row.takenAt.map {
                [
                    Fact(label: reader.words("banks.answer.taken_at"), value: reader.wholeMoment($0)),
                    Fact(label: reader.words("banks.answer.taken_by"), value: row.takenBy ?? "–"),
                    Fact(label: reader.words("banks.answer.settled_paid"), value: reader.number(row.paid)),
                    Fact(label: reader.words("banks.answer.settled_returned"), value: reader.number(row.returned)),
                ]
            } ?? []
        return [
            Fact(label: reader.words("banks.answer.came"), value: reader.wholeMoment(row.madeAt)),
            Fact(label: reader.words("banks.answer.lines"), value: reader.number(count)),
        ] + taken
    }

    /// How many lines mean what, in the order of what is to be done; what no line means is left out.
    private func figures(_ lines: [BankAnswer.Line]) -> [BankAnswerPage.Figure] {
        let keys = [
            "paid", "returned", "amount", "unknown", "contradicts", "undecided", "unreadable", "settled", "twice",
        ]
        let counts = lines.reduce(into: [:]) { counts, line in counts[line.finding.key, default: 0] += 1 }
        return keys.compactMap { key in
            counts[key].map { .init(label: reader.words("banks.finding.\(key)"), count: reader.number($0)) }
        }
    }

    private func outcome(_ outcomes: [RowOutcome]) -> String {
        let paid = outcomes.count { if case .paid = $0.what { true } else { false } }
        return reader.words(
            "banks.answer.outcome", reader.number(paid), reader.number(outcomes.count - paid))
    }

    private func line(_ line: BankAnswer.Line) -> BankAnswerPage.Line {
        let kind =
            switch line.finding {
            case .paid: "done"
            case .returned: "warning"
            case .settled, .twice, .undecided: "neutral"
            case .amountDiffers, .unknownReference, .contradicts, .unreadable: "error"
            }
        return BankAnswerPage.Line(
            number: reader.number(line.number), reference: line.reference, amount: amount(line.amount),
            state: line.state, day: line.day.map(reader.day) ?? "", tracking: line.tracking, text: line.text,
            badge: Badge(kind: kind, label: reader.words("banks.finding.\(line.finding.key)")),
            why: reader.why(line, context.company.currency))
    }

    /// With separators where it is a number, else as the bank wrote it.
    private func amount(_ written: String) -> String {
        (try? TypedNumber.integer(written)).map { reader.amount(Money($0, context.company.currency)) }
            ?? reader.digits(written)
    }
}

extension Reader {
    /// What of a line could not be read, or what its amount should be; nil where that is not its trouble.
    package func why(_ line: BankAnswer.Line, _ currency: Currency) -> String? {
        switch line.finding {
        case .unreadable(let complaint): self.complaint(complaint)
        case .amountDiffers(let ours): words("banks.answer.ours", amount(Money(ours, currency)))
        default: nil
        }
    }

    /// What a line means, in one cell.
    func reason(_ line: BankAnswer.Line, _ currency: Currency) -> String {
        [words("banks.finding.\(line.finding.key)"), why(line, currency)].compactMap { $0 }.joined(separator: ": ")
    }

    /// What a payout's event says of an answer that was taken: how many orders were paid and returned, and its file.
    func answerTaken(_ detail: String) -> String {
        let parts = detail.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count == 3, let paid = Int(parts[0]), let returned = Int(parts[1]) else { return detail }
        return words("banks.answer.event", parts[2].isolated, number(paid), number(returned))
    }

    package func badge(_ row: AnswerRow) -> Badge {
        row.isTaken
            ? Badge(kind: "done", label: words("banks.answer.state.taken"))
            : Badge(kind: "info", label: words("banks.answer.state.preview"))
    }
}
