import Base
import Database
import Domain
import Ground
import Web

/// A button of a row.
struct RowDeed: Sendable {
    let action: String
    let id: String
    let label: String
}

/// What a part is for, on its page (`parts/_fits`).
struct PartFitCard: Sendable {
    struct Line: Sendable {
        let href: String?
        let code: String
        let name: String
        let assembly: String
        let most: String
        let removal: RowDeed?
    }

    struct Form: Sendable {
        let action: String
        let fields: [Field]
        let assemblies: [String]
        let errors: FormErrors?
    }

    let lines: [Line]
    let hasLines: Bool
    let form: Form?

    static func card(
        _ part: PartSheet, _ context: CompanyContext, typed: PartFitForm?, _ tx: Transaction
    ) throws -> PageCard? {
        let (reader, words, may) = (context.reader, context.words, context.may(PartFitRoutes.fit))
        let lines = try PartFitList.models(of: part.id, tx).map { fit in
            Line(
                href: context.pathIfAllowed(ProductRoutes.one, fit.modelCode), code: fit.modelCode,
                name: fit.modelName, assembly: fit.assembly, most: reader.number(fit.most),
                removal: may
                    ? RowDeed(
                        action: context.paths(PartFitRoutes.fitRemoval, part.id), id: fit.id.description,
                        label: words("parts.fit.remove", fit.modelCode.isolatedLeftToRight)) : nil)
        }
        guard may || !lines.isEmpty else { return nil }
        let form = try may ? form(part, context, typed, PartFitList.assemblies(tx)) : nil
        return PageCard(
            "parts/_fits", at: .main, PartFitCard(lines: lines, hasLines: !lines.isEmpty, form: form))
    }

    private static func form(
        _ part: PartSheet, _ context: CompanyContext, _ typed: PartFitForm?, _ assemblies: [String]
    ) -> Form {
        let (reader, words) = (context.reader, context.words)
        let shown = typed ?? PartFitForm(FormBody(["most": "1"]))
        func field<Value>(_ input: Input<Value>, _ label: String, _ change: (inout Field) -> Void) -> Field {
            Field(input, label: label, for: reader).with {
                if typed == nil { $0.error = nil }
                $0.id = "fit-\(input.name)"
                change(&$0)
            }
        }
        let fields = [
            field(shown.model, "parts.fit.model") {
                ($0.required, $0.direction, $0.autocomplete) = (true, "ltr", "off")
            },
            field(shown.assembly, "parts.fit.assembly") {
                ($0.list, $0.hint) = ("part-assemblies", words("parts.fit.assembly.hint"))
            },
            field(shown.most, "parts.fit.most") {
                ($0.required, $0.direction, $0.inputMode) = (true, "ltr", "numeric")
                $0.unit = words("parts.unit.\(part.facts.unit.rawValue)")
            },
        ]
        return Form(
            action: context.paths(PartFitRoutes.fit, part.id), fields: fields, assemblies: assemblies,
            errors: FormErrors(fields))
    }
}

/// What may be fitted instead of a part, and what took its place (`parts/_instead`).
struct PartInsteadCard: Sendable {
    struct Line: Sendable {
        let href: String
        let code: String
        let name: String
        let way: String
        let note: String
        let removal: RowDeed?
    }

    struct Link: Sendable {
        let href: String
        let code: String
        let name: String
    }

    struct Form: Sendable {
        let action: String
        let other: Field
        let mutual: Field
        let note: Field
        let errors: FormErrors?
    }

    let lines: [Line]
    let hasLines: Bool
    /// What took its place, and so on.
    let chain: [Link]
    let hasChain: Bool
    /// The parts whose place it took.
    let before: [Link]
    let hasBefore: Bool
    let succession: String?
    let undo: String?
    let form: Form?

