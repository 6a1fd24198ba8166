import Base
import Database
import Domain
import Ground
import Web
import Work

/// One planned service, and what its forms begin with.
struct ServiceSheet: Sendable {
    let line: PlanLine
    let checkList: String
    let names: CommonNames
    /// Of the machine's last job.
    let place: BookServices.Place?
    let cards: PageCards

    static func read(
        _ id: ID<PlanService>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> ServiceSheet {
        let line = try PlanLineList.find(id, tx)
        let rule = try TemplateStore.rule(of: line.template, tx)
        let history = try HistoryCard.card(of: .planService(id), context, tx)
        return ServiceSheet(
            line: line, checkList: rule.step(line.number)?.checkList ?? "", names: try context.company.names.names(tx),
            place: try PlanServiceStore.lastPlace(of: PlanServiceStore.find(id, tx), tx),
            cards: PageCards([history].compactMap(\.self)))
    }
}

struct ServicePage: Page {
    static let template = "plans/service"
    let titleKey = "plans.service"
    let titleValues: [String]
    let list: String
    let item: PlanItem
    let facts: [Fact]
    let checkList: [String]
    let hasCheckList: Bool
    let version: String
    let call: CallView?
    let booking: BookingView?
    let cancellation: CancellationView?
    let cards: PageCards

    struct CallView: Sendable {
        let action: String
        let phone: String
        let href: String
        let outcome: Field
        let day: Field
        let note: Field
        let errors: FormErrors?
    }

    struct BookingView: Sendable {
        let action: String
        let city: Field
        let address: Field
        let note: Field
        let errors: FormErrors?
        let isOpen: Bool
    }

    struct CancellationView: Sendable {
        let action: String
        let reason: Field
        let isOpen: Bool
    }

    init(
        _ sheet: ServiceSheet, call: CallForm?, booking: BookingForm?, cancellation: Input<String>?,
        _ context: CompanyContext
    ) {
        let line = sheet.line
        item = PlanItem(line, sheet.names, context)
        titleValues = [item.title]
        list = context.paths(ServiceRoutes.list)
        facts = Self.facts(line, item, context)
        checkList = sheet.checkList.split(separator: "\n").map(String.init)
        hasCheckList = !checkList.isEmpty
        version = String(line.version)
        let isOpen = line.state.allows(.call)
        self.call =
            isOpen && context.may(ServiceRoutes.call)
            ? Self.call(line, call, action: context.paths(ServiceRoutes.call, line.id), context) : nil
        self.booking =
            isOpen && context.may(ServiceRoutes.booking)
            ? Self.booking(
                line, sheet.place, sheet.names.cities, booking, action: context.paths(ServiceRoutes.booking, line.id),
                context) : nil
        self.cancellation =
            isOpen && context.may(ServiceRoutes.cancellation) ? Self.cancellation(line, cancellation, context) : nil
        cards = sheet.cards
    }

    private static func facts(_ line: PlanLine, _ item: PlanItem, _ context: CompanyContext) -> [Fact] {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        return [
            Fact(
                label: words("plans.customer"), value: line.customerName,
                href: paths(CustomerRoutes.one, line.customer)),
            Fact(label: words("plans.machine"), value: line.model),
            Fact(
                label: words("plans.serial"), value: line.serial, href: paths(UnitRoutes.one, line.serial), isLtr: true),
            Fact(label: words("plans.city"), value: item.city),
            Fact(
                label: words("plans.template"), value: line.templateName,
                href: line.contract.map { paths(ContractRoutes.one, $0) }
                    ?? context.pathIfAllowed(TemplateRoutes.one, line.template)),
            Fact(label: words("plans.day"), value: reader.wholeDay(line.day)),
            Fact(label: words("plans.until"), value: reader.wholeDay(line.until)),
            Fact(label: words("plans.pay"), value: item.pay),
            Fact(label: words("plans.calls"), value: reader.number(line.calls)),
            item.call.isEmpty ? nil : Fact(label: words("plans.outcome"), value: item.call),
            line.doneOn.map { Fact(label: words("plans.done_on"), value: reader.wholeDay($0)) },
            line.dealer.map { Fact(label: words("plans.given.to"), value: $0) },
            line.job.map { Fact(label: words("plans.job"), value: $0, href: paths(JobRoutes.one, $0), isLtr: true) },
        ].compactMap(\.self)
    }

    static func call(
        _ line: PlanLine, _ form: CallForm?, action: String, _ context: CompanyContext
    ) -> CallView {
        let (reader, words) = (context.reader, context.words)
        let outcome =
            (form.map { Field($0.outcome, label: "plans.outcome", for: reader) }
            ?? Field(name: "outcome", label: words("plans.outcome"))).with {
                $0.required = true
                $0.options = CallOutcome.allCases.map {
                    .init(value: $0.rawValue, label: words.outcome($0), selected: $0 == form?.outcome.value)
                }
            }
        let day =
            (form.map { Field($0.day, label: "plans.call_on", for: reader) }
            ?? Field(name: "call_on", label: words("plans.call_on"))).with { $0.hint = words("plans.call_on.hint") }
            .asDay(from: context.today.adding(days: 1))
        let note =
            form.map { Field($0.note, label: "plans.note", for: reader) }
            ?? Field(name: "note", label: words("plans.note"))
        return CallView(
            action: action, phone: reader.mobile(line.mobile),
            href: "tel:\(line.mobile)", outcome: outcome, day: day, note: note,
            errors: FormErrors([outcome, day, note]))
    }

    /// - Parameters:
    ///   - place: of the machine's last job.
    ///   - cities: where it may be booked.
    static func booking(
        _ line: PlanLine, _ place: BookServices.Place?, _ cities: [CommonNames.City], _ form: BookingForm?,
        action: String,
        _ context: CompanyContext
    ) -> BookingView {
        let (reader, words) = (context.reader, context.words)
        let chosen = form == nil ? place?.city ?? line.city : form?.city.value
        let city =
            (form.map { Field($0.city, label: "plans.city", for: reader) }
            ?? Field(name: "city", label: words("plans.city"))).with {
                $0.required = true
                $0.blank = words("form.blank")
                $0.options = cities.map {
                    Field.Option(
                        value: $0.id.description, label: $0.names.shown(reader), selected: $0.id == chosen)
                }.inPersianOrder(by: \.label)
            }
        let address =
            (form.map { Field($0.address, label: "plans.address", for: reader) }
            ?? Field(name: "address", label: words("plans.address"), value: place?.address ?? "")).with {
                $0.required = true
            }
        let note =
            form.map { Field($0.note, label: "plans.job_note", for: reader) }
            ?? Field(name: "job_note", label: words("plans.job_note"))
        return BookingView(
            action: action, city: city, address: address, note: note,
            errors: FormErrors([city, address, note]), isOpen: form != nil)
    }

    private static func cancellation(
        _ line: PlanLine, _ typed: Input<String>?, _ context: CompanyContext
    ) -> CancellationView {
        let field =
            typed.map { Field($0, label: "plans.cancel.why", for: context.reader) }
            ?? Field(name: "reason", label: context.words("plans.cancel.why"))
        return CancellationView(
            action: context.paths(ServiceRoutes.cancellation, line.id), reason: field.with { $0.required = true },
            isOpen: typed != nil)
    }
}
