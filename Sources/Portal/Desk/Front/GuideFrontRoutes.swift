import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What whoever has a fault may try by himself, question by question, before he reports it. What the company's own people
/// are told beside stays with them.
enum GuideFrontRoutes: RoomRoutes {
    static let page = PlainPublicPage("guide")

    static let solved = PlainPublicForm("guide/solved")
    /// Where whoever has helped himself comes to.
    static let thanks = "solved"
    private static let day: Int64 = 86_400
    /// A number that everybody may make larger is no number.
    private static let address = Allowance("front guide address", most: 3, in: day)
    private static let company = Allowance("front guide company", most: 500, in: day)

    static var all: [Mounted] {
        [
            page.to { request, context in try await show(request.asked, context) },
            solved.to(if: { try await isShown($0) }) { form, context in try await count(form, context) },
        ]
    }

    private static func isShown(_ context: PublicContext) async throws -> Bool {
        let settings = try await context.company.read { try FrontSettings($0) }
        return settings.guides && settings.pages.contains(.fault)
    }

    /// Beyond what is counted he is thanked all the same.
    private static func count(_ form: FormBody, _ context: PublicContext) async throws -> Response {
        guard let group = ID<ProductGroup>(form.raw("group")) else { throw Refusal.unreadable }
        let known = try await context.company.read { try IntakeItemStore.guided($0).contains { $0.id == group } }
        guard known else { throw Refusal.hidden }
        var counted = [(pace: company, whose: context.company.slug)]
        if let address = context.guest.address?.counted { counted.append((Self.address, address)) }
        let (all, today) = (counted, context.today)
        if try await context.portal.companies.directory.write({ try PaceStore.take(all, $0) }) == nil {
            try await context.company.write { try GuideDayStore.add(group, on: today, $0) }
        }
        return .seeOther(Address.of(context.paths(page), [("group", "\(group)"), ("at", thanks)]))
    }

    /// Of one group: its questions and what may be answered.
    struct Tree: Sendable {
        let group: ID<ProductGroup>
        let names: BothNames
        let questions: [IntakeItemRow]
        let answers: [IntakeAnswerRow]

        func question(at place: String) -> IntakeItemRow? { questions.first { "q\($0.id)" == place } }
        func answer(at place: String) -> IntakeAnswerRow? { answers.first { "a\($0.id)" == place } }
    }

    /// What the form of a fault takes along.
    struct Offer: Sendable {
        struct Said: Sendable {
            let group: String
            let text: String
        }

        let path: String
        /// nil for whoever comes straight to the form.
        let said: Said?
    }

    /// nil where the company asks nothing.
    static func offer(_ asked: Asked, _ context: PublicContext) async throws -> Offer? {
        let (groups, tree) = try await read(asked, context)
        guard !groups.isEmpty else { return nil }
        let (reader, place) = (context.reader, asked.text("at"))
        let said = tree.flatMap { tree -> Offer.Said? in
            let answer = tree.answer(at: place)
            guard let question = answer.flatMap({ tree.question(at: "q\($0.question)") }) ?? tree.question(at: place)
            else {
                return nil
            }
            let parts = [question.names.shown(reader), answer?.names.shown(reader)].compactMap(\.self)
            return Offer.Said(group: tree.names.shown(reader), text: parts.joined(separator: " "))
        }
        return Offer(path: context.paths(page), said: said)
    }

    private static func show(_ asked: Asked, _ context: PublicContext) async throws -> Response {
        guard try await isShown(context) else { throw Refusal.hidden }
        let (groups, tree) = try await read(asked, context)
        guard !groups.isEmpty else { throw Refusal.hidden }
        return try context.show(
            GuideFrontPage(groups, tree, at: asked.text("at"), context), home: context.paths(FrontRoutes.index))
    }

