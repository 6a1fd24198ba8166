import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The benches of the workshop and who works there.
package enum BenchRoutes: RoomRoutes {
    static let list = PlainPage("workshop/benches", for: .workshopManagers)
    static let addition = PlainForm("workshop/benches", for: .workshopManagers)
    static let one = PageRoute<ID<Bench>>("workshop/benches/:bench", for: .workshopManagers)
    static let change = FormRoute<ID<Bench>>("workshop/benches/:bench", for: .workshopManagers)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await show(nil, context) },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, id in try await edit(id, nil, context) },
            change.to { form, context, id in try await change(form, id, context) },
        ]
    }

    private static func show(
        _ form: BenchForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (benches, people, loads) = try await context.company.read { tx in
            (try BenchStore.all(tx), try BenchStore.technicians(tx), try WorkshopList.loads(tx))
        }
        return try context.show(BenchesPage(benches, people, loads, form, context), status: status, warning: warning)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let people = try await context.company.read { try BenchStore.technicians($0) }
        let form = BenchForm(body, people)
        guard let facts = form.facts else { return try await show(form, context, status: .unprocessableContent) }
        return try await context.once(body, flash: "workshop.bench_saved", to: context.paths(list)) { deed in
            _ = try BenchStore.add(facts, by: deed.actor, deed.tx)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func edit(
        _ id: ID<Bench>, _ form: BenchForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (bench, people) = try await context.company.read { tx in
            (try BenchStore.find(id, tx), try BenchStore.technicians(tx))
        }
        return try context.show(BenchPage(bench, people, form, context), status: status, warning: warning)
    }

    private static func change(
        _ body: FormBody, _ id: ID<Bench>, _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        let people = try await context.company.read { tx in
            _ = try BenchStore.find(id, tx)
            return try BenchStore.technicians(tx)
        }
        let form = BenchForm(body, people)
        guard let facts = form.facts else {
            return try await edit(id, form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "workshop.bench_saved", to: context.paths(list)) { deed in
            try BenchStore.change(BenchStore.find(id, deed.tx), at: version, to: facts, by: deed.actor, deed.tx)
        } orShow: { refused in
            try await edit(id, form, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// A bench as it was typed.
struct BenchForm: Sendable {
    private static let longest = 60
    let fa: Input<String>
    let en: Input<String>
    let people: [ID<Person>]
    let isRetired: Bool

    /// Whoever is no technician any more is left out.
    init(_ form: FormBody, _ people: [BenchPerson]) {
        fa = form.input("fa", shortText(limit: Self.longest))
        en = form.input("en", else: "", shortText(limit: Self.longest))
        let chosen = Set(form.all("person"))
        self.people = people.map(\.id).filter { chosen.contains($0.description) }
        isRetired = form.isChecked("retired")
    }

    init(_ bench: BenchRow) {
        fa = Input(name: "fa", typed: bench.names.fa, value: bench.names.fa)
        en = Input(name: "en", typed: bench.names.en, value: bench.names.en)
        (people, isRetired) = (bench.people.map(\.id), bench.isRetired)
    }

    /// nil where a field is refused.
    var facts: BenchFacts? {
        guard let fa = fa.value, let en = en.value else { return nil }
        return BenchFacts(names: BothNames(fa: fa, en: en), people: people, isRetired: isRetired)
    }
}

/// What the form of a bench shows.
struct BenchFormView: Sendable {
    let action: String
    let names: [Field]
    let people: Field?

    /// - Parameter isBlank: nobody has sent it yet, so nothing is wrong.
    init(
        _ form: BenchForm, _ people: [BenchPerson], isBlank: Bool = false, action: String, _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        self.action = action
        names = [
            Field(form.fa, label: "workshop.bench.fa", for: reader).with {
                $0.required = true
                if isBlank { $0.error = nil }
            },
            Field(form.en, label: "workshop.bench.en", for: reader).with { $0.direction = "ltr" },
        ]
        self.people =
            people.isEmpty
            ? nil
            : Field(name: "person", label: words("workshop.bench.people")).with {
                $0.options = people.map { person in
                    .init(
                        value: person.id.description, label: person.name, selected: form.people.contains(person.id))
                }
            }
    }
}

struct BenchesPage: Page {
    struct Line: Sendable {
        let href: String
        let name: String
        let people: String
        let load: Tab
        let retired: Badge?
    }

    static let template = "workshop/benches"
    let titleKey = "workshop.benches"
    let board: String
    let benches: [Line]
    let hasBenches: Bool
    let errors: FormErrors?
    let form: BenchFormView

    init(
        _ rows: [BenchRow], _ people: [BenchPerson], _ loads: [ID<Bench>: Int], _ form: BenchForm?,
        _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        board = paths(WorkshopRoutes.board)
        benches = rows.map { bench in
            Line(
                href: paths(BenchRoutes.one, bench.id), name: bench.names.shown(reader),
                people: bench.people.map(\.name).joined(separator: words("list.comma")),
                load: Tab(
                    href: Address.of(paths(WorkshopRoutes.list), [("bench", bench.id.description)]),
                    label: reader.number(loads[bench.id] ?? 0)),
                retired: bench.isRetired ? Badge(kind: "neutral", label: words("workshop.bench.retired")) : nil)
        }
        hasBenches = !benches.isEmpty
        let typed = form ?? BenchForm(FormBody(), people)
        let view = BenchFormView(
            typed, people, isBlank: form == nil, action: paths(BenchRoutes.addition), context)
        self.form = view
        errors = form == nil ? nil : FormErrors(view.names)
    }
}

struct BenchPage: Page {
    static let template = "workshop/bench"
    let titleKey = "workshop.bench.title"
    let titleValues: [String]
    let benches: String
    let version: Int
    let errors: FormErrors?
    let form: BenchFormView
    let retiredName: String
    let isRetired: Bool

    init(_ bench: BenchRow, _ people: [BenchPerson], _ form: BenchForm?, _ context: CompanyContext) {
        titleValues = [bench.names.shown(context.reader)]
        benches = context.paths(BenchRoutes.list)
        version = bench.version
        let typed = form ?? BenchForm(bench)
        let view = BenchFormView(typed, people, action: context.paths(BenchRoutes.change, bench.id), context)
        self.form = view
        errors = FormErrors(view.names)
        retiredName = context.words("workshop.bench.set_aside")
        isRetired = typed.isRetired
    }
}
