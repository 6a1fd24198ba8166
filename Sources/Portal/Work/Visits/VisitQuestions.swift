import Base
import Database
import Domain
import Ground
import Web

/// What another wing asks at a visit.
package struct VisitQuestion: Sendable {
    /// Its own among those of a visit: whoever answers it says by this which one he means.
    package let key: String
    package let label: String
    package let kind: VisitQuestionKind
    /// Before the job is completed.
    package let isRequired: Bool
    /// What was answered before, in words.
    package let known: String?
    /// A number below this one takes words that say why; thousandths.
    package let least: Int64?

    package init(
        _ key: String, _ label: String, _ kind: VisitQuestionKind, isRequired: Bool = false, known: String? = nil,
        least: Int64? = nil
    ) {
        (self.key, self.label, self.kind) = (key, label, kind)
        (self.isRequired, self.known, self.least) = (isRequired, known, least)
    }
}

/// An answer as it is kept.
package struct AnsweredQuestion: Sendable {
    package let question: VisitQuestion
    package let answer: VisitAnswer
    package let note: String
}

/// The visit whose answers are kept.
package struct AnsweredVisit: Sendable {
    package let id: ID<Visit>
    package let job: JobRow
    package let day: CalendarDay
}

/// What one wing asks at visits, what it does with the answers, and how it tells them afterwards.
package struct VisitAsking: Sendable {
    package typealias Ask = @Sendable (JobRow, CompanyContext, Transaction) throws -> [VisitQuestion]
    package typealias Keep =
        @Sendable ([AnsweredQuestion], AnsweredVisit, Actor, OpenCompany, Transaction) throws -> Void
    package typealias Tell = @Sendable ([ID<Visit>], CompanyContext, Transaction) throws -> [ID<Visit>: [String]]

    /// Its own among the wings; each of its questions' keys begins with it.
    let name: String
    let ask: Ask
    let keep: Keep
    let tell: Tell

    /// - Parameters:
    ///   - keep: gets the answers of its own questions, in the transaction of the visit.
    ///   - tell: a sentence for each answer.
    package init(_ name: String, ask: @escaping Ask, keep: @escaping Keep, tell: @escaping Tell) {
        (self.name, self.ask, self.keep, self.tell) = (name, ask, keep, tell)
    }

    fileprivate func owns(_ question: VisitQuestion) -> Bool { question.key.hasPrefix("\(name) ") }
}

extension CompanyContext {
    /// All that the wings ask at a visit of this job.
    func visitQuestions(_ job: JobRow, _ tx: Transaction) throws -> [VisitQuestion] {
        try company.fittings[VisitSlots.asking].flatMap { try $0.ask(job, self, tx) }
    }

    /// What was answered at these visits, in words.
    package func visitAnswers(_ visits: [ID<Visit>], _ tx: Transaction) throws -> [ID<Visit>: [String]] {
        guard !visits.isEmpty else { return [:] }
        return try company.fittings[VisitSlots.asking].reduce(into: [:]) { all, asking in
            all.merge(try asking.tell(visits, self, tx)) { $0 + $1 }
        }
    }
}

extension OpenCompany {
    func keep(
        _ answers: [AnsweredQuestion], of visit: AnsweredVisit, by actor: Actor, _ tx: Transaction
    ) throws {
        for asking in fittings[VisitSlots.asking] {
            let own = answers.filter { asking.owns($0.question) }
            if !own.isEmpty { try asking.keep(own, visit, actor, self, tx) }
        }
    }
}

/// What was typed to the questions of a visit.
struct TypedAnswers: Sendable {
    /// More than anybody asks.
    private static let most = 60
    /// By the question's key.
    private let answers: [String: (answer: String, note: String)]

    init(_ form: FormBody) {
        let places = (1...Self.most).filter { !form.raw("ask_\($0)").isEmpty }
        let typed = places.map { (form.raw("ask_\($0)"), (form.text("answer_\($0)"), form.text("answer_note_\($0)"))) }
        answers = Dictionary(typed) { first, _ in first }
    }

