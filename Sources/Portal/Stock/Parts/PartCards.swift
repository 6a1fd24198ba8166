import Database
import Domain
import Ground
import Web

/// A code for a part that was typed on its page and refused.
struct TypedPartCode: Sendable {
    let name: String
    let input: Input<String>
}

/// What a part is called besides, and how it is called another way (`parts/_codes`).
struct PartCodesCard: Sendable {
    struct Line: Sendable {
        let code: String
        let kind: String
        let when: String
        /// nil for what stays for ever.
        let removal: Removal?
    }

    struct Removal: Sendable {
        let action: String
        let version: String
        let alias: String
        let label: String
    }

    struct Form: Sendable {
        let action: String
        let version: String
        let field: Field
    }

    let lines: [Line]
    let hasLines: Bool
    let alias: Form?
    let renumbering: Form?
    let merge: Form?

    static func card(_ part: PartSheet, _ context: CompanyContext, typed: TypedPartCode?) -> PageCard? {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let may = part.mergedInto == nil && context.may(PartEditRoutes.alias)
        let version = String(part.version)
        let lines = part.codes.map { code in
            Line(
                code: code.code, kind: words("parts.code_kind.\(code.kind.rawValue)"), when: reader.day(of: code.at),
                removal: may && code.kind == .alias
                    ? Removal(
                        action: paths(PartEditRoutes.aliasRemoval, part.id), version: version,
                        alias: code.id.description,
                        label: words("parts.alias.remove", code.code.isolatedLeftToRight)) : nil)
        }
        guard may || !lines.isEmpty else { return nil }
        func form(_ name: String, _ label: String, _ hint: String, _ action: String, _ may: Bool) -> Form? {
            guard may else { return nil }
            var field = Field(name: name, label: words(label))
            if let typed, typed.name == name { field = Field(typed.input, label: label, for: reader) }
            return Form(
                action: action, version: version,
                field: field.with {
                    ($0.direction, $0.autocomplete, $0.hint) = ("ltr", "off", words(hint))
                })
        }
        return PageCard(
            "parts/_codes", at: .main,
            PartCodesCard(
                lines: lines, hasLines: !lines.isEmpty,
                alias: form("alias", "parts.alias.new", "parts.alias.hint", paths(PartEditRoutes.alias, part.id), may),
                renumbering: form(
                    "code", "parts.code.new", "parts.code.new.hint", paths(PartEditRoutes.renumbering, part.id),
                    may),
                merge: form(
                    "other", "parts.merge.other", "parts.merge.hint", paths(PartEditRoutes.merge, part.id),
                    may && context.may(PartEditRoutes.merge))))
    }
}

/// What a part took in, and can be parted from again (`parts/_merges`).
struct PartMergesCard: Sendable {
    struct Item: Sendable {
        let action: String
        let code: String
    }

    let items: [Item]

    static func card(_ part: PartSheet, _ context: CompanyContext, _ tx: Transaction) throws -> PageCard? {
        guard part.mergedInto == nil, context.may(PartEditRoutes.parting) else { return nil }
        let merges = try PartMergeStore.undoable(of: part.id, tx)
        guard !merges.isEmpty else { return nil }
        return PageCard(
            "parts/_merges", at: .top,
            PartMergesCard(
                items: merges.map {
                    Item(action: context.paths(PartEditRoutes.parting, part.id, $0.id), code: $0.code)
                }))
    }
}

/// The button that sets a part aside, or takes it up again (`parts/_retirement`).
struct PartRetirementCard: Sendable {
    let action: String
    let version: String
    let isRetired: Bool
    let text: String
    let label: String

    static func card(_ part: PartSheet, _ context: CompanyContext) -> PageCard? {
        guard part.mergedInto == nil, context.may(PartEditRoutes.retirement) else { return nil }
        let words = context.words
        return PageCard(
            "parts/_retirement", at: .main,
            PartRetirementCard(
                action: context.paths(PartEditRoutes.retirement, part.id), version: String(part.version),
                isRetired: part.isRetired, text: words(part.isRetired ? "parts.restore.text" : "parts.retire.text"),
                label: words(part.isRetired ? "parts.restore" : "parts.retire")))
    }
}
