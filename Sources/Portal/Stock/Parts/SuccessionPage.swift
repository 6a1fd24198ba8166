import Database
import Domain
import Ground
import Web

/// What changes where one part takes the place of another.
struct Succession: Sendable {
    /// Where the chain ends, from the successor on.
    let chain: [ChainLink]
    /// What the successor will be for, and is not yet.
    let fits: [FitLine]
    let complaint: Complaint?

    init(of part: PartSheet, by code: String, _ tx: Transaction) throws {
        guard let other = try PartCodeStore.part(code, tx) else {
            (chain, fits, complaint) = ([], [], Complaint("parts.code.unknown", code))
            return
        }
        let next = try PartFitList.successors(of: other, tx)
        do {
            _ = try MaySupersede(part.id, by: other, chain: next)
            complaint = nil
        } catch { complaint = error }
        chain = try PartFitList.links([other] + next, tx)
        fits = complaint == nil ? try PartFitList.missing(other, of: part.id, tx) : []
    }
}

/// Which part takes a part's place: what was chosen, what that changes, and the button.
struct SuccessionPage: Page {
    struct Link: Sendable {
        let code: String
        let name: String
    }

    struct Fit: Sendable {
        let code: String
        let name: String
        let assembly: String
    }

    struct Deed: Sendable {
        let action: String
        let other: String
        let note: Field
    }

    static let template = "parts/succession"
    let titleKey = "parts.chain.title"
    let titleValues: [String]
    let list: String
    let part: String
    let code: String
    let action: String
    let other: Field
    let chain: [Link]
    let hasChain: Bool
    let fits: [Fit]
    let hasFits: Bool
    /// nil until a part is chosen that may take its place.
    let deed: Deed?

    init(_ sheet: PartSheet, _ form: PartInsteadForm, _ foresight: Succession?, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        titleValues = [sheet.code.isolatedLeftToRight]
        (list, part, code) = (paths(PartRoutes.list), paths(PartRoutes.one, sheet.id), sheet.code)
        action = paths(PartFitRoutes.succession, sheet.id)
        let complaint = form.other.complaint ?? foresight?.complaint
        other = Field(form.other, label: "parts.chain.other", for: reader).with {
            $0.error = form.other.typed.isEmpty ? nil : complaint.map(reader.complaint)
            ($0.required, $0.direction, $0.autocomplete) = (true, "ltr", "off")
        }
        chain = (foresight?.chain ?? []).map { Link(code: $0.code, name: $0.names.shown(reader)) }
        hasChain = !chain.isEmpty
        fits = (foresight?.fits ?? []).map { Fit(code: $0.modelCode, name: $0.modelName, assembly: $0.assembly) }
        hasFits = !fits.isEmpty
        deed =
            foresight != nil && complaint == nil
            ? Deed(
                action: paths(PartFitRoutes.successor, sheet.id), other: form.other.value ?? "",
                note: Field(form.note, label: "parts.note", for: reader)) : nil
    }
}
