import Base
import Database
import Domain
import Ground
import Web
import Work

/// One call and all that whoever makes it must know: nothing of money.
struct SurveySheetData: Sendable {
    let row: SurveyRow
    let calls: [SurveyCallRow]
    let answers: [Int: String]
    /// The questions that are asked, or were.
    let questions: SurveyVersionRow?
    let names: CommonNames
    let visits: [Visit]
    let cards: PageCards
    let topics: [SurveyTopicRow]
    let tags: Set<ID<SurveyTopic>>
    let now: Instant

    struct Visit: Sendable {
        let day: CalendarDay
        let symptom: String
        let remedy: String
    }

    /// - Parameter asked: the questions of a form that was refused.
    static func read(
        _ id: ID<Survey>, _ asked: ID<SurveyVersion>?, _ context: CompanyContext, _ tx: Transaction
    ) throws -> SurveySheetData {
        let row = try SurveyStore.find(id, tx)
        let known = asked ?? row.scriptVersion
        let history = try HistoryCard.card(of: .survey(id), context, tx)
        return SurveySheetData(
            row: row, calls: try SurveyCallStore.all(of: id, tx), answers: try SurveyCallStore.answers(to: id, tx),
            questions: try known.map { try SurveyScriptStore.find($0, tx) } ?? SurveyScriptStore.newest(tx),
            names: try context.company.names.names(tx), visits: try SurveyVisitList.all(of: row.job, tx),
            cards: PageCards([history].compactMap(\.self)), topics: row.hasText ? try SurveyTopicStore.all(tx) : [],
            tags: row.hasText ? try SurveyTopicStore.tags(of: id, tx) : [], now: tx.now)
    }
}

struct SurveyPage: Page {
    static let template = "surveys/survey"
    let titleKey = "surveys.of_job"
    let titleValues: [String]
    let list: String
    let badge: Badge
    let form: CallView?
    let facts: [Fact]
    let visits: [VisitView]
    let hasVisits: Bool
    let answers: [AnswerView]
    let hasAnswers: Bool
    let calls: [CallLine]
    let hasCalls: Bool
    let said: [Fact]
    let hasSaid: Bool
    let topics: SurveyTopicsView?
    let cards: PageCards

    struct CallView: Sendable {
        let action: String
        let release: String
        let version: String
        let script: String
        let phone: String
        let href: String
        let greeting: String
        let errors: FormErrors?
        let questions: [Question]
        let result: Field
        let again: [Field]
        let texts: [Field]
    }

    /// One of these is there.
    struct Question: Sendable {
        let field: Field?
        let radios: Field?
        let textarea: Field?
    }

    struct VisitView: Sendable {
        let day: String
        let symptom: String
        let remedy: String
    }

    struct AnswerView: Sendable {
        let question: String
        let answer: String
        let isDoubt: Bool
    }

    struct CallLine: Sendable {
        let at: String
        let person: String
        let result: String
        let code: String
    }

    init(_ sheet: SurveySheetData, _ typed: SurveyCallForm?, _ context: CompanyContext) {
        let (row, reader, words) = (sheet.row, context.reader, context.words)
        titleValues = [row.jobNumber]
        list = context.paths(SurveyRoutes.list)
        badge = Badge(row, words)
        form =
            row.isHeld(by: context.actor.person, at: sheet.now) && context.may(SurveyRoutes.call)
            ? sheet.questions.map { Self.form(row, $0, typed, context) } : nil
        facts = Self.facts(sheet, isCalling: form != nil, context)
        visits = sheet.visits.map {
            VisitView(day: reader.day($0.day), symptom: $0.symptom, remedy: $0.remedy)
        }
        hasVisits = !visits.isEmpty
        answers = Self.answers(sheet, reader)
        hasAnswers = !answers.isEmpty
        calls = sheet.calls.map {
            CallLine(
                at: reader.dateTime($0.at), person: $0.person, result: words("surveys.result.\($0.result.rawValue)"),
                code: reader.digits($0.result.code))
        }
        hasCalls = !calls.isEmpty
        topics = SurveyTopicsView(sheet, context)
        said = Self.said(sheet, context)
        hasSaid = !said.isEmpty
        cards = sheet.cards
    }

