import Domain
import Ground
import Web

/// How the company settles: its deductions, and what a claim that waits keeps from being paid.
struct DeductionsPage: Page {
    struct Line: Sendable {
        let position: String
        let kind: String
        let percent: String
        let base: String
        let whom: String
        let days: String
        let badge: Badge
        let madeBy: String
        let endedBy: String?
        let end: String?
    }

    struct Fields: Sendable {
        let kind: Field
        let base: Field
        let position: Field
        let percent: Field
        let grades: Field
        let registered: Field
        let from: Field
        let to: Field

        var all: [Field] { [kind, position, percent, base, from, to] }
    }

    struct Writing: Sendable {
        let action: String
        let isOpen: Bool
        let fields: Fields
        let errors: FormErrors?
    }

    struct BuyerFields: Sendable {
        let action: String
        let fields: [Field]
        let errors: FormErrors?
    }

    struct Choice: Sendable {
        let action: String
        let field: Field
    }

    static let template = "payouts/deductions"
    let titleKey = "deductions.title"
    let payouts: String
    /// Changes of them that wait for a second person.
    let proposals: ProposalNote?
    let lines: [Line]
    let hasLines: Bool
    let past: [Line]
    let hasPast: Bool
    let empty: EmptyNote?
    let files: [FileLink]
    let openClaimsText: String
    let openClaims: Choice?
    let peopleText: String
    let people: Choice?
    let writing: Writing?
    let buyer: BuyerFields?
    let cards: PageCards

    init(
        _ rules: (open: [DeductionList.Line], past: [DeductionList.Line]),
        _ settings: (openClaims: SettlementSetting.OpenClaims, people: PayoutPeople),
        _ form: DeductionForm?, _ buyer: BuyerForm, _ proposals: ProposalNote?, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        let mayChange = context.may(DeductionRoutes.addition)
        payouts = paths(PayoutRoutes.list)
        lines = rules.open.map { Line($0, context, mayEnd: mayChange) }
        (self.proposals, self.cards) = (proposals, cards)
        past = rules.past.map { Line($0, context, mayEnd: false) }
        (hasLines, hasPast) = (!lines.isEmpty, !past.isEmpty)
        empty =
            lines.isEmpty
            ? EmptyNote(title: reader.words("deductions.none"), text: reader.words("deductions.none.text")) : nil
        files = context.files(DeductionRoutes.export, at: paths(DeductionRoutes.export))
        openClaimsText = reader.words("deductions.open_claims.\(settings.openClaims.rawValue)")
        openClaims =
            mayChange
            ? Choice("open_claims", settings.openClaims, paths(DeductionRoutes.openClaims), reader) : nil
        peopleText = reader.words("deductions.people.\(settings.people.rawValue)")
        people =
            context.may(DeductionRoutes.people)
            ? Choice("people", settings.people, paths(DeductionRoutes.people), reader) : nil
        let company = buyer.fields(reader)
        self.buyer =
            mayChange
            ? BuyerFields(action: paths(DeductionRoutes.buyer), fields: company, errors: FormErrors(company)) : nil
        let today = context.today
        let typed = form ?? DeductionForm(FormBody(), context.company.clock, today: today)
        let fields = typed.fields(isBlank: form == nil, today: today, reader)
        writing =
            mayChange
            ? Writing(
                action: paths(DeductionRoutes.addition), isOpen: form != nil, fields: fields,
                errors: FormErrors(fields.all)) : nil
    }
}

extension DeductionsPage.Choice {
    /// One of a setting's values, under the words `deductions.<name>.<value>`.
    fileprivate init<Value: CaseIterable & RawRepresentable & Equatable>(
        _ name: String, _ chosen: Value, _ action: String, _ reader: Reader
    ) where Value.RawValue == String {
        self.action = action
        field = Field(name: name, label: reader.words("deductions.\(name).label")).with {
            $0.options = Value.allCases.map { value in
                Field.Option(
                    value: value.rawValue, label: reader.words("deductions.\(name).\(value.rawValue)"),
                    selected: value == chosen)
            }
        }
    }
}

extension DeductionsPage.Line {
    init(_ line: DeductionList.Line, _ context: CompanyContext, mayEnd: Bool) {
        let (rule, reader, today) = (line.rule, context.reader, context.today)
        position = reader.number(rule.position)
        kind = reader.words("ledger.kind.\(rule.kind.rawValue)")
        percent = reader.percent(rule.percent)
        base = reader.words("deductions.base.\(rule.base.rawValue)")
        let grades = rule.grades.sorted().map { reader.words("dealers.grade.\($0)") }
        let all =
            grades.isEmpty
            ? reader.words("deductions.for_all")
            : reader.words("deductions.for_grades", grades.joined(separator: reader.words("list.comma")))
        whom =
            rule.isForRegistered ? all + reader.words("list.comma") + reader.words("deductions.registered.only") : all
        days =
            rule.to.map { reader.words("deductions.days", reader.wholeDay(rule.from), reader.wholeDay($0)) }
            ?? reader.words("deductions.days.open", reader.wholeDay(rule.from))
        let hasEnded = rule.to.map { $0 < max(today, rule.from) } ?? false
        badge =
            hasEnded
            ? Badge(kind: "neutral", label: reader.words("deductions.state.ended"))
            : rule.from > today
                ? Badge(kind: "info", label: reader.words("deductions.state.ahead"))
                : Badge(kind: "done", label: reader.words("deductions.state.open"))
        (madeBy, endedBy) = (line.madeByName ?? "–", line.endedByName)
        end = mayEnd && rule.to == nil ? context.paths(DeductionRoutes.end, rule.id) : nil
    }
}

extension Reader {
    /// `۵٫۲۵٪`, `5.25%`
    package func percent(_ percent: Percent) -> String {
        words("deductions.percent.shown", digits(percent.text).replacing(".", with: language == .fa ? "٫" : "."))
    }
}
