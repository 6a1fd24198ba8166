import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// What a machine's counter shows, read at a visit or written down by the office.
enum ReadingRoutes: RoomRoutes {
    static let page = PageRoute<String>("units/:unit/readings", for: .office)
    static let addition = FormRoute<String>("units/:unit/readings", for: .intake)

    static var all: [Mounted] {
        [
            page.to { _, context, serial in
                try await show(serial, ReadingForm(FormBody(), context), checked: false, context)
            },
            addition.to { form, context, serial in try await add(form, serial, context) },
        ]
    }

    private static func show(
        _ serial: String, _ form: ReadingForm, checked: Bool, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (lines, kinds) = try await context.company.read { tx in
            let unit = try UnitList.find(serial, tx).id
            return (try ReadingStore.lines(of: unit, limit: 200, tx), try ReadingStore.kinds(of: unit, tx))
        }
        let page = ReadingsPage(serial, lines, kinds, form, checked: checked, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func add(_ body: FormBody, _ serial: String, _ context: CompanyContext) async throws -> Response {
        let form = ReadingForm(body, context)
        guard let kind = form.kind.value, let reading = form.reading, let note = form.note.value else {
            return try await show(serial, form, checked: true, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "plans.read", to: context.paths(page, serial)) { deed in
            let unit = try UnitList.find(serial, deed.tx).id
            try ReadingStore.add(
                reading, kind, of: unit, note: note, by: deed.actor.person, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(
                serial, form, checked: true, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// Asked at a visit, where a plan of the machine counts it.
    static let asking = VisitAsking("usage") { job, context, tx in
        try ReadingStore.kinds(of: job.unit, tx).map { kind in
            let last = try ReadingStore.last(of: job.unit, kind, tx)
            let words = context.words
            return VisitQuestion(
                "usage \(kind.rawValue)", words("plans.count.\(kind.rawValue)"),
                .count(unit: words("plans.unit.\(kind.rawValue)")),
                known: last.map { context.reader.number($0.value) + " (" + context.reader.day($0.day) + ")" },
                least: last.map { $0.value * 1_000 })
        }
    } keep: { answers, visit, actor, company, tx in
        for answered in answers {
            guard let kind = UsageKind(rawValue: String(answered.question.key.dropFirst("usage ".count))),
                let number = answered.answer.number
            else { continue }
            let value = number / 1_000
            let last = try ReadingStore.last(of: visit.job.unit, kind, tx)
            let isLess = last.map { $0.day <= visit.day && value < $0.value } ?? false
            // At a visit a counter that shows less is another one; whoever knows that it was read wrongly says so in the office.
            let reading = UsageReading(value, on: visit.day, why: isLess ? .replaced : nil)
            try ReadingStore.add(
                reading, kind, of: visit.job.unit, note: answered.note, at: visit.id, by: actor.person, in: company, tx)
        }
    } tell: { visits, context, tx in
        try ReadingStore.lines(at: visits, tx).reduce(into: [:]) { all, row in
            let kind = row.line.kind.rawValue
            all[row.visit, default: []].append(
                context.reader.answered(
                    context.words("plans.count.\(kind)"), .number(row.line.reading.value * 1_000),
                    unit: context.words("plans.unit.\(kind)"), note: row.line.note))
        }
    }
}

/// What was typed of a counter.
struct ReadingForm: Sendable {
    let kind: Input<UsageKind>
    let value: Input<Int64>
    let day: Input<CalendarDay>
    let why: Input<UsageBreak?>
    let note: Input<String>

    init(_ form: FormBody, _ context: CompanyContext) {
        kind = form.input("count") { text in
            guard let kind = UsageKind(rawValue: text) else { throw Complaint("form.choose") }
            return kind
        }
        value = form.input("value") { try TypedNumber.integer($0, in: UsageReading.values) }
        let calendar = context.reader.clock.calendar
        day = form.input("day", else: context.today) { try calendar.parse($0) }
        why = form.input("why", else: .some(nil)) { text in
            guard let why = UsageBreak(rawValue: text) else { throw Complaint("form.choose") }
            return why
        }
        note = form.input("note", else: "", shortText(limit: 300))
    }

    /// nil where a field is refused.
    var reading: UsageReading? {
        guard let value = value.value, let day = day.value, let why = why.value else { return nil }
        return UsageReading(value, on: day, why: why)
    }
}

/// The readings of a machine, and the form for one more.
struct ReadingsPage: Page {
    struct Item: Sendable {
        let value: String
        let day: String
        let why: String
        let who: String
        let job: String?
        let jobNumber: String
    }

    static let template = "plans/readings"
    let titleKey = "plans.readings.title"
    let titleValues: [String]
    let back: String
    let serial: String
    /// nil for those who only read.
    let action: String?
    let fields: [Field]
    let kinds: Field
    let why: Field
    let errors: FormErrors?
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    init(
        _ serial: String, _ lines: [ReadingLine], _ offered: [UsageKind], _ form: ReadingForm, checked: Bool,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        (titleValues, self.serial) = ([serial.isolatedLeftToRight], serial)
        back = context.paths(UnitRoutes.one, serial)
        action = context.may(ReadingRoutes.addition) ? context.paths(ReadingRoutes.addition, serial) : nil
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with { if !checked { $0.error = nil } }
        }
        let shown = offered.isEmpty ? UsageKind.allCases : offered
        kinds = field(form.kind, "plans.count").with {
            ($0.required, $0.blank) = (true, shown.count == 1 ? nil : words("form.blank"))
            $0.options = shown.map {
                .init(value: $0.rawValue, label: words("plans.count.\($0.rawValue)"), selected: $0 == form.kind.value)
            }
        }
        let day = field(form.day, "plans.reading.day").with {
            if $0.value.isEmpty, let day = form.day.value { $0.value = reader.day(day) }
        }
        fields = [
            field(form.value, "plans.reading.value").with {
                ($0.required, $0.direction, $0.inputMode, $0.autocomplete) = (true, "ltr", "numeric", "off")
            }, day.asDay(to: context.today), field(form.note, "plans.reading.note"),
        ]
        why = field(form.why, "plans.reading.less_because").with {
            $0.blank = words("plans.reading.not_less_choice")
            $0.options = UsageBreak.allCases.map {
                .init(value: $0.rawValue, label: words("plans.why.\($0.rawValue)"), selected: $0 == form.why.value)
            }
        }
        errors = checked ? FormErrors([kinds] + fields + [why]) : nil
        items = lines.map { line in
            Item(
                value: reader.number(line.reading.value) + " " + words("plans.unit.\(line.kind.rawValue)"),
                day: reader.day(line.reading.day),
                why: [line.reading.why.map { words("plans.why.\($0.rawValue)") } ?? "", line.note]
                    .filter { !$0.isEmpty }.joined(separator: words("list.semicolon")),
                who: line.who, job: line.job.map { context.paths(JobRoutes.one, $0) }, jobNumber: line.job ?? "")
        }
        hasItems = !items.isEmpty
        empty =
            hasItems ? nil : EmptyNote(title: words("plans.readings.none"), text: words("plans.readings.none_hint"))
    }
}

/// The last readings, on the machine's page.
struct ReadingsCard: Sendable {
    let href: String
    let texts: [String]

    static func ofUnit(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let kinds = try ReadingStore.kinds(of: unit.id, tx)
        let lines = try ReadingStore.lines(of: unit.id, limit: 3, tx)
        guard !kinds.isEmpty || !lines.isEmpty else { return nil }
        let (reader, words) = (context.reader, context.words)
        let texts = lines.map { line in
            words(
                "visits.answered", reader.day(line.reading.day),
                reader.number(line.reading.value) + " " + words("plans.unit.\(line.kind.rawValue)"))
        }
        let href = context.paths(ReadingRoutes.page, unit.serial)
        return PageCard("plans/_readings", at: .main, ReadingsCard(href: href, texts: texts))
    }
}
