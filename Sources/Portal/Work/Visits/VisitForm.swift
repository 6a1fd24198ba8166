import Domain
import Web

/// What a dealer's person typed about a visit.
package struct VisitForm: Sendable {
    /// Rows for parts that a page shows at first: most visits fit none.
    static let firstRows = 1
    /// Rows that "more rows" adds.
    static let rowStep = 5

    package let outcome: Input<VisitOutcome>
    package let endsJob: Bool
    /// Said of a visit like one of the same day that is there already.
    let isAnother: Bool
    /// Said of parts that are not for such a machine.
    let isMisfitMeant: Bool
    /// Whether it was asked before for the serials of what came out: what is empty then could not be read.
    let isRemovedAsked: Bool
    package var day: Input<CalendarDay>
    package let time: Input<Int>
    package let minutes: Input<Int64>
    package let km: Input<Int64>
    package let symptom: Input<String>
    package let cause: Input<String>
    package let remedy: Input<String>
    package let parts: [PartInput]
    package var labour: Input<Int64>
    package var travel: Input<Int64>
    package var customerParts: Input<Int64>
    package let note: Input<String>
    let pin: Input<MapPin?>
    let answers: TypedAnswers
    /// Off the plate of a machine that was taken down without one; empty where nobody could read it.
    package var serial: Input<String>
    /// As the page's script has drawn it; empty where nobody has signed.
    let signature: String
    /// Why nobody has.
    var unsigned: Input<String>
    /// That of the form that was sent; empty for one that nobody has sent yet.
    let key: String

    package struct PartInput: Sendable {
        package var name: Input<String>
        package let quantity: Input<Int64>
        /// The serials of what came out for it.
        var removed: Input<[String]>
    }

    package init(_ form: FormBody, calendar: CalendarSystem) {
        key = form.raw("key")
        let outcome = form.input("outcome") { typed in
            guard let outcome = VisitOutcome(rawValue: typed) else { throw Complaint("form.choose") }
            return outcome
        }
        self.outcome = outcome
        endsJob = form.isChecked("ends_job")
        isAnother = form.isChecked("another")
        isMisfitMeant = form.isChecked("misfit")
        isRemovedAsked = form.isChecked("removed_asked")
        day = form.input("day") { try calendar.parse($0) }
        time = form.input("time") { try TypedTime.minutes($0) }
        // Nobody at home: no work was done, and none need be written down.
        let isBarren = outcome.value == .notHome
        minutes = Self.number(form, "minutes", VisitBounds.minutes, else: isBarren ? 0 : nil)
        km = form.input("km", else: 0) { try TypedNumber.tenths($0, in: VisitBounds.kmTenths) }
        symptom = form.input("symptom", else: "", shortText(limit: 200))
        cause = form.input("cause", else: "", shortText(limit: 200))
        remedy = form.input("remedy", else: "", shortText(limit: 500))
        parts = (1...Self.rows(form)).map { Self.part(form, $0) }
        labour = form.money("labour", else: 0, in: VisitBounds.amount)
        travel = form.money("travel", else: 0, in: VisitBounds.amount)
        customerParts = form.money("customer_parts", else: 0, in: VisitBounds.amount)
        note = form.input("note", else: "", shortText(limit: 2_000))
        let drawn = form.raw("signature")
        signature = DrawnSignature.isOne(drawn) ? drawn : ""
        unsigned = form.input("unsigned", else: "", shortText(limit: 200))
        pin = form.input("pin", else: .some(nil)) { try MapPin($0) }
        answers = TypedAnswers(form)
        serial = form.input("serial", else: "") { try SerialText.parse($0) }
    }

    /// Says of a moment that is still to come what else would be said only once all other fields are right.
    func checked(now: Instant, clock: CompanyClock) -> VisitForm {
        guard let day = day.value, let time = time.value,
            clock.instant(day, hour: time / 60, minute: time % 60) > now
        else { return self }
        var form = self
        form.day.complaint = Complaint("visits.moment.future")
        return form
    }

    /// nil where a field is refused.
    package func facts(clock: CompanyClock) -> VisitFacts? {
        guard let outcome = outcome.value, let day = day.value, self.day.complaint == nil, let time = time.value,
            let minutes = minutes.value,
            let km = km.value, let symptom = symptom.value, let cause = cause.value, let remedy = remedy.value,
            let labour = labour.value,
            let unsigned = unsigned.value, self.unsigned.complaint == nil,
            let travel = travel.value, let customerParts = customerParts.value, let note = note.value,
            serial.complaint == nil, let parts = fitted
        else { return nil }
        var facts = VisitFacts(
            outcome: outcome, endsJob: endsJob,
            visitedAt: clock.instant(day, hour: time / 60, minute: time % 60), minutes: Int(minutes), kmTenths: Int(km),
            symptom: symptom, cause: cause, remedy: remedy, parts: parts, customerLabour: labour,
            customerParts: customerParts,
            customerTravel: travel, note: note)
        facts.unsigned = signature.isEmpty ? unsigned : ""
        return facts
    }

    /// What would be logged if it were sent as it stands: a visit that ends the job now, where nothing else is written yet.
    func expected(now: Instant, clock: CompanyClock) -> VisitFacts {
        var facts = VisitFacts.expected(kmTenths: Int(km.value ?? 0), at: now)
        if let day = day.value, let time = time.value {
            facts.visitedAt = min(now, clock.instant(day, hour: time / 60, minute: time % 60))
        }
        facts.outcome = outcome.value ?? .completed
        facts.endsJob = endsJob
        facts.minutes = Int(minutes.value ?? 0)
        facts.symptom = symptom.value ?? ""
        facts.parts = fitted ?? []
        facts.customerLabour = labour.value ?? 0
        facts.customerParts = customerParts.value ?? 0
        return facts
    }

    /// Fills in what the customer pays by the tariff, where nothing else was written.
    /// - Parameter body: with what was filled in before, which the person may have left.
    func suggesting(_ charge: CustomerCharge?, insteadOf body: FormBody, _ reader: Reader) -> VisitForm {
        func filled(_ input: Input<Int64>, _ purpose: CustomerCharge.Purpose) -> Input<Int64> {
            guard input.typed == body.raw("suggested_\(input.name)") else { return input }
            let sum = charge?.sum(purpose) ?? 0
            return Input(name: input.name, typed: sum == 0 ? "" : reader.amount(Money(sum)), value: sum)
        }
        var form = self
        form.labour = filled(labour, .labour)
        form.travel = filled(travel, .travel)
        form.customerParts = filled(customerParts, .parts)
        return form
    }

    /// The questions with what was typed to them.
    func answers(to questions: [VisitQuestion]) -> [AnswerRow] {
        let isLast = (outcome.value ?? .notHome).deed(endsJob: endsJob) == .finish
        let endsWell = isLast && (outcome.value == .completed || outcome.value == .checkedOnly)
        return answers.rows(questions, endsWell: endsWell)
    }

    /// The rows that are filled; nil where one of them is refused.
    private var fitted: [VisitFacts.Part]? {
        guard parts.allSatisfy(\.isRight) else { return nil }
        return parts.compactMap { row in
            guard let name = row.name.value, !name.isEmpty else { return nil }
            return VisitFacts.Part(
                name: name, quantity: Int(row.quantity.value ?? 1), removed: row.removed.value ?? [])
        }
    }

    /// How many rows for parts the page showed; more where the person asked for more.
    private static func rows(_ form: FormBody) -> Int {
        // Held to its bounds before it is added to: the field is hidden, but anybody can write into it.
        let shown = min(Int(form.raw("rows")) ?? firstRows, VisitBounds.parts)
        let more = form.isChecked("more") ? rowStep : 0
        return min(max(shown, firstRows) + more, VisitBounds.parts)
    }

    private static func part(_ form: FormBody, _ row: Int) -> PartInput {
        let quantity = form.input("quantity\(row)", else: 1) {
            try TypedNumber.integer($0, in: VisitBounds.quantity)
        }
        var name = form.input("part\(row)", else: "", shortText(limit: 100))
        if name.typed.isEmpty, !quantity.typed.isEmpty { name.complaint = Complaint("visits.part.missing") }
        var removed = form.input("removed\(row)", else: []) { try SerialText.list($0) }
        removed.complaint = removed.complaint ?? Self.doubt(removed.value ?? [], of: name.value ?? "", quantity.value)
        return PartInput(name: name, quantity: quantity, removed: removed)
    }

    /// What speaks against the serials of what came out.
    private static func doubt(_ removed: [String], of part: String, _ quantity: Int64?) -> Complaint? {
        if let quantity, removed.count > quantity { return Complaint("visits.removed.many") }
        guard let same = removed.first(where: PartMention(part).words.contains) else { return nil }
        return Complaint("visits.removed.same", same.isolatedLeftToRight)
    }

    private static func number(
        _ form: FormBody, _ name: String, _ range: ClosedRange<Int64>, else fallback: Int64?
    ) -> Input<Int64> {
        if let fallback { return form.input(name, else: fallback) { try TypedNumber.integer($0, in: range) } }
        return form.input(name) { try TypedNumber.integer($0, in: range) }
    }
}

extension VisitForm.PartInput {
    fileprivate var isRight: Bool { name.complaint == nil && quantity.complaint == nil && removed.complaint == nil }
}
