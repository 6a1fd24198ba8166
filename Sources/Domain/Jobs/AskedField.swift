/// Marks the ids of what a company asks about machines of a group.
public enum IntakeItem {}

public enum IntakeKind: String, CaseIterable, Sendable {
    /// One of the faults to choose from.
    case fault
    case text, number, date, list
    /// What whoever takes a job down should know.
    case rule
    /// What he asks before, for the answer may be that no job is needed.
    case question

    /// Whether it is a field of the company's own, that is answered.
    public var isField: Bool {
        switch self {
        case .text, .number, .date, .list: true
        case .fault, .rule, .question: false
        }
    }

    /// Whether it says something instead of asking for it.
    public var isGuide: Bool { self == .rule || self == .question }
}

/// One thing that a company asks about a machine of a group: what may be answered, and whether it must be.
public struct AskedField: Hashable, Sendable {
    private static let longest = 200
    private static let longestChoice = 100
    private static let mostChoices = 50
    /// Far beyond every meter, and well inside of what is exact.
    private static let most: Int64 = 1_000_000_000_000_000

    public let kind: IntakeKind
    public let isRequired: Bool
    /// Of a list.
    public let choices: [String]

    public init(_ kind: IntakeKind, isRequired: Bool = false, choices: [String] = []) {
        (self.kind, self.isRequired, self.choices) = (kind, isRequired, choices)
    }

    /// - Parameter lines: of a list its choices, one in each line.
    /// - Throws: `jobs.asked.no_choices`, `.many_choices`, `.same_choices`, `form.too_long`.
    public init(_ kind: IntakeKind, isRequired: Bool, lines: String) throws(Complaint) {
        guard kind == .list else {
            self.init(kind, isRequired: isRequired && kind.isField)
            return
        }
        let choices = lines.split(whereSeparator: \.isNewline).map { SearchText.stored(String($0)) }
            .filter { !$0.isEmpty }
        guard !choices.isEmpty else { throw Complaint("jobs.asked.no_choices") }
        guard choices.count <= Self.mostChoices else {
            throw Complaint("jobs.asked.many_choices", String(Self.mostChoices))
        }
        guard choices.allSatisfy({ $0.count <= Self.longestChoice }) else {
            throw Complaint("form.too_long", String(Self.longestChoice))
        }
        guard Set(choices.map(SearchText.squeezed)).count == choices.count else {
            throw Complaint("jobs.asked.same_choices")
        }
        self.init(kind, isRequired: isRequired, choices: choices)
    }

    /// What was answered, as it is kept: a number in Latin digits, a day in ISO 8601.
    /// - Parameter known: what was answered before; a choice that is offered no more may stay.
    /// - Throws: `form.too_long`, `form.choose`, as `TypedNumber`, as `CalendarSystem.parse`.
    public func stored(_ typed: String, known: String? = nil, _ calendar: CalendarSystem) throws(Complaint) -> String {
        switch kind {
        case .fault, .text, .rule, .question:
            guard typed.count <= Self.longest else { throw Complaint("form.too_long", String(Self.longest)) }
            return typed
        case .number:
            let tenths = try TypedNumber.tenths(typed, in: -Self.most...Self.most)
            let size = tenths.magnitude
            return (tenths < 0 ? "-" : "") + String(size / 10) + (size % 10 == 0 ? "" : "." + String(size % 10))
        case .date: return try calendar.parse(typed).isoText
        case .list:
            let key = SearchText.squeezed(typed)
            if let choice = choices.first(where: { SearchText.squeezed($0) == key }) { return choice }
            guard let known, SearchText.squeezed(known) == key else { throw Complaint("form.choose") }
            return known
        }
    }
}
