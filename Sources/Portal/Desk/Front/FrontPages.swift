import Base
import Domain
import Ground
import Web

/// The company's pages that are switched on.
struct FrontIndexPage: Page {
    static let template = "front/index"
    let titleKey = "front.title"
    let links: [Link]
    let phones: String?

    struct Link: Sendable {
        let href: String
        let label: String
        let text: String
    }

    init(_ settings: FrontSettings, _ context: PublicContext) {
        let words = context.words
        links = FrontPage.allCases.filter(settings.pages.contains).map { page in
            Link(
                href: context.paths(FrontRoutes.page(page)), label: words("front.\(page.rawValue)"),
                text: words("front.\(page.rawValue).short"))
        }
        phones = context.phoneText
    }
}

/// One of the company's pages with its form.
struct FrontFormPage: Page {
    static let template = "front/form"
    let titleKey: String
    let heading: String
    let text: String
    let action: String
    let stamp: String
    let errors: FormErrors?
    let fields: [Line]
    /// nil where none are taken.
    let photos: Photos?
    let send: String
    let home: String
    /// Who reads it and what for, where it is kept.
    let privacy: String?
    let phones: String?
    /// To the questions of the guide; nil where there are none.
    let guide: String?

    struct Photos: Sendable {
        let hint: String
        /// That those of a form that was not taken are to be chosen again.
        let again: String?
    }

    /// One of the three.
    struct Line: Sendable {
        var line: Field?
        var area: Field?
        var choice: Field?
    }

    /// - Parameters:
    ///   - checked: whether what is missing is shown as missing.
    ///   - refusal: why it was not taken, where no field is to blame.
    init(
        _ form: FrontForm, stamp: FormStamp, checked: Bool, refusal: Complaint? = nil, hadPhotos: Bool = false,
        guide: String? = nil, _ context: PublicContext
    ) {
        self.guide = guide
        let (reader, words, name) = (context.reader, context.words, form.page.rawValue)
        titleKey = "front.\(name)"
        (heading, text) = (words("front.\(name)"), words("front.\(name).text"))
        action = context.paths(FrontRoutes.sending(form.page))
        self.stamp = stamp.text
        let all = FrontFields(form: form, reader: reader, checked: checked, today: context.today)
        fields = form.page.fields.map(all.line)
        errors = FormErrors(
            fields.compactMap { $0.line ?? $0.area ?? $0.choice }, beside: refusal.map { [reader.complaint($0)] } ?? [])
        photos =
            form.page.takesPhotos
            ? Photos(
                hint: words("front.photos.hint", reader.number(StrangerPhotos.most)),
                again: hadPhotos ? words("front.photos.again") : nil) : nil
        send = words(form.page.isWritten ? "front.send" : "front.look")
        home = context.paths(FrontRoutes.index)
        privacy = form.page.isWritten ? words("front.privacy", context.companyName.isolated) : nil
        phones = context.phoneText
    }
}

/// The fields of the forms, by their names.
private struct FrontFields {
    let form: FrontForm
    let reader: Reader
    let checked: Bool
    let today: CalendarDay

    func line(_ name: String) -> FrontFormPage.Line {
        switch name {
        case "kind":
            let choice = field(form.kind).with { field in
                field.options = FrontForm.kinds.map {
                    .init(
                        value: $0.rawValue, label: reader.words("front.kind.\($0.rawValue)"),
                        selected: $0 == form.kind.value)
                }
            }
            return .init(choice: choice)
        case "mobile":
            let line = field(form.mobile).with {
                ($0.type, $0.inputMode, $0.direction, $0.autocomplete) = ("tel", "tel", "ltr", "tel")
            }
            return .init(line: line)
        case "purchased": return .init(line: field(form.purchased).with { $0.direction = "ltr" })
        case "body": return .init(area: field(form.body))
        case "name": return .init(line: field(form.name).with { $0.autocomplete = "name" })
        case "city": return .init(line: field(form.city).with { $0.autocomplete = "address-level2" })
        case "serial": return .init(line: code(form.serial))
        case "card": return .init(line: code(form.card))
        case "number": return .init(line: code(form.number))
        case "device": return .init(line: field(form.device))
        case "subject": return .init(line: field(form.subject))
        case "wish": return .init(line: field(form.wish))
        default: return .init(line: field(form.seller))
        }
    }

