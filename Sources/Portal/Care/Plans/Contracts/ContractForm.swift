import Domain
import Ground
import Web

/// What the form of a contract chooses from.
struct ContractChoices: Sendable {
    let machines: [ContractUnit]
    let names: CommonNames
    let plans: [TemplateRow]
    /// Of the contract that is changed or renewed, visit by visit.
    let checkLists: [String]
}

/// A contract as it was typed.
struct ContractForm: Sendable {
    static let (usualEarly, usualLate) = (10, 20)
    static let mostPrice: Int64 = 1_000_000_000_000_000

    let name: Input<String>
    let first: Input<CalendarDay>
    let last: Input<CalendarDay>
    let visits: Input<Int>
    let units: Input<[ID<Unit>]>
    let free: Set<ContractTerms.Free>
    let coversRepairs: Bool
    let price: Input<Int64>
    let response: Input<Int>
    let early: Input<Int>
    let late: Input<Int>
    let service: Input<String>
    /// Whose check list is taken where none is written.
    let plan: ID<PlanTemplate>?
    let checkList: Input<String>
    let note: Input<String>
    private let checkLists: [String]

    init(_ form: FormBody, _ choices: ContractChoices, calendar: CalendarSystem) {
        func day(_ name: String) -> Input<CalendarDay> { form.input(name) { try calendar.parse($0) } }
        func number(_ name: String, else fallback: Int?, _ range: ClosedRange<Int64>) -> Input<Int> {
            form.input(name, else: fallback) { Int(try TypedNumber.integer($0, in: range)) }
        }
        name = form.input("name", shortText(limit: 100))
        (first, last) = (day("first"), day("last"))
        visits = number("visits", else: 4, 1...12)
        let ids = form.ids("unit", of: Unit.self)
        units = Input(
            name: "unit", typed: "", value: ids.isEmpty ? nil : ids,
            complaint: ids.isEmpty ? Complaint("contracts.denied.units") : nil)
        free = Set(form.all("free").compactMap { ContractTerms.Free(rawValue: $0) })
        coversRepairs = form.all("free").contains("repairs")
        price = form.money("price", in: 0...Self.mostPrice)
        response = number("response", else: nil, 1...Int64(ContractTerms.mostHours))
        let window = 0...Int64(PlanRule.mostDays)
        (early, late) = (number("early", else: Self.usualEarly, window), number("late", else: Self.usualLate, window))
        service = form.input("service", else: "periodic") { code in
            guard choices.names.offeredServices.contains(where: { $0.code == code }) else {
                throw Complaint("form.choose")
            }
            return code
        }
        plan = ID(form.text("plan"))
        checkList = form.input("check", else: "", shortText(limit: 2000))
        note = form.input("note", else: "", shortText(limit: 1000))
        let chosen = plan
        checkLists = Self.checkLists(
            checkList.value ?? "", choices.plans.first { $0.id == chosen }, kept: choices.checkLists)
    }

    /// nil where a field is refused.
    var facts: ContractFacts? { try? read() }

    /// What is wrong with no field in particular.
    var complaint: Complaint? {
        do throws(Complaint) {
            _ = try read()
            return nil
        } catch { return isRefused ? nil : error }
    }

    /// - Parameter kept: those of the contract as it stood: the form shows the first, and where it stays, all stay.
    private static func checkLists(_ typed: String, _ plan: TemplateRow?, kept: [String]) -> [String] {
        let typed = typed.replacing("\r\n", with: "\n")
        if typed.isEmpty, let plan { return plan.facts.rule.steps.map(\.checkList) }
        return typed == kept.first ? kept : [typed]
    }

    /// Whether a field says itself what is wrong.
    private var isRefused: Bool {
        let inputs: [Complaint?] = [
            name.complaint, first.complaint, last.complaint, visits.complaint, units.complaint, price.complaint,
            response.complaint, early.complaint, late.complaint, service.complaint, checkList.complaint, note.complaint,
        ]
        return inputs.contains { $0 != nil }
    }

    private func read() throws(Complaint) -> ContractFacts {
        let terms = try ContractTerms(
            from: first.required(), to: last.required(), visits: visits.required(), free: free,
            coversRepairs: coversRepairs)
        if let complaint = response.complaint { throw complaint }
        return ContractFacts(
            name: try name.required(), terms, units: try units.required(), serviceType: try service.required(),
            price: try price.required(), responseHours: response.value,
            rule: try terms.rule(checkLists: checkLists, early: early.required(), late: late.required()),
            note: try note.required())
    }
}

extension FormBody {
    /// A contract as its form begins: as it stands, or the one that follows it.
    init(_ facts: ContractFacts, days: ClosedRange<CalendarDay>, _ reader: Reader) {
        let (terms, calendar) = (facts.terms, reader.clock.calendar)
        self.init([
            "name": facts.name, "first": calendar.text(days.lowerBound), "last": calendar.text(days.upperBound),
            "visits": String(terms.visits), "price": reader.unit.text(facts.price),
            Self.unitField: reader.unit.rawValue,
            "response": facts.responseHours.map(String.init) ?? "", "early": String(facts.rule.early),
            "late": String(facts.rule.late), "service": facts.serviceType, "note": facts.note,
            "check": facts.rule.steps.first?.checkList ?? "",
        ])
        fields["unit"] = facts.units.map(\.description)
        fields["free"] = terms.free.map(\.rawValue).sorted() + (terms.coversRepairs ? ["repairs"] : [])
    }
}
