import Domain
import Ground
import Web

/// A list of codes looked through before it comes in.
struct CodeCheckPage: Page {
    struct Item: Sendable {
        let number: String
        let code: String
        let text: String
        let badge: Badge
    }

    static let most = 5_000
    /// What is good is shown up to here, so that the page stays a page.
    private static let shown = 200

    static let template = "coding/check"
    let titleKey = "parts.coding.check.title"
    let parts: String
    let list: String
    let action: String
    let coding: Field
    let codes: Field
    let errors: FormErrors?
    let result: String?
    let items: [Item]
    let hasItems: Bool

    init(
        _ body: FormBody, _ check: CodeListCheck?, _ schemes: [CodingItem], complaint: Complaint? = nil,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        (parts, list) = (context.paths(PartRoutes.list), context.paths(CodingRoutes.list))
        action = context.paths(CodingRoutes.checking)
        coding = Field(name: "coding", label: words("parts.coding.page"), value: body.text("coding")).with { field in
            field.blank = words("parts.coding.check.any")
            field.options = schemes.map {
                .init(value: $0.id.description, label: $0.name, selected: $0.id.description == body.text("coding"))
            }
        }
        codes = Field(name: "codes", label: words("parts.coding.check.codes"), value: body.raw("codes")).with {
            ($0.required, $0.direction) = (true, "ltr")
            ($0.error, $0.hint) = (complaint.map(reader.complaint), words("parts.coding.check.hint"))
        }
        errors = FormErrors([codes])
        result = check.map {
            words(
                "parts.coding.check.result", reader.number($0.lines.count),
                reader.number($0.refused.count))
        }
        let lines = check.map { ($0.refused + $0.lines.filter { $0.complaint == nil }).prefix(Self.shown) } ?? []
        items = lines.map { line in
            Item(
                number: reader.number(line.number), code: line.code,
                text: line.complaint.map(reader.complaint)
                    ?? line.readings.map { $0.meaning ?? $0.text.isolatedLeftToRight }
                    .joined(separator: words("list.comma")),
                badge: line.complaint == nil
                    ? Badge(kind: "done", label: words("parts.coding.check.good"))
                    : Badge(kind: "error", label: words("parts.coding.check.wrong")))
        }
        hasItems = !items.isEmpty
    }

    /// One in each line.
    static func codes(_ body: FormBody) -> [String] {
        body.raw("codes").split(whereSeparator: \.isNewline).map { SearchText.stored(String($0)) }
            .filter { !$0.isEmpty }
    }
}