    static func card(
        _ part: PartSheet, _ context: CompanyContext, typed: PartInsteadForm?, _ tx: Transaction
    ) throws -> PageCard? {
        let (reader, words, may) = (context.reader, context.words, context.may(PartFitRoutes.substitute))
        let lines = try PartFitList.substitutes(of: part.id, tx).map { line in
            Line(
                href: context.paths(PartRoutes.one, line.part), code: line.code, name: line.names.shown(reader),
                way: words("parts.substitute.\(line.way.rawValue)"), note: line.note,
                removal: may
                    ? RowDeed(
                        action: context.paths(PartFitRoutes.substituteRemoval, part.id), id: line.id.description,
                        label: words("parts.substitute.remove", line.code.isolatedLeftToRight)) : nil)
        }
        let link = { (link: ChainLink) in
            Link(href: context.paths(PartRoutes.one, link.id), code: link.code, name: link.names.shown(reader))
        }
        let chain = try PartFitList.links(PartFitList.successors(of: part.id, tx), tx).map(link)
        let before = try PartFitList.links(PartFitList.predecessors(of: part.id, tx), tx).map(link)
        guard may || !lines.isEmpty || !chain.isEmpty || !before.isEmpty else { return nil }
        return PageCard(
            "parts/_instead", at: .main,
            PartInsteadCard(
                lines: lines, hasLines: !lines.isEmpty, chain: chain, hasChain: !chain.isEmpty, before: before,
                hasBefore: !before.isEmpty,
                succession: chain.isEmpty ? context.pathIfAllowed(PartFitRoutes.succession, part.id) : nil,
                undo: may && !chain.isEmpty ? context.paths(PartFitRoutes.successorRemoval, part.id) : nil,
                form: may ? form(part, context, typed) : nil))
    }

    private static func form(_ part: PartSheet, _ context: CompanyContext, _ typed: PartInsteadForm?) -> Form {
        let (reader, words) = (context.reader, context.words)
        let shown = typed ?? PartInsteadForm(FormBody())
        let other = Field(shown.other, label: "parts.substitute.other", for: reader).with {
            if typed == nil { $0.error = nil }
            ($0.id, $0.required, $0.direction, $0.autocomplete) = ("instead-other", true, "ltr", "off")
            $0.hint = words("parts.substitute.hint")
        }
        let mutual = Field(name: "mutual", label: words("parts.substitute.way")).with {
            $0.id = "instead-mutual"
            $0.options = [.init(value: "1", label: words("parts.substitute.mutual"), selected: shown.isMutual)]
        }
        let note = Field(shown.note, label: "parts.note", for: reader).with { $0.id = "instead-note" }
        return Form(
            action: context.paths(PartFitRoutes.substitute, part.id), other: other, mutual: mutual, note: note,
            errors: FormErrors([other, note]))
    }
}

/// The parts of a model, on its page (`parts/_model`).
struct ModelPartsCard: Sendable {
    struct Line: Sendable {
        let href: String
        let code: String
        let name: String
        let most: String
    }

    struct Assembly: Sendable {
        let name: String
        var lines: [Line]
    }

    /// More are read in the catalogue.
    static let most = 100
    let assemblies: [Assembly]
    let all: String
    let hasMore: Bool

    static func card(_ model: ModelItem, _ context: CompanyContext, _ tx: Transaction) throws -> PageCard? {
        let found = try PartFitList.parts(of: model.id, limit: most + 1, tx)
        guard !found.isEmpty else { return nil }
        let (reader, words) = (context.reader, context.words)
        var assemblies: [Assembly] = []
        for item in found.prefix(most) {
            let name = item.assembly.isEmpty ? words("parts.fit.no_assembly") : item.assembly
            if assemblies.last?.name != name { assemblies.append(Assembly(name: name, lines: [])) }
            let amount = words(
                "parts.fit.amount", reader.number(item.most), words("parts.unit.\(item.part.unit.rawValue)"))
            assemblies[assemblies.count - 1].lines.append(
                Line(
                    href: context.paths(PartRoutes.one, item.part.id), code: item.part.code,
                    name: item.part.names.shown(reader), most: amount))
        }
        return PageCard(
            "parts/_model", at: .main,
            ModelPartsCard(
                assemblies: assemblies,
                all: Address.of(context.paths(PartRoutes.list), [("model", model.code)]),
                hasMore: found.count > most))
    }
}
