import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What it costs to leave a machine here: the company's rule, and the end of what nobody fetches.
package enum StorageRoutes: RoomRoutes {
    static let rule = PlainPage("workshop/storage", for: WorkshopRoutes.readers.union(Set<Role>.seesMoney))
    static let change = PlainForm("workshop/storage", for: .rulesOfMoney, watched: .configuration)
    static let disposing = FormRoute<String>("workshop/units/:repair/disposal", for: .workshopManagers).confirmed

    package static var all: [Mounted] {
        [
            rule.to { _, context in try await show(nil, context) },
            change.to { body, context in try await propose(body, context) },
            disposing.to { body, context, number in try await dispose(body, number, context) },
        ]
    }

    private static func show(
        _ form: StorageForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (rules, waiting) = try await context.company.read { tx in
            (try StorageStore.all(tx), try ProposalNote.read([ChangeStorageRule.proposal], context, tx))
        }
        return try context.show(StoragePage(rules, form, waiting, context), status: status, warning: warning)
    }

    private static func propose(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = StorageForm(body, today: context.today, context.reader.clock.calendar)
        let change: ChangeStorageRule?
        do { change = try form.change } catch {
            return try await show(form, context, status: .unprocessableContent, warning: error)
        }
        guard let change else { return try await show(form, context, status: .unprocessableContent) }
        return try await context.once(body, flash: "proposals.proposed", to: context.paths(rule)) { deed in
            try change.propose(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func dispose(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        let form = DisposalForm(body)
        guard let disposal = form.disposal else {
            return try await BenchItemRoutes.show(number, typed: form, context, status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "workshop.disposed", to: context.paths(BenchItemRoutes.one, number)
        ) { deed in
            try DisposeUnit(number, version: version, disposal).run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await BenchItemRoutes.show(
                number, typed: form, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// A rule of storage, as it was typed.
struct StorageForm: Sendable {
    let free: Input<Int>
    let perDay: Input<Int64>
    let most: Input<Int64?>
    let reminders: Input<[Int]>
    let disposal: Input<Int?>
    let from: Input<CalendarDay>

    init(_ form: FormBody, today: CalendarDay, _ calendar: CalendarSystem) {
        free = form.input("free") { Int(try TypedNumber.integer($0, in: StorageRule.freeBounds)) }
        perDay = form.money("per_day", in: StorageRule.amounts)
        most = form.input("most", else: .some(nil)) { try form.moneyUnit.read($0, in: StorageRule.amounts) }
        reminders = form.input("reminders", else: []) { typed in
            try typed.split { $0.isWhitespace || $0 == "," || $0 == "،" }.map {
                Int(try TypedNumber.integer(String($0), in: StorageRule.dayBounds))
            }
        }
        disposal = form.input("disposal", else: .some(nil)) {
            Int(try TypedNumber.integer($0, in: StorageRule.dayBounds))
        }
        from = form.input("from", else: today) { typed in
            let day = try calendar.parse(typed)
            guard day >= today else { throw Complaint("storage.rule.past") }
            return day
        }
    }

    /// nil where a field is refused.
    var change: ChangeStorageRule? {
        get throws(Complaint) {
            guard let free = free.value, let perDay = perDay.value, let most = most.value,
                let reminders = reminders.value, let disposal = disposal.value, let from = from.value
            else { return nil }
            let rule = try StorageRule(
                freeDays: free, perDay: perDay, most: most, reminders: reminders, disposalDays: disposal)
            return ChangeStorageRule(rule, from: from)
        }
    }
}

/// The rule of storage, those before it, and the form of the next one.
struct StoragePage: Page {
    struct Past: Sendable {
        let from: String
        let text: String
        let maker: String
    }

    struct Writing: Sendable {
        let action: String
        let fields: [Field]
        let errors: FormErrors?
        let isOpen: Bool
    }

    static let template = "workshop/storage"
    let titleKey = "storage.title"
    let board: String
    let proposals: ProposalNote?
    let empty: EmptyNote?
    let facts: [Fact]
    let hasFacts: Bool
    let rules: [Past]
    let hasRules: Bool
    let writing: Writing?

    init(_ rules: [DatedStorageRule], _ form: StorageForm?, _ waiting: ProposalNote?, _ context: CompanyContext) {
        let (reader, words, today) = (context.reader, context.words, context.today)
        board = context.paths(WorkshopRoutes.board)
        proposals = waiting
        let current = rules.first { $0.from <= today }
        facts = current.map { StorageFacts.of($0.rule, context) } ?? []
        hasFacts = !facts.isEmpty
        empty = hasFacts ? nil : EmptyNote(title: words("storage.none"), text: words("storage.none_hint"))
        self.rules = rules.map { rule in
            let text = StorageFacts.of(rule.rule, context).map { "\($0.label): \($0.value.isolated)" }
                .joined(separator: words("list.semicolon"))
            return Past(from: reader.day(rule.from), text: text, maker: rule.maker)
        }
        hasRules = !rules.isEmpty
        writing = context.may(StorageRoutes.change) ? Self.writing(form, current?.rule, context) : nil
    }

    private static func writing(_ form: StorageForm?, _ rule: StorageRule?, _ context: CompanyContext) -> Writing {
        let (reader, today) = (context.reader, context.today)
        let known = FormBody([
            "free": rule.map { String($0.freeDays) } ?? "", "per_day": rule.map { reader.unit.text($0.perDay) } ?? "",
            "most": rule?.most.map { reader.unit.text($0) } ?? "",
            "reminders": rule?.reminders.map(String.init).joined(separator: " ") ?? "",
            "disposal": rule?.disposalDays.map(String.init) ?? "", FormBody.unitField: reader.unit.rawValue,
        ])
        let typed = form ?? StorageForm(known, today: today, reader.clock.calendar)
        func field<Value>(_ input: Input<Value>, _ label: String, hint: Bool = false) -> Field {
            Field(input, label: "storage.rule.\(label)", for: reader).with {
                if form == nil { $0.error = nil }
                ($0.direction, $0.inputMode) = ("ltr", "numeric")
                if hint { $0.hint = reader.words("storage.rule.\(label).hint") }
            }
        }
        let fields = [
            field(typed.free, "free").with { $0.required = true },
            field(typed.perDay, "day").with { $0.required = true }.asMoney(reader),
            field(typed.most, "most", hint: true).asMoney(reader),
            field(typed.reminders, "reminded", hint: true).with { $0.inputMode = nil },
            field(typed.disposal, "disposal", hint: true),
            field(typed.from, "from", hint: true).asDay(from: today),
        ]
        return Writing(
            action: context.paths(StorageRoutes.change), fields: fields, errors: FormErrors(fields), isOpen: form != nil
        )
    }
}