    private static func facts(_ sheet: SurveySheetData, isCalling: Bool, _ context: CompanyContext) -> [Fact] {
        let (row, reader, words, paths) = (sheet.row, context.reader, context.words, context.paths)
        return [
            Fact(
                label: words("surveys.customer"), value: row.customerName,
                href: context.may(CustomerRoutes.one) ? paths(CustomerRoutes.one, row.customer) : nil),
            Fact(label: words("surveys.phone"), value: reader.mobile(row.mobile), isLtr: true),
            Fact(label: words("surveys.city"), value: sheet.names.city(row.city)?.names.shown(reader) ?? ""),
            Fact(
                label: words("surveys.job"), value: row.jobNumber,
                href: context.may(JobRoutes.one) ? paths(JobRoutes.one, row.jobNumber) : nil, isLtr: true),
            Fact(label: words("surveys.service"), value: sheet.names.service(row.serviceType, reader)),
            Fact(label: words("surveys.machine"), value: row.model),
            Fact(label: words("surveys.serial"), value: row.serial, isLtr: true),
            Fact(label: words("surveys.stated_fault"), value: row.statedFault),
            Fact(label: words("surveys.completed_on"), value: reader.wholeDay(row.completedOn)),
            Fact(label: words("surveys.dealer"), value: row.dealerName),
            row.technician.map { Fact(label: words("surveys.technician"), value: $0) },
            row.state == .waiting
                ? Fact(
                    label: words("surveys.call_at"),
                    value: isCalling ? words("surveys.now") : reader.wholeMoment(row.callAt)) : nil,
            row.state == .waiting && !isCalling
                ? row.holderName.map { Fact(label: words("surveys.holder"), value: $0) } : nil,
            row.failures > 0 ? Fact(label: words("surveys.failures"), value: reader.number(row.failures)) : nil,
        ].compactMap(\.self)
    }

    private static func said(_ sheet: SurveySheetData, _ context: CompanyContext) -> [Fact] {
        let (row, reader, words) = (sheet.row, context.reader, context.words)
        let topics = sheet.topics.filter { sheet.tags.contains($0.id) }.map { $0.names.shown(reader) }
        return [
            row.score.map { Fact(label: words("surveys.score"), value: words("surveys.of_five", reader.tenths($0))) },
            row.way.map { Fact(label: words("surveys.way"), value: words("surveys.way.\($0.rawValue)")) },
            row.recommendation.map { Fact(label: words("surveys.recommendation"), value: reader.number($0)) },
            row.words.isEmpty ? nil : Fact(label: words("surveys.words"), value: row.words),
            row.note.isEmpty ? nil : Fact(label: words("surveys.note"), value: row.note),
            topics.isEmpty
                ? nil : Fact(label: words("surveys.topics.of"), value: topics.joined(separator: words("list.comma"))),
            row.complaint.map { Fact(label: words("surveys.complaint"), value: $0, isLtr: true) },
            row.reply.map { Fact(label: words("surveys.reply"), value: $0) },
            row.ender.map { Fact(label: words("surveys.agent"), value: $0) },
        ].compactMap(\.self)
    }

    private static func answers(_ sheet: SurveySheetData, _ reader: Reader) -> [AnswerView] {
        guard let script = sheet.questions?.script, sheet.row.state == .done else { return [] }
        let doubts = script.doubts(sheet.answers)
        return sheet.answers.sorted { $0.key < $1.key }.map { place, value in
            let question = script.questions[place - 1]
            return AnswerView(
                question: question.text(reader), answer: question.shown(value, reader), isDoubt: doubts.contains(place))
        }
    }
}

extension SurveyQuestion {
    func text(_ reader: Reader) -> String { reader.name(fa: fa, en: en.isEmpty ? fa : en) }

    /// A kept answer in the reader's words.
    func shown(_ value: String, _ reader: Reader) -> String {
        switch kind {
        case .stars, .recommend: reader.digits(value)
        case .yesNo: reader.words("surveys.answer.\(value)")
        case .choice: Int(value).flatMap { choices.indices.contains($0 - 1) ? choices[$0 - 1] : nil } ?? value
        case .text: value
        }
    }
}
