/// Marks the ids of what is asked about one job, of the questions as they stood at a time, of the rules that choose jobs.
public enum Survey {}
public enum SurveyVersion {}
public enum SurveyRule {}

/// How a question is answered.
public enum SurveyQuestionKind: String, CaseIterable, Sendable {
    /// 1…5, five is as good as it can be.
    case stars
    /// 0…10: whether he would recommend the company.
    case recommend
    case yesNo = "yes_no"
    case choice, text

    /// Whether its answers can weigh in a job's score.
    public var isScored: Bool { self == .stars || self == .recommend || self == .yesNo }

    var scale: ClosedRange<Int>? {
        switch self {
        case .stars: 1...5
        case .recommend: 0...10
        case .yesNo, .choice, .text: nil
        }
    }
}

/// One question of the company's, as it is asked and kept.
public struct SurveyQuestion: Hashable, Sendable {
    public static let (yes, no) = ("yes", "no")
    public static let longestText = 300
    public static let longestAnswer = 1_000
    public static let weights = 0...100
    public static let mostChoices = 10

    /// It is asked where an earlier one was answered so.
    public struct Condition: Hashable, Sendable {
        /// Of the earlier question, from 1 on.
        public let position: Int
        /// As answers are kept.
        public let values: Set<String>

        public init(position: Int, values: Set<String>) { (self.position, self.values) = (position, values) }

        public var text: String { values.sorted().joined(separator: ",") }
    }

    public let kind: SurveyQuestionKind
    public let fa: String
    /// May be empty: then the Persian one is asked.
    public let en: String
    /// How much it counts in the job's score, beside the others; 0 where it does not.
    public let weight: Int
    public let isRequired: Bool
    public let condition: Condition?
    public let choices: [String]
    /// The answer, yes or no, that contradicts what the dealer has written down; nil where none does.
    public let doubt: String?
    /// Whether links and text messages ask it too; of stars alone.
    public let isRating: Bool

    public init(
        _ kind: SurveyQuestionKind, fa: String, en: String = "", weight: Int = 0, isRequired: Bool = false,
        condition: Condition? = nil, choices: [String] = [], doubt: String? = nil,
        isRating: Bool = false
    ) {
        (self.kind, self.fa, self.en) = (kind, fa, en)
        self.weight = kind.isScored ? weight : 0
        (self.isRequired, self.condition) = (isRequired, condition)
        self.choices = kind == .choice ? choices : []
        self.doubt = kind == .yesNo ? doubt : nil
        self.isRating = kind == .stars && isRating
    }

    /// An answer as it is kept: a number, `yes` or `no`, the place of a choice from 1 on, a text.
    /// - Parameter typed: digits of any script; what is out of range, no number or «nan» means nothing.
    /// - Throws: `surveys.answer.scale` with the bounds, `form.choose`, `form.too_long`.
    public func answer(_ typed: String) throws(Complaint) -> String {
        switch kind {
        case .stars, .recommend:
            guard let scale = kind.scale, let value = Self.number(typed), scale.contains(value) else {
                throw Complaint(
                    "surveys.answer.scale", String(kind.scale?.lowerBound ?? 0), String(kind.scale?.upperBound ?? 0))
            }
            return String(value)
        case .yesNo:
            guard let said = Self.yesOrNo(typed) else { throw Complaint("form.choose") }
            return said
        case .choice:
            guard let place = Self.number(typed), place >= 1, place <= choices.count else {
                throw Complaint("form.choose")
            }
            return String(place)
        case .text:
            guard typed.count <= Self.longestAnswer else {
                throw Complaint("form.too_long", String(Self.longestAnswer))
            }
            return SearchText.stored(typed)
        }
    }

    /// Reads which answers of this one lead to another: `1-2`, `1,3`, `no`.
    /// - Throws: `surveys.condition.unreadable`.
    public func condition(_ typed: String, at position: Int) throws(Complaint) -> Condition {
        var values: Set<String> = []
        for part in Digits.ascii(typed).split(whereSeparator: { ",،;؛ ".contains($0) }) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            if ends.count == 2, let low = Self.number(ends[0]), let high = Self.number(ends[1]), low <= high, high <= 10
            {
                for value in low...high { values.insert(try known(String(value))) }
            } else {
                values.insert(try known(String(part)))
            }
        }
        guard !values.isEmpty else { throw Complaint("surveys.condition.unreadable") }
        return Condition(position: position, values: values)
    }

    private func known(_ text: String) throws(Complaint) -> String {
        guard kind != .text, let value = try? answer(text) else { throw Complaint("surveys.condition.unreadable") }
        return value
    }

    /// What an answer is worth, in twentieths of the best one; nil where it is worth nothing.
    func twentieths(_ answer: String) -> Int64? {
        switch kind {
        case .stars: Int64(answer).map { ($0 - 1) * 5 }
        case .recommend: Int64(answer).map { $0 * 2 }
        case .yesNo: answer == (doubt == Self.yes ? Self.no : Self.yes) ? 20 : 0
        case .choice, .text: nil
        }
    }

    private static func number(_ typed: String) -> Int? {
        let text = Digits.ascii(typed)
        guard !text.isEmpty, text.utf8.count <= 2, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    private static func yesOrNo(_ typed: String) -> String? {
        switch SearchText.key(typed) {
        case yes: yes
        case no: no
        default: nil
        }
    }
}

