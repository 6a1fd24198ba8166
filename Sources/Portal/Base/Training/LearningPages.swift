import Database
import Domain
import Ground
import Web

/// What somebody of a dealer may learn, and what he and his people have shown.
struct LearningLoad: Sendable {
    let courses: [CourseItem]
    let items: [CertificateItem]
    /// What keeps him from the exam of a course.
    let obstacles: [ID<Course>: Complaint]
    /// The certificates of his own that count, by their course.
    let own: [ID<Course>: CalendarDay]

    init(_ context: CompanyContext, _ tx: Transaction) throws {
        let (actor, today) = (context.actor, context.today)
        let courses = try CourseList.all(today: today, tx).filter { !$0.isRetired }
        self.courses = courses
        obstacles = try courses.filter(\.hasExam).reduce(into: [:]) { all, item in
            all[item.id] = try ExamStore.obstacle(item.id, item.course, for: actor.person, in: context.company, tx)
        }
        let mine = try CertificateList.all(of: actor.person, tx)
        own = mine.filter { [.valid, .ending].contains($0.state(on: today)) && $0.isThere }
            .reduce(into: [:]) { $0[$1.course] = max($0[$1.course] ?? $1.until, $1.until) }
        let isManager = actor.has(.dealerManager)
        items = try isManager ? actor.dealer.map { try CertificateList.all(of: $0, tx) } ?? [] : mine
    }
}

struct LearningPage: Page {
    struct Item: Sendable {
        let title: String
        let kind: String
        let link: String?
        let body: [String]
        let badge: Badge?
        /// Until when his certificate counts, or why there is no exam yet.
        let note: String?
        /// nil where he cannot sit its exam now.
        let exam: String?
        let examLabel: String
    }

    struct Shown: Sendable {
        let number: String
        let course: String
        let holder: String
        let until: String
        let badge: Badge
    }

    static let template = "training/learning"
    let titleKey = "learning.title"
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?
    let shown: [Shown]
    let hasShown: Bool

    init(_ load: LearningLoad, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        items = load.courses.map { Item($0, load, context) }
        hasItems = !items.isEmpty
        empty = hasItems ? nil : EmptyNote(title: words("learning.none"), text: words("learning.none_hint"))
        shown = load.items.map {
            Shown(
                number: $0.number, course: $0.names.shown(reader), holder: $0.holder, until: reader.day($0.until),
                badge: $0.badge(context))
        }
        hasShown = !shown.isEmpty
    }
}

extension LearningPage.Item {
    init(_ item: CourseItem, _ load: LearningLoad, _ context: CompanyContext) {
        let (reader, words, course) = (context.reader, context.words, item.course)
        title = item.names.shown(reader)
        kind = words("training.kind.\(course.kind.rawValue)")
        link = course.link.isEmpty ? nil : course.link
        body = course.text.split(separator: "\n").map(String.init)
        let (until, obstacle) = (load.own[item.id], load.obstacles[item.id])
        badge = until.map { last in
            let isEnding = Certificate.state(until: last, isWithdrawn: false, on: context.today) == .ending
            return Badge(kind: isEnding ? "warning" : "done", label: words("learning.until", reader.day(last)))
        }
        let rule = words("training.exam.of", reader.number(course.asked), reader.number(course.passPercent))
        note = item.hasExam ? obstacle.map(reader.complaint) ?? rule : words("learning.by_hand")
        exam = item.hasExam && obstacle == nil ? context.paths(LearningRoutes.begin, item.id) : nil
        examLabel = words(until == nil ? "learning.exam" : "learning.exam_again")
    }
}

extension ExamQuestionStore.Item {
    static func field(at position: Int) -> String { "q\(position)" }

    /// The place of what was chosen of it; nil where nothing was.
    func chosen(at position: Int, in body: FormBody) -> Int? {
        Int(body.raw(Self.field(at: position))).flatMap { choices.indices.contains($0) ? $0 : nil }
    }
}

/// An exam that is sat, or what came of it.
struct ExamPage: Page {
    static let template = "training/exam"
    let titleKey = "learning.exam_title"
    let titleValues: [String]
    let list: String
    let action: String
    let rule: String
    let errors: FormErrors?
    let questions: [Field]
    /// What came of it, where it is over.
    let result: Result?

    struct Result: Sendable {
        let text: String
        let hasPassed: Bool
    }

    init(_ exam: ExamStore.Sat, _ body: FormBody, isBlank: Bool, _ context: CompanyContext) {
        let (reader, words, mark) = (context.reader, context.words, exam.mark)
        titleValues = [exam.names.shown(reader)]
        list = context.paths(LearningRoutes.list)
        action = context.paths(LearningRoutes.answers, exam.id)
        rule = words("training.exam.of", reader.number(mark.asked), reader.number(exam.passPercent))
        questions =
            exam.isOver
            ? [] : exam.items.enumerated().map { $1.field(at: $0, body, isBlank: isBlank, reader) }
        errors = FormErrors(questions)
        guard exam.isOver else {
            result = nil
            return
        }
        let hasPassed = mark.passes(exam.passPercent)
        let text = words(
            hasPassed ? "learning.passed" : "learning.failed", reader.number(mark.right), reader.number(mark.asked),
            reader.number(mark.percent))
        result = Result(text: text, hasPassed: hasPassed)
    }
}

extension ExamQuestionStore.Item {
    fileprivate func field(at position: Int, _ body: FormBody, isBlank: Bool, _ reader: Reader) -> Field {
        let chosen = chosen(at: position, in: body)
        return Field(name: Self.field(at: position), label: "\(reader.number(position + 1)). \(text)").with {
            $0.required = true
            $0.error = isBlank || chosen != nil ? nil : reader.words("form.missing")
            $0.options = choices.enumerated().map {
                .init(value: String($0), label: $1, selected: $0 == chosen)
            }
        }
    }
}
