/// Reads one row of a file of jobs cell by cell and collects whatever is wrong with it.
struct FactsReading {
    private let record: [String]
    private let line: Int
    private let places: [String: Int]
    private(set) var refused: [RowRefusal] = []

    init(_ table: Table, record index: Int, places: [String: Int]) {
        record = table.records[index]
        line = table.lines[index]
        self.places = places
        if let complaint = table.raggedness(ofRecord: index) { refuse("", complaint) }
    }

    /// Nil where something was refused.
    mutating func facts() -> FeeFacts? {
        guard refused.isEmpty else { return nil }
        let completion = read("completed_at") { text throws(Complaint) in try LocalMoment(text) }
        let warranty = word("warranty", Warranty.self)
        let zone = word("zone", Zone.self)
        let outcome = word("outcome", JobOutcome.self)
        let dayKind = word("day_kind", DayKind.self)
        let facts = FeeFacts(
            number: required("number"), completedAt: completion?.seconds ?? 0,
            completionDay: completion?.day ?? CalendarDay(number: 0),
            serviceType: required("service_type"), productGroup: cell("product_group"),
            productModel: cell("product_model"), warranty: warranty ?? .out, dealer: required("dealer"),
            dealerGrade: cell("dealer_grade"), zone: zone ?? .inCity, outcome: outcome ?? .completed,
            dayKind: dayKind ?? .workday, tenthsOfKm: tenths("km") ?? 0, minutes: whole("minutes") ?? 0,
            visits: whole("visits", least: 1) ?? 1, parts: whole("parts") ?? 0,
            customerLabour: whole("customer_labour") ?? 0, customerParts: whole("customer_parts") ?? 0,
            tenthsOfHours: tenths("hours") ?? 0, repeatDays: cell("repeat_days").isEmpty ? nil : whole("repeat_days"),
            tenthsOfScore: cell("score").isEmpty ? nil : score(), household: cell("household"))
        return refused.isEmpty ? facts : nil
    }

    private func cell(_ column: String) -> String {
        DelimitedText.trimmed(record[places[column]!])
    }

    private mutating func required(_ column: String) -> String {
        let text = cell(column)
        if text.isEmpty { refuse(column, Complaint("fees.cell.empty")) }
        return text
    }

    private mutating func word<Word: RawRepresentable & CaseIterable>(
        _ column: String, _: Word.Type
    ) -> Word? where Word.RawValue == String {
        read(column) { text throws(Complaint) in
            if let word = Word(rawValue: text) { return word }
            throw Complaint("fees.cell.unknown", text, Word.allCases.map(\.rawValue).joined(separator: ", "))
        }
    }

    private mutating func whole(_ column: String, least: Int64 = 0) -> Int64? {
        read(column) { text throws(Complaint) in try NumberCell.whole(text, least: least) }
    }

    private mutating func tenths(_ column: String) -> Int64? {
        read(column) { text throws(Complaint) in try NumberCell.decimal(text, places: 1) }
    }

    private mutating func score() -> Int64? {
        read("score") { text throws(Complaint) in
            let tenths = try NumberCell.decimal(text, places: 1)
            guard FeeMetric.score.possible.contains(tenths) else { throw Complaint("fees.score.range", text) }
            return tenths
        }
    }

    private mutating func read<Value>(_ column: String, _ reading: (String) throws(Complaint) -> Value) -> Value? {
        let text = required(column)
        guard !text.isEmpty else { return nil }
        do {
            return try reading(text)
        } catch {
            refuse(column, error)
            return nil
        }
    }

    private mutating func refuse(_ column: String, _ complaint: Complaint) {
        let number = record.indices.contains(places["number"]!) ? record[places["number"]!] : ""
        refused.append(RowRefusal(line: line, column: column, row: number, complaint))
    }
}

/// `2026-10-29T09:47`, in the company's local time and without a zone; seconds may follow.
struct LocalMoment {
    /// Seconds since 1970-01-01T00:00 of the same clock.
    let seconds: Int64
    let day: CalendarDay

    init(_ text: String) throws(Complaint) {
        let shape: [UInt8] = Array("0000-00-00T00:00:00".utf8)
        let bytes = Array(text.utf8)
        let fits = bytes.count == 16 || bytes.count == 19
        let isWritten = zip(bytes, shape).allSatisfy { byte, place in
            place == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == place || place == 0x54 && byte == 0x20
        }
        guard fits, isWritten else { throw Complaint("fees.time.unreadable", text) }
        let number = { (range: Range<Int>) in bytes[range].reduce(Int64(0)) { $0 * 10 + Int64($1) - 0x30 } }
        let (hour, minute, second) = (number(11..<13), number(14..<16), bytes.count == 19 ? number(17..<19) : 0)
        let date = CalendarDay(year: Int(number(0..<4)), month: Int(number(5..<7)), day: Int(number(8..<10)))
        guard let date, hour < 24, minute < 60, second < 60 else { throw Complaint("fees.time.absent", text) }
        day = date
        seconds = Int64(date.number) * 86_400 + hour * 3_600 + minute * 60 + second
    }
}