/// The questions of one version, in the order in which they are asked.
public struct SurveyScript: Hashable, Sendable {
    public static let most = 12
    public let questions: [SurveyQuestion]

    /// - Throws: `surveys.script.empty`, `surveys.script.many`, `surveys.script.unweighted` where nothing makes a score,
    ///   `surveys.script.ratings` where links and messages would ask more than one,
    ///   `surveys.condition.later` where a question depends on one that is not asked before it.
    public init(_ questions: [SurveyQuestion]) throws(Complaint) {
        guard !questions.isEmpty else { throw Complaint("surveys.script.empty") }
        guard questions.count <= Self.most else { throw Complaint("surveys.script.many", String(Self.most)) }
        guard questions.contains(where: { $0.weight > 0 }) else { throw Complaint("surveys.script.unweighted") }
        guard questions.count(where: \.isRating) <= 1 else { throw Complaint("surveys.script.ratings") }
        for (index, question) in questions.enumerated() {
            guard let condition = question.condition else { continue }
            guard (1...max(1, index)).contains(condition.position), index > 0 else {
                throw Complaint("surveys.condition.later", String(index + 1))
            }
        }
        self.questions = questions
    }

    /// The place of what links and text messages ask too; nil where it is none of these.
    public var rating: Int? { questions.firstIndex(where: \.isRating).map { $0 + 1 } }

    /// Whether the question is asked, after these answers to those before it.
    public func asks(_ position: Int, after answers: [Int: String]) -> Bool {
        guard let condition = questions[position - 1].condition else { return true }
        return answers[condition.position].map(condition.values.contains) ?? false
    }

    /// What was answered, by the questions' places from 1 on. What was typed to a question that is not asked counts as not said.
    /// - Parameter isComplete: whether all that must be answered is.
    public func read(_ typed: [Int: String], isComplete: Bool) -> SurveyAnswers {
        var (answers, complaints): ([Int: String], [Int: Complaint]) = ([:], [:])
        for (index, question) in questions.enumerated() where asks(index + 1, after: answers) {
            let text = SearchText.stored(typed[index + 1] ?? "")
            if text.isEmpty {
                if isComplete && question.isRequired { complaints[index + 1] = Complaint("form.missing") }
                continue
            }
            do { answers[index + 1] = try question.answer(text) } catch { complaints[index + 1] = error }
        }
        return SurveyAnswers(values: answers, complaints: complaints)
    }

    /// The score of a job in tenths, 10…50, as the tariff counts it: each answer by the weight of its question, half up. What was
    /// not asked or not answered weighs nothing; nil where nothing weighs.
    public func score(_ answers: [Int: String]) -> Int64? {
        var (sum, weight): (Int64, Int64) = (0, 0)
        for (position, answer) in answers where questions.indices.contains(position - 1) {
            let question = questions[position - 1]
            guard question.weight > 0, let worth = question.twentieths(answer) else { continue }
            sum += worth * Int64(question.weight)
            weight += Int64(question.weight)
        }
        return weight == 0 ? nil : 10 + (4 * sum + weight) / (2 * weight)
    }

    /// Whether he would recommend the company, 0…10, as he said it first.
    public func recommendation(_ answers: [Int: String]) -> Int? {
        answers.sorted { $0.key < $1.key }.first { questions[$0.key - 1].kind == .recommend }.flatMap { Int($0.value) }
    }

    /// Whether a score by these questions means what one by the others does: both ask the same with the same weights.
    public func scores(as other: SurveyScript) -> Bool {
        func counted(_ script: SurveyScript) -> [String] {
            script.questions.filter { $0.weight > 0 }.map {
                [$0.kind.rawValue, SearchText.key($0.fa), String($0.weight), $0.doubt ?? ""].joined(separator: "\n")
            }.sorted()
        }
        return counted(self) == counted(other)
    }

    /// Whether one was answered in words.
    public func hasText(_ answers: [Int: String]) -> Bool { answers.keys.contains { questions[$0 - 1].kind == .text } }

    /// The questions whose answers contradict the dealer.
    public func doubts(_ answers: [Int: String]) -> [Int] {
        answers.filter { questions[$0.key - 1].doubt == $0.value }.map(\.key).sorted()
    }
}

/// What was said to the questions of a version, and what of it cannot mean anything.
public struct SurveyAnswers: Hashable, Sendable {
    public let values: [Int: String]
    public let complaints: [Int: Complaint]
}
