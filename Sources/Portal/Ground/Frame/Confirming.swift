import Domain
import HTTPTypes
import Hummingbird
import Web

/// Asks who is there once more, and carries what was sent meanwhile: nothing that was typed is lost.
struct ConfirmationPage: Page {
    struct Carried: Sendable {
        let name: String
        let value: String
    }

    static let template = "frame/confirmation"
    let titleKey = "confirmation.title"
    let text: String
    let refused: String?
    let action: String
    let carried: [Carried]
    let proof: Field
    let back: String
}

extension CompanyContext {
    /// Seconds for which a proof is good, in the session that gave it.
    static let proofSeconds: Int64 = 600
    /// The field of the password or of the code: no form of a room has one of this name.
    static let proofField = "kardan_proof"

    /// Does what the form asks for where its person has proved that it is he, lately or with this very form; else asks for it
    /// on a page that carries the form.
    func confirmed(
        _ form: FormBody, _ work: (FormBody) async throws -> Response
    ) async throws -> Response {
        var plain = form
        let typed = plain.fields.removeValue(forKey: Self.proofField)?.first
        if hasProved { return try await work(plain) }
        guard let typed else { return try ask(carrying: plain, refused: nil) }
        do { try await portal.prove(visitor, by: typed, from: guest.caller) } catch let complaint as Complaint {
            return try ask(carrying: plain, refused: complaint)
        }
        return try await work(plain)
    }

    /// Whether he has proved lately, in this session, that it is he.
    var hasProved: Bool { visitor.confirmedAt.adding(seconds: Self.proofSeconds) > portal.now() }

    /// Before a page that wants a proof: leads there after it.
    func askBeforePage() throws -> Response {
        try ask(carrying: FormBody([ProofRoutes.back: guest.here]), to: Paths.proof, refused: nil)
    }

    private func ask(carrying form: FormBody, to action: String? = nil, refused: Complaint?) throws -> Response {
        let page = ConfirmationPage(
            of: visitor, carrying: form, to: action ?? path, back: portal.routes.page(behind: path), refused, reader)
        return try show(page, status: refused == nil ? .preconditionRequired : .unprocessableContent)
    }
}

extension ConfirmationPage {
    init(
        of visitor: Visitor, carrying form: FormBody, to action: String, back: String, _ refused: Complaint?,
        _ reader: Reader
    ) {
        text = reader.words("confirmation.text.\(visitor.hasSecondStep ? "code" : "password")")
        self.refused = refused.map(reader.complaint)
        (self.action, self.back) = (action, back)
        carried = form.fields.filter { $0.key != "csrf" }.sorted { $0.key < $1.key }.flatMap { name, values in
            values.map { Carried(name: name, value: $0) }
        }
        let name = CompanyContext.proofField
        proof =
            visitor.hasSecondStep
            ? .code(named: name, label: reader.words("second_step.code"))
            : Field(name: name, label: reader.words("sign_in.password")).with {
                ($0.type, $0.direction, $0.autocomplete, $0.required) = ("password", "ltr", "current-password", true)
            }
    }
}

extension Portal {
    /// - Throws: the complaint of `Proof`.
    func prove(_ visitor: Visitor, by typed: String, from caller: Caller) async throws {
        let proof = Proof(of: visitor.login, from: caller, self)
        if visitor.hasSecondStep { try await proof.code(typed) } else { try await proof.password(typed) }
        let (hash, mobile) = (visitor.tokenHash, try MobileNumber(visitor.mobile))
        try await companies.directory.write { tx in
            try FailureStore.clear(mobile, at: caller, tx)
            try SessionStore.confirm(hash, tx)
        }
    }
}

/// Where a proof is sent that a page has asked for; what a form has asked for comes with the form.
package enum ProofRoutes: RoomRoutes {
    static let back = "back"

    package static var all: [Mounted] {
        [
            OutsideRoute.post(Paths.proof, watched: .access).signedIn.form { form, context, portal in
                let back = Paths.ours(form.raw(Self.back)) ?? Paths.companies
                do {
                    let typed = form.raw(CompanyContext.proofField)
                    try await portal.prove(context.visitor, by: typed, from: context.guest.caller)
                } catch let complaint as Complaint {
                    let page = ConfirmationPage(
                        of: context.visitor, carrying: FormBody([Self.back: back]), to: Paths.proof,
                        back: portal.routes.page(behind: back), complaint, portal.reader(context.guest))
                    return try portal.show(page, context.guest, status: .unprocessableContent)
                }
                return portal.goOn(to: back)
            }
        ]
    }
}