    func rows(_ questions: [VisitQuestion], endsWell: Bool) -> [AnswerRow] {
        questions.prefix(Self.most).enumerated().map { index, question in
            let typed = answers[question.key] ?? ("", "")
            return AnswerRow(question, at: index + 1, typed: typed.answer, note: typed.note, endsWell: endsWell)
        }
    }
}

/// One question with what was typed to it.
struct AnswerRow: Sendable {
    private static let longestNote = 300
    let place: Int
    let question: VisitQuestion
    let typed: String
    let answer: VisitAnswer?
    let note: Input<String>
    let complaint: Complaint?

    /// - Parameter endsWell: whether the visit completes the job, so that what must be answered is asked for.
    init(_ question: VisitQuestion, at place: Int, typed: String, note: String, endsWell: Bool) {
        (self.place, self.question, self.typed) = (place, question, typed)
        let isLong = note.count > Self.longestNote
        let tooLong = isLong ? Complaint("form.too_long", String(Self.longestNote)) : nil
        self.note = Input(name: "answer_note_\(place)", typed: note, value: isLong ? nil : note, complaint: tooLong)
        var (answer, complaint): (VisitAnswer?, Complaint?) = (nil, nil)
        if typed.isEmpty {
            let isLacking = endsWell && question.isRequired && question.known == nil || !note.isEmpty
            complaint = isLacking ? Complaint("visits.ask.lacking") : nil
        } else {
            do throws(Complaint) { answer = try question.kind.answer(typed) } catch { complaint = error }
        }
        if let least = question.least, let number = answer?.number, number < least, note.isEmpty {
            complaint = Complaint("visits.ask.less")
        }
        (self.answer, self.complaint) = (answer, complaint)
    }

    var isRight: Bool { complaint == nil && note.complaint == nil }

    var answered: AnsweredQuestion? {
        answer.map { AnsweredQuestion(question: question, answer: $0, note: note.value ?? "") }
    }
}

/// One question, as the form shows it.
struct QuestionView: Sendable {
    let place: Int
    let key: String
    /// One of both.
    let choice: Field?
    let number: Field?
    let note: Field

    init(_ row: AnswerRow, isFresh: Bool, _ reader: Reader) {
        let (words, question) = (reader.words, row.question)
        (place, key) = (row.place, question.key)
        let field = Field(name: "answer_\(row.place)", label: question.label, value: row.typed).with {
            $0.required = question.isRequired && question.known == nil
            $0.hint = question.known.map { words("visits.ask.known", $0) }
            if !isFresh { $0.error = row.complaint.map(reader.complaint) }
        }
        switch question.kind {
        case .choice:
            number = nil
            choice = field.with {
                $0.blank = words("form.blank")
                $0.options = VisitAnswer.choices.map {
                    .init(value: $0.code, label: words("visits.answer.\($0.code)"), selected: $0.code == row.typed)
                }
            }
        case .number(let unit), .count(let unit):
            choice = nil
            number = field.with {
                ($0.direction, $0.autocomplete) = ("ltr", "off")
                if !unit.isEmpty { $0.unit = unit }
                // The digits' keyboard of an iPhone has no minus: no frost, and no “-” for what could not be measured.
                if case .count = question.kind { $0.inputMode = "decimal" }
                if case .number = question.kind { $0.hint = $0.hint ?? words("visits.ask.number") }
            }
        }
        note = Field(row.note, label: "visits.ask.note", for: reader).with {
            if isFresh { $0.error = nil }
            $0.autocomplete = "off"
        }
    }

    var fields: [Field] { [choice, number, note].compactMap(\.self) }
}

extension Reader {
    /// What was answered to a question, in words: `Pressure: 2.15 bar (low)`.
    package func answered(_ label: String, _ answer: VisitAnswer, unit: String, note: String) -> String {
        let value =
            answer.number.map {
                [thousandths($0).isolatedLeftToRight, unit].filter { !$0.isEmpty }.joined(separator: " ")
            }
            ?? words("visits.answer.\(answer.code)")
        return note.isEmpty
            ? words("visits.answered", label.isolated, value)
            : words("visits.answered.note", label.isolated, value, note.isolated)
    }
}
