/// A bank's answer, line by line, against the orders that it was given.
public struct BankAnswer: Sendable {
    /// An order as it stands before the answer.
    public struct Order: Hashable, Sendable {
        public let reference: String
        /// Whatever tells the payout's rows apart.
        public let row: Int64
        /// Minor units.
        public let amount: Int64
        public let state: OrderState

        public init(reference: String, row: Int64, amount: Int64, state: OrderState) {
            (self.reference, self.row, self.amount, self.state) = (reference, row, amount, state)
        }
    }

    public enum Finding: Hashable, Sendable {
        case paid, returned
        /// So it was known before.
        case settled
        /// Another amount than the order's, which is this one, in minor units.
        case amountDiffers(Int64)
        case unknownReference
        /// The file, or an earlier one, also says otherwise.
        case contradicts
        /// The same line as one before.
        case twice
        /// The state's word is none of the format's.
        case undecided
        case unreadable(Complaint)

        public var key: String {
            switch self {
            case .paid: "paid"
            case .returned: "returned"
            case .settled: "settled"
            case .amountDiffers: "amount"
            case .unknownReference: "unknown"
            case .contradicts: "contradicts"
            case .twice: "twice"
            case .undecided: "undecided"
            case .unreadable: "unreadable"
            }
        }
    }

    public struct Line: Hashable, Sendable {
        /// In the file, from 1.
        public let number: Int
        public let reference: String
        public let amount: String
        public let state: String
        public var finding: Finding
        public let day: CalendarDay?
        public let tracking: String
        public let text: String
    }

    public let lines: [Line]
    public static let longestText = 200

    /// - Parameters:
    ///   - places: where the columns stand; a file without its reference is none of this payout's.
    ///   - otherwise: the day of what was paid where the file says none.
    ///   - days: from the payout's making to today; no payment lies outside of them.
    /// - Throws: `banks.answer.reference` where the column of references is not known.
    public init(
        _ table: Table, places: [AnswerColumn: Int], layout: AnswerLayout, orders: [Order], otherwise: CalendarDay,
        days: ClosedRange<CalendarDay>
    ) throws(Complaint) {
        guard places[.reference] != nil else { throw Complaint("banks.answer.reference") }
        let known = Dictionary(orders.map { ($0.reference, $0) }) { first, _ in first }
        let reading = Reading(places: places, layout: layout, known: known, otherwise: otherwise, days: days)
        var lines = table.records.enumerated().map { reading.line($1, number: table.lines[$0]) }
        Self.compare(&lines)
        self.lines = lines
    }

    /// Of lines with the same reference that agree the first one counts; where they disagree, none.
    private static func compare(_ lines: inout [Line]) {
        var first: [String: Int] = [:]
        for place in lines.indices where lines[place].finding == .paid || lines[place].finding == .returned {
            guard let earlier = first[lines[place].reference] else {
                first[lines[place].reference] = place
                continue
            }
            let agrees = lines[earlier].finding == lines[place].finding
            lines[place].finding = agrees ? .twice : .contradicts
            if !agrees { lines[earlier].finding = .contradicts }
        }
    }
}

/// Reads one line of an answer.
private struct Reading {
    let places: [AnswerColumn: Int]
    let layout: AnswerLayout
    let known: [String: BankAnswer.Order]
    let otherwise: CalendarDay
    let days: ClosedRange<CalendarDay>

    func line(_ record: [String], number: Int) -> BankAnswer.Line {
        let text = { (column: AnswerColumn) -> String in
            guard let place = places[column], record.indices.contains(place) else { return "" }
            return String(SearchText.stored(record[place]).replacing("\n", with: " ").prefix(BankAnswer.longestText))
        }
        let reference = Self.reference(text(.reference))
        let day = Result { () throws(Complaint) in try self.day(text(.day)) }
        return BankAnswer.Line(
            number: number, reference: reference, amount: text(.amount), state: text(.state),
            finding: finding(reference, text(.state), text(.amount), day), day: try? day.get(),
            tracking: Self.bare(text(.tracking)), text: text(.text))
    }

    private func finding(
        _ reference: String, _ state: String, _ amount: String, _ day: Result<CalendarDay, Complaint>
    ) -> BankAnswer.Finding {
        if Self.isScientific(reference) {
            return .unreadable(Complaint("banks.answer.scientific", reference))
        }
        guard let order = known[reference] else { return .unknownReference }
        let outcome = places[.state] == nil && layout.isListOfPaid ? OrderState.paid : layout.outcome(state)
        guard let outcome else { return .undecided }
        if !amount.isEmpty {
            do throws(Complaint) {
                guard try TypedNumber.integer(amount) == order.amount else { return .amountDiffers(order.amount) }
            } catch { return .unreadable(error) }
        }
        if case .failure(let complaint) = day { return .unreadable(complaint) }
        switch (order.state, outcome) {
        case (.waiting, .paid): return .paid
        // Banks give money back days after they have paid it.
        case (.waiting, .returned), (.paid, .returned): return .returned
        case (.paid, _), (.returned, .returned): return .settled
        default: return .contradicts
        }
    }

    private func day(_ typed: String) throws(Complaint) -> CalendarDay {
        guard !typed.isEmpty else { return otherwise }
        let day = try CalendarSystem.jalali.parse(Self.parted(typed))
        guard day <= days.upperBound else { throw Complaint("payouts.day.future") }
        guard day >= days.lowerBound else { throw Complaint("payouts.day.early") }
        return day
    }

    /// `14050902` as `1405/09/02`; a time after the day is left out.
    private static func parted(_ typed: String) -> String {
        CellText.parted(
            Digits.ascii(typed).split(whereSeparator: { $0 == " " || $0 == "T" }).first.map(String.init) ?? "")
    }

    /// Digits in any script, without spaces and without the apostrophe that spreadsheets keep.
    private static func reference(_ text: String) -> String {
        String(bare(text).filter { !$0.isWhitespace })
    }

    private static func bare(_ text: String) -> String {
        let text = Digits.ascii(text)
        return text.hasPrefix("'") ? String(text.dropFirst()) : text
    }

    /// `1.405E+13`: what a spreadsheet makes of a long number; its last digits are lost.
    private static func isScientific(_ text: String) -> Bool {
        text.wholeMatch(of: #/[0-9]([.,][0-9]+)?[eE]\+?[0-9]+/#) != nil
    }
}