    private static func read(
        _ asked: Asked, _ context: PublicContext
    ) async throws -> ([(id: ID<ProductGroup>, names: BothNames)], Tree?) {
        let chosen = ID<ProductGroup>(asked.text("group"))
        return try await context.company.read { tx in
            let groups = try IntakeItemStore.guided(tx)
            guard let group = groups.first(where: { $0.id == chosen }) ?? (groups.count == 1 ? groups.first : nil)
            else {
                return (groups, nil)
            }
            let questions = try IntakeItemStore.offered(for: group.id, tx).filter { $0.field.kind == .question }
            let answers = try IntakeAnswerStore.all(of: questions.map(\.id), tx)
            return (groups, Tree(group: group.id, names: group.names, questions: questions, answers: answers))
        }
    }
}

struct GuideFrontPage: Page {
    struct Link: Sendable {
        let label: String
        let href: String
    }

    struct Question: Sendable {
        let name: String
        let lines: [String]
        let answers: [Link]
        let hasAnswers: Bool
        /// To the form, with this question in it.
        let report: String
    }

    struct Solved: Sendable {
        let action: String
        let group: String
    }

    static let template = "front/guide"
    let titleKey = "front.guide.title"
    let groups: [Link]
    /// nil before a group is chosen.
    let name: String?
    let questions: [Question]
    /// What was answered last, and what it leads to.
    let said: String?
    let advice: [String]
    let report: String?
    /// Where he says that it helped; nil where nothing was advised.
    let solved: Solved?
    let again: String?
    let home: String
    let phones: String?

    init(
        _ groups: [(id: ID<ProductGroup>, names: BothNames)], _ tree: GuideFrontRoutes.Tree?, at place: String,
        _ context: PublicContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        func link(_ path: String, _ group: ID<ProductGroup>, _ place: String) -> String {
            Address.of(path, [("group", "\(group)"), ("at", place)])
        }
        func lines(_ text: BothNames) -> [String] {
            text.shown(reader).split(whereSeparator: \.isNewline).map(String.init)
        }
        let (guide, form) = (paths(GuideFrontRoutes.page), paths(FrontRoutes.page(.fault)))
        self.groups =
            tree == nil ? groups.map { Link(label: $0.names.shown(reader), href: link(guide, $0.id, "")) } : []
        name = tree.map { $0.names.shown(reader) }
        let given = tree?.answer(at: place)
        questions =
            tree.map { tree in
                let standing = tree.question(at: place)
                let edges = IntakeAnswerStore.edges(tree.answers)
                let roots = GuideTree.roots(among: tree.questions.map(\.id), edges)
                let isOver = given != nil || place == GuideFrontRoutes.thanks
                let shown = isOver ? [] : standing.map { [$0] } ?? tree.questions.filter { roots.contains($0.id) }
                return shown.map { item in
                    let answers = tree.answers.filter { $0.question == item.id }.map { answer in
                        var next = "a\(answer.id)"
                        if case .question(let id) = answer.step { next = "q\(id)" }
                        return Link(label: answer.names.shown(reader), href: link(guide, tree.group, next))
                    }
                    return Question(
                        name: item.names.shown(reader), lines: lines(item.guide.text), answers: answers,
                        hasAnswers: !answers.isEmpty, report: link(form, tree.group, "q\(item.id)"))
                }
            } ?? []
        said =
            place == GuideFrontRoutes.thanks
            ? reader.words("front.guide.thanks")
            : given.map { reader.words("jobs.guide.answer", $0.names.shown(reader)) }
        advice = given.map { lines($0.advice) } ?? []
        report = tree.flatMap { tree in given.map { link(form, tree.group, "a\($0.id)") } }
        let isAdvised = !advice.isEmpty || questions.contains { !$0.lines.isEmpty }
        solved = tree.flatMap {
            isAdvised ? Solved(action: paths(GuideFrontRoutes.solved), group: "\($0.group)") : nil
        }
        again = tree.map { link(guide, $0.group, "") }.flatMap { place.isEmpty ? nil : $0 }
        (home, phones) = (paths(FrontRoutes.index), context.phoneText)
    }
}
