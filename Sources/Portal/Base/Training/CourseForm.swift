import Domain
import Ground
import Web

/// A course, as it was typed.
struct CourseForm: Sendable {
    let code: Input<String>
    let titleFa: Input<String>
    let titleEn: Input<String>
    let kind: Input<Course.Kind>
    let link: Input<String>
    let text: Input<String>
    let months: Input<Int>
    let passPercent: Input<Int>
    let asked: Input<Int>
    let waitDays: Input<Int>

    /// - Parameter known: the code of a course that has one.
    init(_ form: FormBody, known: String? = nil) {
        code =
            known.map { Input(name: "code", typed: $0, value: $0) } ?? form.input("code") { try CellText.code($0) }
        titleFa = form.input("title_fa", shortText(limit: Course.longestTitle))
        titleEn = form.input("title_en", else: "", shortText(limit: Course.longestTitle))
        kind = form.input("kind") { text in
            guard let kind = Course.Kind(rawValue: text) else { throw Complaint("form.choose") }
            return kind
        }
        link = form.input("link", else: "") { try Course.link($0) }
        text = form.input("text", else: "", shortText(limit: Course.longestText))
        months = form.input("months") { try CellText.whole(Course.months)($0) }
        passPercent = form.input("pass_percent") { try CellText.whole(Course.marks)($0) }
        asked = form.input("asked") { try CellText.whole(Course.questions)($0) }
        waitDays = form.input("wait_days") { try CellText.whole(Course.waits)($0) }
    }

    /// Nothing typed yet: what most courses have.
    static let fresh = CourseForm(
        FormBody(["kind": "on_site", "months": "24", "pass_percent": "70", "asked": "0", "wait_days": "1"]))

    init(_ course: Course) {
        self.init(
            FormBody([
                "title_fa": course.titleFa, "title_en": course.titleEn, "kind": course.kind.rawValue,
                "link": course.link, "text": course.text, "months": String(course.months),
                "pass_percent": String(course.passPercent), "asked": String(course.asked),
                "wait_days": String(course.waitDays),
            ]), known: course.code)
    }

    /// nil where something of it cannot be understood.
    /// - Throws: `FieldRefusal` where a film or a text has no address.
    func course() throws -> Course? {
        guard let code = code.value, let titleFa = titleFa.value, let titleEn = titleEn.value, let kind = kind.value,
            let link = link.value, let text = text.value, let months = months.value,
            let passPercent = passPercent.value, let asked = asked.value, let waitDays = waitDays.value
        else { return nil }
        do {
            return try Course(
                code: code, titleFa: titleFa, titleEn: titleEn, kind: kind, link: link, text: text, months: months,
                passPercent: passPercent, asked: asked, waitDays: waitDays)
        } catch { throw FieldRefusal(field: "link", complaint: error) }
    }
}

/// A course to be written down, or changed.
struct CourseFormPage: Page {
    static let template = "training/form"
    let titleKey: String
    let titleValues: [String]
    let list: String
    let back: String
    let action: String
    let version: String?
    let errors: FormErrors?
    /// nil where the course has one.
    let code: Field?
    let titles: [Field]
    let kind: Field
    let link: Field
    let text: Field
    let numbers: [Field]

    /// - Parameters:
    ///   - item: the course that is changed.
    ///   - isBlank: nothing was sent, so nothing is wrong yet.
    init(
        _ form: CourseForm, of item: CourseItem?, isBlank: Bool, refusal: FieldRefusal? = nil,
        _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        titleKey = item == nil ? "training.add" : "training.change_title"
        titleValues = item.map { [$0.names.shown(reader)] } ?? []
        list = paths(CourseRoutes.list)
        back = item.map { paths(CourseRoutes.one, $0.id) } ?? list
        action = item.map { paths(CourseRoutes.change, $0.id) } ?? paths(CourseRoutes.addition)
        version = item.map { String($0.version) }
        func field<Value>(_ input: Input<Value>, _ label: String, _ change: (inout Field) -> Void = { _ in }) -> Field {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                change(&$0)
            }
        }
        func number(_ input: Input<Int>, _ label: String) -> Field {
            field(input, label) {
                ($0.direction, $0.inputMode, $0.autocomplete, $0.required) = ("ltr", "numeric", "off", true)
                $0.hint = reader.words("\(label).hint")
            }
        }
        code =
            item == nil
            ? field(form.code, "training.code") {
                ($0.direction, $0.autocomplete, $0.required) = ("ltr", "off", true)
                $0.hint = reader.words("training.code.hint")
            } : nil
        titles = [
            field(form.titleFa, "training.title_fa") { $0.required = true },
            field(form.titleEn, "training.title_en") { $0.direction = "ltr" },
        ]
        kind = field(form.kind, "training.kind") {
            $0.required = true
            $0.options = Course.Kind.allCases.map {
                .init(
                    value: $0.rawValue, label: reader.words("training.kind.\($0.rawValue)"),
                    selected: $0 == form.kind.value)
            }
        }
        link = field(form.link, "training.link") {
            ($0.direction, $0.type, $0.autocomplete) = ("ltr", "url", "off")
            $0.hint = reader.words("training.link.hint")
        }
        text = field(form.text, "training.text") { $0.hint = reader.words("training.text.hint") }
        numbers = [
            number(form.months, "training.months"), number(form.asked, "training.asked"),
            number(form.passPercent, "training.pass"), number(form.waitDays, "training.wait"),
        ]
        errors = FormErrors(([code].compactMap(\.self)) + titles + [kind, link, text] + numbers)
    }
}
