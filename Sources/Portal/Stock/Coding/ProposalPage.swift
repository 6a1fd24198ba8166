import Database
import Domain
import Ground
import Web

/// The next code of a scheme, while the part is described by its segments.
struct ProposalPage: Page {
    struct Made: Sendable {
        let code: String
        let meaning: [String]
        let href: String
    }

    static let template = "coding/proposal"
    let titleKey = "parts.coding.proposal"
    let parts: String
    let list: String
    let scheme: String
    let schemeName: String
    let action: String
    let fields: [Choice]
    let made: Made?
    let complaint: String?

    /// A segment's field: chosen out of its table, or typed.
    struct Choice: Sendable {
        let select: Field?
        let text: Field?
    }

    init(_ item: CodingItem, _ asked: Asked, _ context: CompanyContext, _ tx: Transaction) throws {
        let (reader, paths) = (context.reader, context.paths)
        (parts, list) = (paths(PartRoutes.list), paths(CodingRoutes.list))
        (scheme, schemeName) = (paths(CodingRoutes.one, item.id), item.name)
        action = paths(CodingRoutes.proposal, item.id)
        let segments = item.scheme.segments.filter { $0.kind != .serial }
        let typed = segments.indices.map { Digits.ascii(asked.text("s\($0)")).uppercased() }
        fields = segments.enumerated().map { index, segment in
            Self.choice(segment, index, typed[index], reader)
        }
        guard !typed.contains(where: \.isEmpty) || segments.isEmpty else {
            (made, complaint) = (nil, nil)
            return
        }
        do {
            let code = try CodingList.next(item.scheme, typed, tx)
            made = Self.made(code, try item.scheme.read(code), context)
            complaint = nil
        } catch let refused as Complaint { (made, complaint) = (nil, reader.complaint(refused)) }
    }

    private static func choice(_ segment: CodeSegment, _ index: Int, _ typed: String, _ reader: Reader) -> Choice {
        var field = Field(name: "s\(index)", label: segment.name, value: typed)
        field.required = true
        guard segment.kind == .table else {
            (field.direction, field.autocomplete) = ("ltr", "off")
            field.hint = reader.words("parts.coding.exactly", reader.number(segment.length))
            return Choice(select: nil, text: field)
        }
        field.blank = reader.words("form.blank")
        field.options = segment.values.map {
            .init(value: $0.code, label: "\($0.code.isolatedLeftToRight) \($0.name)", selected: $0.code == typed)
        }
        return Choice(select: field, text: nil)
    }

    private static func made(
        _ code: String, _ readings: [CodeScheme.Reading], _ context: CompanyContext
    ) -> Made {
        let name = readings.compactMap(\.meaning).joined(separator: " ")
        return Made(
            code: code, meaning: readings.map { "\($0.segment): \($0.meaning ?? $0.text.isolatedLeftToRight)" },
            href: Address.of(context.paths(PartEditRoutes.form), [("code", code), ("name", name)]))
    }
}
