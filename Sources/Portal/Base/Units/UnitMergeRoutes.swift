import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Two machines that are one: the question, the deed, and how it is taken back.
package enum UnitMergeRoutes: RoomRoutes {
    static let question = PageRoute<String>("units/:unit/merge", for: .managers)
    static let merging = FormRoute<String>("units/:unit/merge", for: .managers)
    static let undoing = FormRoute<String, ID<UnitMerge>>("units/:unit/merges/:joined/undo", for: .managers)

    package static var all: [Mounted] {
        [
            question.to { request, context, serial in
                try await ask(serial, FormBody(encoded: request.uri.query ?? ""), context)
            },
            merging.to { form, context, serial in try await merge(serial, form, context) },
            undoing.to { form, context, serial, merge in
                let place = context.paths(UnitRoutes.one, serial)
                return try await context.once(form, flash: "units.parted", to: place) { deed in
                    try UndoUnitMerge(merge: merge).run(of: serial, by: deed.actor.person, in: deed.company, deed.tx)
                } orShow: { refused in
                    try await UnitRoutes.show(serial, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func ask(
        _ serial: String, _ form: FormBody, isSent: Bool = false, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let typed = (try? SerialText.parse(form.text("with"))) ?? ""
        let (kept, gone) = try await context.company.read { tx in
            (try UnitList.find(serial, tx), try UnitList.known(typed, tx))
        }
        let unknown = gone == nil && !form.text("with").isEmpty ? Complaint("units.merge.unknown") : nil
        return try context.show(
            UnitMergePage(kept, gone, form, isSent: isSent, context), status: status, warning: warning ?? unknown)
    }

    private static func merge(
        _ serial: String, _ form: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        let kept = try await context.company.read { try UnitList.find(serial, $0).serial }
        guard let reason = UnitMergePage.reason(form).value else {
            return try await ask(serial, form, isSent: true, context, status: .unprocessableContent)
        }
        guard let other = Int(form.raw("other_version")) else { throw Refusal.unreadable }
        let command = MergeUnits(
            kept: kept, gone: form.text("with"), reason: reason, versions: (kept: try form.version, gone: other))
        let place = context.paths(UnitRoutes.one, kept)
        return try await context.once(form, flash: "units.merged", to: place) { deed in
            try command.run(by: deed.actor.person, in: deed.company, deed.tx)
        } orShow: { refused in
            try await ask(
                serial, form, isSent: true, context, status: refused.status, warning: refused.complaint)
        }
    }
}

struct UnitMergePage: Page {
    struct Side: Sendable {
        let serial: String
        let version: String
        let facts: [Fact]
    }

    static let template = "units/merge"
    let titleKey = "units.merge"
    let list: String
    let back: String
    let action: String
    let find: String
    /// Of the one that stays, beside the other's `version`.
    let keptVersion: String
    let number: Field
    let kept: Side
    /// nil until it is named.
    let gone: Side?
    let reason: Field

    static func reason(_ form: FormBody) -> Input<String> { form.input("reason", shortText(limit: 200)) }

    init(_ kept: UnitSheet, _ gone: UnitSheet?, _ form: FormBody, isSent: Bool, _ context: CompanyContext) {
        let reader = context.reader
        list = context.paths(UnitListRoutes.list)
        (back, find) = (
            context.paths(UnitRoutes.one, kept.serial), context.paths(UnitMergeRoutes.question, kept.serial)
        )
        action = context.paths(UnitMergeRoutes.merging, kept.serial)
        number = Field(name: "with", label: reader.words("units.merge.serial"), value: form.text("with")).with {
            ($0.direction, $0.hasFocus) = ("ltr", gone == nil)
        }
        keptVersion = String(kept.version)
        func side(_ unit: UnitSheet) -> Side {
            Side(serial: unit.serial, version: String(unit.version), facts: UnitPage.facts(unit, context))
        }
        self.kept = side(kept)
        self.gone = gone.map(side)
        reason = Field(Self.reason(form), label: "units.merge.reason", for: reader).with {
            if !isSent { $0.error = nil }
            ($0.required, $0.hasFocus) = (true, gone != nil)
        }
    }
}
