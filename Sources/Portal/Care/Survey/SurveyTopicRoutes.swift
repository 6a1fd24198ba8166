import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The topics under which what customers say is sorted.
package enum SurveyTopicRoutes: RoomRoutes {
    static let list = PlainPage("surveys/topics", for: SurveyRuleRoutes.readers)
    static let addition = PlainForm("surveys/topics", for: .managers)
    static let one = PageRoute<ID<SurveyTopic>>("surveys/topics/:topic", for: SurveyRuleRoutes.readers)
    static let change = FormRoute<ID<SurveyTopic>>("surveys/topics/:topic", for: .managers)
    static let retirement = FormRoute<ID<SurveyTopic>>("surveys/topics/:topic/retirement", for: .managers)
    static let sorting = FormRoute<ID<Survey>>("surveys/calls/:survey/topics", for: .surveyors)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await show(nil, context) },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, id in try await show(id, nil, context) },
            change.to { form, context, id in try await change(form, id, context) },
            retirement.to { form, context, id in try await retire(form, id, context) },
            sorting.to { form, context, id in try await sort(form, id, context) },
        ]
    }

    private static func show(
        _ typed: SurveyTopicForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let topics = try await context.company.read { try SurveyTopicStore.all($0) }
        return try context.show(SurveyTopicsPage(topics, typed, context), status: status, warning: warning)
    }

    private static func add(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = SurveyTopicForm(form)
        guard let facts = typed.facts else { return try await show(typed, context, status: .unprocessableContent) }
        return try await context.once(form, flash: "surveys.topic_added", to: context.paths(list)) { deed in
            try SurveyTopicStore.add(facts, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(typed, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(
        _ id: ID<SurveyTopic>, _ typed: SurveyTopicForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (row, card) = try await context.company.read { tx in
            (try SurveyTopicStore.find(id, tx), try HistoryCard.card(of: .surveyTopic(id), context, tx))
        }
        return try context.show(
            SurveyTopicPage(row, typed, PageCards([card].compactMap(\.self)), context), status: status, warning: warning
        )
    }

    private static func change(
        _ form: FormBody, _ id: ID<SurveyTopic>, _ context: CompanyContext
    ) async throws -> Response {
        let (typed, version) = (SurveyTopicForm(form), try form.version)
        guard let facts = typed.facts else { return try await show(id, typed, context, status: .unprocessableContent) }
        return try await context.once(form, flash: "surveys.topic_changed", to: context.paths(list)) { deed in
            try SurveyTopicStore.change(id, at: version, to: facts, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, typed, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func retire(
        _ form: FormBody, _ id: ID<SurveyTopic>, _ context: CompanyContext
    ) async throws -> Response {
        let (isRetired, version) = (form.isChecked("retired"), try form.version)
        let flash = isRetired ? "surveys.topic_retired" : "surveys.topic_restored"
        return try await context.once(form, flash: flash, to: context.paths(list)) { deed in
            _ = try SurveyTopicStore.find(id, deed.tx)
            try SurveyTopicStore.setRetired(isRetired, id, at: version, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, nil, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func sort(_ form: FormBody, _ id: ID<Survey>, _ context: CompanyContext) async throws -> Response {
        let (version, typed) = (try form.version, form.all("topic"))
        let topics = typed.compactMap { ID<SurveyTopic>($0) }
        guard topics.count == typed.count, Set(topics).count == topics.count else { throw Refusal.unreadable }
        let place = context.paths(SurveyRoutes.one, id)
        return try await context.once(form, flash: "surveys.sorted", to: place) { deed in
            _ = try SurveyStore.find(id, deed.tx)
            guard try Set(SurveyTopicStore.all(deed.tx).map(\.id)).isSuperset(of: topics) else {
                throw Refusal.unreadable
            }
            try SurveyTopicStore.sort(id, at: version, under: topics, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await SurveyRoutes.show(id, nil, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// A topic as typed.
struct SurveyTopicForm: Sendable {
    let fa: Input<String>
    let en: Input<String>
    let words: Input<String>

    init(_ form: FormBody) {
        fa = form.input("name_fa", shortText(limit: 60))
        en = form.input("name_en", else: "", shortText(limit: 60))
        words = form.input("words", else: "", shortText(limit: SurveyTopicWords.longest))
    }

    init(_ row: SurveyTopicRow) {
        self.init(FormBody(["name_fa": row.names.fa, "name_en": row.names.en, "words": row.words]))
    }

    /// nil where a field is refused.
    var facts: SurveyTopicFacts? {
        guard let fa = fa.value, let en = en.value, let words = words.value else { return nil }
        return SurveyTopicFacts(fa: fa, en: en, words: words)
    }

    func fields(_ reader: Reader) -> [Field] {
        [
            Field(fa, label: "surveys.topic.fa", for: reader).with { $0.required = true },
            Field(en, label: "surveys.topic.en", for: reader).with { $0.direction = "ltr" },
        ]
    }

    func area(_ reader: Reader) -> Field {
        Field(words, label: "surveys.topic.words", for: reader).with {
            $0.hint = reader.words("surveys.topic.words.hint")
        }
    }
}

struct SurveyTopicsPage: Page {
    static let template = "surveys/topics"
    let titleKey = "surveys.topics"
    let list: String
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?
    let form: FormView?

    struct Item: Sendable {
        let href: String
        let name: String
        let badge: Badge?
        let words: String
    }

    struct FormView: Sendable {
        let action: String
        let errors: FormErrors?
        let fields: [Field]
        let words: Field
    }

    init(_ topics: [SurveyTopicRow], _ typed: SurveyTopicForm?, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        list = paths(SurveyRoutes.list)
        items = topics.map {
            Item(
                href: paths(SurveyTopicRoutes.one, $0.id), name: $0.names.shown(reader),
                badge: $0.isRetired ? Badge(kind: "neutral", label: words("surveys.retired")) : nil, words: $0.words)
        }
        hasItems = !items.isEmpty
        empty =
            hasItems ? nil : EmptyNote(title: words("surveys.topics.none"), text: words("surveys.topics.none_hint"))
        let fields = (typed ?? SurveyTopicForm(FormBody())).fields(reader).map { field in
            field.with { if typed == nil { $0.error = nil } }
        }
        form =
            context.may(SurveyTopicRoutes.addition)
            ? FormView(
                action: paths(SurveyTopicRoutes.addition), errors: typed == nil ? nil : FormErrors(fields),
                fields: fields, words: (typed ?? SurveyTopicForm(FormBody())).area(reader)) : nil
    }
}

struct SurveyTopicPage: Page {
    static let template = "surveys/topic"
    let titleKey = "surveys.topic_of"
    let titleValues: [String]
    let list: String
    let topics: String
    let action: String
    let version: String
    let errors: FormErrors?
    let fields: [Field]
    let words: Field
    let isForm: Bool
    let retirement: SurveyRulePage.Retirement?
    let cards: PageCards

    init(_ row: SurveyTopicRow, _ typed: SurveyTopicForm?, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        let form = typed ?? SurveyTopicForm(row)
        titleValues = [row.names.shown(reader)]
        (list, topics) = (paths(SurveyRoutes.list), paths(SurveyTopicRoutes.list))
        (action, version) = (paths(SurveyTopicRoutes.change, row.id), String(row.version))
        fields = form.fields(reader)
        words = form.area(reader)
        errors = FormErrors(fields + [words])
        isForm = context.may(SurveyTopicRoutes.change)
        retirement =
            context.may(SurveyTopicRoutes.retirement)
            ? SurveyRulePage.Retirement(
                action: paths(SurveyTopicRoutes.retirement, row.id),
                label: context.words(row.isRetired ? "surveys.restore" : "surveys.retire"), isRetired: row.isRetired)
            : nil
        self.cards = cards
    }
}

/// On the page of a survey: under what its words are sorted, with what is suggested as long as nobody has.
struct SurveyTopicsView: Sendable {
    let action: String
    let version: String
    let topics: Field
    let isSuggested: Bool

    /// nil where nothing was said, or this person sorts nothing.
    init?(_ sheet: SurveySheetData, _ context: CompanyContext) {
        let row = sheet.row
        guard row.hasText, row.state == .done, context.may(SurveyTopicRoutes.sorting) else { return nil }
        let texts = sheet.answers.compactMap { place, value in
            sheet.questions?.script.questions[place - 1].kind == .text ? value : nil
        }
        let said = ([row.words] + texts).joined(separator: "\n")
        let isFresh = row.sortedAt == nil
        let shown = sheet.topics.filter { !$0.isRetired || sheet.tags.contains($0.id) }
        guard !shown.isEmpty else { return nil }
        let chosen = isFresh ? Set(shown.filter { SurveyTopicWords($0.words).suits(said) }.map(\.id)) : sheet.tags
        action = context.paths(SurveyTopicRoutes.sorting, row.id)
        version = String(row.version)
        isSuggested = isFresh && !chosen.isEmpty
        topics = Field(name: "topic", label: context.words("surveys.topics.of")).with {
            $0.options = shown.map {
                .init(
                    value: $0.id.description, label: $0.names.shown(context.reader), selected: chosen.contains($0.id))
            }
        }
    }
}
