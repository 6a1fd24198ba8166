import Domain
import Ground
import Web

/// A template as it was typed.
struct TemplateForm: Sendable {
    /// One service of it.
    struct Row: Sendable {
        let months: Input<Int>
        let isFree: Bool
        let checkList: Input<String>
        let kit: Input<[KitPart]>

        var isEmpty: Bool { months.typed.isEmpty && checkList.typed.isEmpty && kit.typed.isEmpty }
    }

    /// So many empty ones stand below those that are filled.
    private static let spare = 2

    let name: Input<String>
    let target: Input<PlanTarget>
    let service: Input<String>
    let basis: PlanBasis
    let day: PlanDay
    let closed: ClosedDays
    let early: Input<Int>
    let late: Input<Int>
    let again: Input<Int>
    /// nil for one that counts months.
    let count: UsageKind?
    let usual: Input<Int>
    let rows: [Row]
    /// From which day the preview counts.
    let base: Input<CalendarDay>
    let rule: Result<PlanRule, Complaint>

    init(_ form: FormBody, _ choices: TemplateChoices, today: CalendarDay, calendar: CalendarSystem) {
        name = form.input("name", shortText(limit: 100))
        target = form.input("for") { text in
            guard let target = PlanTarget(text: text), choices.has(target) else { throw Complaint("form.choose") }
            return target
        }
        service = form.input("service", else: "periodic") { code in
            guard choices.names.offeredServices.contains(where: { $0.code == code }) else {
                throw Complaint("form.choose")
            }
            return code
        }
        let basis = PlanBasis(rawValue: form.text("basis")) ?? .fixed
        let day = Int(Digits.ascii(form.text("day"))).flatMap { PlanDay(code: $0) } ?? .same
        let closed = ClosedDays(rawValue: form.text("closed")) ?? .forward
        let count = UsageKind(rawValue: form.text("count"))
        func number(_ name: String, else fallback: Int?, isAmount: Bool = false) -> Input<Int> {
            let bounds = isAmount && count != nil ? UsageTerms.amounts : 0...1_000
            return form.input(name, else: fallback) { Int(try TypedNumber.integer($0, in: bounds)) }
        }
        let (early, late) = (number("early", else: 15), number("late", else: 30))
        let again = number("again", else: nil, isAmount: true)
        let usual = number("usual", else: nil, isAmount: true)
        let filled = (1...PlanRule.mostSteps).map { place in
            Row(
                months: number("months_\(place)", else: nil, isAmount: true),
                isFree: form.text("pay_\(place)") != "paid",
                checkList: form.input("check_\(place)", else: "", shortText(limit: 2000)),
                kit: form.input("kit_\(place)", else: []) { try KitPart.parse($0) })
        }
        let last = (filled.lastIndex { !$0.isEmpty } ?? -1) + 1
        rows = Array(filled.prefix(last + Self.spare))
        (self.basis, self.day, self.closed) = (basis, day, closed)
        (self.early, self.late, self.again) = (early, late, again)
        (self.count, self.usual) = (count, usual)
        base = form.input("base", else: today) { try calendar.parse($0) }
        rule = Self.rule(basis, day, closed, early, late, again, count, usual, Array(filled.prefix(last)))
    }

    private static func rule(
        _ basis: PlanBasis, _ day: PlanDay, _ closed: ClosedDays, _ early: Input<Int>, _ late: Input<Int>,
        _ again: Input<Int>, _ count: UsageKind?, _ usual: Input<Int>, _ rows: [Row]
    ) -> Result<PlanRule, Complaint> {
        do throws(Complaint) {
            if let complaint = again.complaint ?? usual.complaint { throw complaint }
            var (steps, amounts): ([PlanRule.Step], [Int64]) = ([], [])
            for (index, row) in rows.enumerated() {
                if let complaint = row.months.complaint { throw complaint }
                guard let months = row.months.value else { throw Complaint("plans.denied.row", String(index + 1)) }
                amounts.append(Int64(months))
                steps.append(
                    PlanRule.Step(
                        months: count == nil ? months : 0, isFree: row.isFree,
                        checkList: try row.checkList.required().replacing("\r\n", with: "\n"),
                        kit: try row.kit.required()))
            }
            if let count {
                let terms = UsageTerms(
                    count, amounts: amounts, again: again.value.map(Int64.init), usualMonth: usual.value.map(Int64.init)
                )
                return .success(
                    try PlanRule(by: terms, basis, early: early.required(), late: late.required(), steps: steps))
            }
            return .success(
                try PlanRule(
                    basis, on: day, closed: closed, early: early.required(), late: late.required(), steps: steps,
                    again: again.value))
        } catch { return .failure(error) }
    }

    /// A template as it stands.
    init(_ facts: TemplateFacts, _ choices: TemplateChoices, today: CalendarDay, calendar: CalendarSystem) {
        let rule = facts.rule
        let again = rule.usage?.again ?? rule.again.map(Int64.init)
        var fields: [String: String] = [
            "name": facts.name, "for": facts.target.text, "service": facts.serviceType, "basis": rule.basis.rawValue,
            "day": String(rule.day.code), "closed": rule.closed.rawValue, "early": String(rule.early),
            "late": String(rule.late), "again": again.map { String($0) } ?? "",
        ]
        fields["count"] = rule.usage?.kind.rawValue
        fields["usual"] = rule.usage?.usualMonth.map { String($0) }
        for (index, step) in rule.steps.enumerated() {
            fields["months_\(index + 1)"] = rule.usage.map { String($0.amounts[index]) } ?? String(step.months)
            fields["pay_\(index + 1)"] = step.isFree ? "free" : "paid"
            fields["check_\(index + 1)"] = step.checkList
            fields["kit_\(index + 1)"] = step.kit.map(\.text).joined(separator: "\n")
        }
        self.init(FormBody(fields), choices, today: today, calendar: calendar)
    }

    /// nil where a field is refused.
    var facts: TemplateFacts? {
        guard let name = name.value, let target = target.value, let service = service.value,
            case .success(let rule) = rule
        else { return nil }
        return TemplateFacts(name: name, target: target, serviceType: service, rule: rule)
    }
}
