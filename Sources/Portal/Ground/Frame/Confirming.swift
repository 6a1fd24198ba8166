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
        if visitor.confirmedAt.adding(seconds: Self.proofSeconds) > portal.now() { return try await work(plain) }
        guard let typed else { return try ask(carrying: plain, refused: nil) }
        do { try await prove(by: typed) } catch let complaint as Complaint {
            return try ask(carrying: plain, refused: complaint)
        }
        return try await work(plain)
    }

    private func prove(by typed: String) async throws {
        let proof = Proof(of: visitor.account, from: guest.caller, portal)
        if visitor.hasSecondStep { try await proof.code(typed) } else { try await proof.password(typed) }
        let (hash, mobile, caller) = (visitor.tokenHash, try MobileNumber(visitor.mobile), guest.caller)
        try await portal.companies.directory.write { tx in
            try FailureStore.clear(mobile, at: caller, tx)
            try SessionStore.confirm(hash, tx)
        }
    }

    private func ask(carrying form: FormBody, refused: Complaint?) throws -> Response {
        let kind = visitor.hasSecondStep ? "code" : "password"
        let carried = form.fields.filter { $0.key != "csrf" }.sorted { $0.key < $1.key }.flatMap { name, values in
            values.map { ConfirmationPage.Carried(name: name, value: $0) }
        }
        let page = ConfirmationPage(
            text: words("confirmation.text.\(kind)"), refused: refused.map(reader.complaint), action: path,
            carried: carried, proof: proofField(isCode: visitor.hasSecondStep), back: portal.routes.page(behind: path))
        return try show(page, status: refused == nil ? .preconditionRequired : .unprocessableContent)
    }

    private func proofField(isCode: Bool) -> Field {
        if isCode { return .code(named: Self.proofField, label: words("second_step.code")) }
        return Field(name: Self.proofField, label: words("sign_in.password")).with {
            ($0.type, $0.direction, $0.autocomplete, $0.required) = ("password", "ltr", "current-password", true)
        }
    }
}