    private func code(_ input: Input<String>) -> Field {
        field(input).with { ($0.direction, $0.autocomplete) = ("ltr", "off") }
    }

    private func field<Value>(_ input: Input<Value>) -> Field {
        Field(input, label: "front.field.\(input.name)", for: reader).with {
            if !checked { $0.error = nil }
            $0.required = form.page.required.contains(input.name)
            let hint = "front.hint.\(input.name)"
            $0.hint = reader.words.has(hint) ? reader.words(hint) : nil
        }
    }
}

/// What somebody is told who has sent something, or looked something up.
struct FrontAnswerPage: Page {
    static let template = "front/answer"
    let titleKey: String
    let heading: String
    let text: String
    let facts: [Fact]
    /// What the company answers.
    let answer: String?
    let again: String?
    let home: String
    let phones: String?

    init(sent number: String, mayFollow: Bool, _ context: PublicContext) {
        let words = context.words
        titleKey = "front.sent"
        (heading, text) = (words("front.sent"), words(mayFollow ? "front.sent.follow" : "front.sent.text"))
        facts = [Fact(label: words("front.field.number"), value: number, isLtr: true)]
        (answer, again) = (nil, mayFollow ? context.paths(FrontRoutes.page(.follow)) : nil)
        (home, phones) = (context.paths(FrontRoutes.index), context.phoneText)
    }

    init(activatedOn day: CalendarDay, _ context: PublicContext) {
        let words = context.words
        titleKey = "front.activated"
        heading = words("front.activated")
        text = words("front.activated.text", context.reader.wholeDay(day))
        (facts, answer, again) = ([], nil, nil)
        (home, phones) = (context.paths(FrontRoutes.index), context.phoneText)
    }

    init(followed: WebContactList.Followed, _ context: PublicContext) {
        let (words, reader) = (context.words, context.reader)
        titleKey = "front.follow"
        heading = words("front.follow")
        text = words("front.state.\(followed.state.rawValue)")
        facts = [
            Fact(label: words("front.field.number"), value: followed.number, isLtr: true),
            Fact(label: words("front.sent_at"), value: reader.wholeDay(of: followed.sentAt)),
        ]
        answer = followed.answer.isEmpty ? nil : followed.answer
        again = nil
        (home, phones) = (context.paths(FrontRoutes.index), context.phoneText)
    }

    init(checked: SerialCheckList.Checked, serial: String, _ context: PublicContext) {
        let words = context.words
        titleKey = "front.check"
        (heading, text) = (words("front.check"), words("front.genuine"))
        facts =
            [
                Fact(label: words("front.field.serial"), value: serial, isLtr: true),
                Fact(label: words("front.field.device"), value: checked.model),
            ] + Self.cover(checked.cover, context)
        (answer, again) = (nil, nil)
        (home, phones) = (context.paths(FrontRoutes.index), context.phoneText)
    }

    /// Until when, thing by thing; of repairs, and of why it ended, a stranger learns nothing.
    private static func cover(_ cover: UnitCover, _ context: PublicContext) -> [Fact] {
        let (words, wording) = (context.words, CoverWording(context.reader))
        return cover.sheet(on: context.today, context.reader.clock.calendar).lines.map { line in
            Fact(label: words("warranty.term", wording.subject(line.subject)), value: end(of: line, context))
        }
    }

    private static func end(of line: CoverVerdict.Line, _ context: PublicContext) -> String {
        let words = context.words
        guard line.verdict != .unknown else { return words("front.cover.unknown") }
        guard let last = line.lastDay else { return words("front.cover.none") }
        let isOver = last < context.today
        guard isOver || line.verdict == .within else { return words("front.cover.none") }
        return words(isOver ? "front.cover.over" : "front.cover.until", context.reader.wholeDay(last))
    }
}

extension PublicContext {
    var phoneText: String? {
        profile.phones.isEmpty
            ? nil : words("front.phones", reader.digits(profile.phones).isolatedLeftToRight)
    }
}
