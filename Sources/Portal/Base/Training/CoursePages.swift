import Domain
import Ground
import Web

struct CourseListPage: Page {
    struct Item: Sendable {
        let href: String
        let title: String
        let code: String
        let kind: String
        let months: String
        let certificates: String
        let badge: Badge?
    }

    static let template = "training/list"
    let titleKey = "training.title"
    let addition: String?
    let certificates: String
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    init(_ courses: [CourseItem], _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        addition = context.pathIfAllowed(CourseRoutes.form)
        certificates = paths(CertificateRoutes.list)
        items = courses.map { item in
            Item(
                href: paths(CourseRoutes.one, item.id), title: item.names.shown(reader), code: item.course.code,
                kind: words("training.kind.\(item.course.kind.rawValue)"),
                months: words.count("training.months_of", item.course.months, reader),
                certificates: reader.number(item.certificates), badge: Retirement.badge(item.isRetired, words))
        }
        hasItems = !items.isEmpty
        empty = hasItems ? nil : EmptyNote(title: words("training.none"), text: words("training.none_hint"))
    }
}

/// One course: what it is, which work asks for it, and what its exam asks.
struct CoursePage: Page {
    struct Need: Sendable {
        let group: String
        let service: String
        let from: String
        /// nil where it may not be ended.
        let end: String?
    }

    struct Question: Sendable {
        struct Choice: Sendable {
            let text: String
            let isRight: Bool
        }

        let id: String
        let text: String
        let choices: [Choice]
    }

    struct Writing: Sendable {
        let edit: String
        let need: String
        let needErrors: FormErrors?
        let needFields: [Field]
        let from: Field
        let question: String
        let questionEnd: String
        let questionErrors: FormErrors?
        let text: Field
        let choices: Field
        let retirement: Retirement
    }

    static let template = "training/one"
    let titleKey = "training.page_title"
    let titleValues: [String]
    let list: String
    let badge: Badge?
    let link: String?
    let body: [String]
    let facts: [Fact]
    let certificates: String
    let needs: [Need]
    let hasNeeds: Bool
    let questions: [Question]
    let hasQuestions: Bool
    /// Why nobody can sit its exam.
    let examNote: String?
    let writing: Writing?
    let cards: PageCards

    init(
        _ load: CourseLoad, need: NeedForm?, question: QuestionForm?, refusal: FieldRefusal?, _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let (item, course) = (load.item, load.item.course)
        titleValues = [item.names.shown(reader)]
        list = paths(CourseRoutes.list)
        badge = Retirement.badge(item.isRetired, words)
        link = course.link.isEmpty ? nil : course.link
        body = course.text.split(separator: "\n").map(String.init)
        facts = item.facts(reader)
        certificates = Address.of(paths(CertificateRoutes.list), [("course", item.id.description)])
        let mayWrite = context.may(CourseRoutes.change)
        needs = load.needs.map { need in
            Need(
                group: need.group.shown(reader),
                service: need.service.map { load.services.service($0, reader) } ?? words("training.need.every"),
                from: reader.day(need.from), end: mayWrite ? paths(CourseRoutes.needEnd, need.id) : nil)
        }
        hasNeeds = !needs.isEmpty
        questions =
            mayWrite
            ? load.questions.map { question in
                Question(
                    id: question.id.description, text: question.text,
                    choices: question.choices.enumerated().map { .init(text: $1, isRight: $0 == question.answer) })
            } : []
        hasQuestions = !questions.isEmpty
        examNote =
            course.asked > 0 && !item.hasExam
            ? words("training.exam.few", reader.number(item.questions), reader.number(course.asked)) : nil
        writing = mayWrite ? Writing(load, need, question, refusal, context) : nil
        cards = load.cards
    }
}

extension CoursePage.Writing {
    init(
        _ load: CourseLoad, _ need: NeedForm?, _ question: QuestionForm?, _ refusal: FieldRefusal?,
        _ context: CompanyContext
    ) {
        let (reader, paths, id) = (context.reader, context.paths, load.item.id)
        func field<Value>(_ input: Input<Value>, _ label: String, isBlank: Bool) -> Field {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
            }
        }
        edit = paths(CourseRoutes.edit, id)
        self.need = paths(CourseRoutes.need, id)
        let asked = need ?? NeedForm(FormBody(), load.choices, context)
        let group = field(asked.group, "training.need.group", isBlank: need == nil).with {
            $0.required = true
            $0.blank = reader.words("form.blank")
            $0.options = load.choices.groups.map {
                .init(value: $0.id.description, label: $0.name, selected: $0.id == asked.group.value)
            }
        }
        let service = field(asked.service, "training.need.service", isBlank: need == nil).with {
            $0.blank = reader.words("training.need.every")
            $0.options = load.choices.services.map {
                .init(value: $0.code, label: $0.name, selected: $0.code == asked.service.value ?? nil)
            }
        }
        needFields = [group, service]
        from = field(asked.from, "training.need.from", isBlank: need == nil).asDay().with {
            $0.required = true
            $0.hint = reader.words("training.need.from.hint")
        }
        needErrors = FormErrors(needFields + [from])
        self.question = paths(CourseRoutes.question, id)
        questionEnd = paths(CourseRoutes.questionEnd, id)
        let typed = question ?? QuestionForm(FormBody())
        text = field(typed.text, "training.question.text", isBlank: question == nil).with { $0.required = true }
        choices = field(typed.choices, "training.question.choices", isBlank: question == nil).with {
            $0.required = true
            $0.hint = reader.words("training.question.choices.hint")
        }
        questionErrors = FormErrors([text, choices])
        retirement = Retirement(
            paths(CourseRoutes.retirement, id), version: load.item.version, isRetired: load.item.isRetired,
            of: "course", reader.words)
    }
}

extension CourseItem {
    func facts(_ reader: Reader) -> [Fact] {
        let words = reader.words
        let exam =
            course.asked == 0
            ? words("training.exam.by_hand")
            : words("training.exam.of", reader.number(course.asked), reader.number(course.passPercent))
        return [
            Fact(label: words("training.code"), value: course.code, isLtr: true),
            Fact(label: words("training.kind"), value: words("training.kind.\(course.kind.rawValue)")),
            Fact(label: words("training.months"), value: words.count("training.months_of", course.months, reader)),
            Fact(label: words("training.exam"), value: exam),
            Fact(label: words("training.certificates"), value: reader.number(certificates)),
        ]
    }
}
