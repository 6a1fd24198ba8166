import Database
import Domain
import HTTPTypes
import Hummingbird
import Web

/// Who does something with a form, in which company, in which transaction.
package struct Deed {
    package let actor: Actor
    package let company: OpenCompany
    package let tx: Transaction

    package init(actor: Actor, company: OpenCompany, tx: Transaction) {
        (self.actor, self.company, self.tx) = (actor, company, tx)
    }
}

/// Why a deed was not done, in words for whoever sent its form.
package protocol DeedRefusal: Error {
    var status: HTTPResponse.Status { get }
    func complaint(_ reader: Reader) -> Complaint
}

extension Complaint: DeedRefusal {
    package var status: HTTPResponse.Status { .unprocessableContent }
    package func complaint(_: Reader) -> Complaint { self }
}

/// A field that only the store could refuse: a code that is taken, a name that means two things.
package struct FieldRefusal: DeedRefusal {
    package let field: String
    package let complaint: Complaint

    /// - Parameter field: its name in the form.
    package init(field: String, complaint: Complaint) { (self.field, self.complaint) = (field, complaint) }

    package var status: HTTPResponse.Status { .unprocessableContent }
    package func complaint(_: Reader) -> Complaint { complaint }
}

/// A deed that was not done, for the page that shows its form again.
package struct RefusedDeed: Sendable {
    package let status: HTTPResponse.Status
    package let complaint: Complaint
    /// What the command said, where the page wants to know more.
    package let error: any Error
}

extension CompanyContext {
    /// Does once what a form asks for, however often it is sent, and leads to the place that the work names.
    /// - Parameters:
    ///   - flash: the key after `flash.` of the sentence that says what was done; nil where the next page tells it all.
    ///   - refused: shows the form again: 409 where somebody was faster or the same form was sent with another content,
    ///     422 or what the refusal says where it is not allowed. All other errors are thrown on.
    package func once(
        _ form: FormBody, flash: String?, _ work: @escaping @Sendable (Deed) throws -> String,
        orShow refused: (RefusedDeed) async throws -> Response
    ) async throws -> Response {
        let (actor, company) = (actor, company)
        let sent = SentForm(form, to: path, by: actor.person)
        do {
            let place = try await company.write { tx in
                try OnceStore.run(sent, tx) { try work(Deed(actor: actor, company: company, tx: tx)) }
            }
            return stored(form, goOn(to: place, flash: flash))
        } catch Refusal.stale(let complaint) {
            return try await refused(
                RefusedDeed(status: .conflict, complaint: complaint, error: Refusal.stale(complaint)))
        } catch let refusal as any DeedRefusal {
            return try await refused(
                RefusedDeed(status: refusal.status, complaint: refusal.complaint(reader), error: refusal))
        }
    }

    /// Says which form is stored now, also where it was stored before: a draft of it is needed no more.
    private func stored(_ form: FormBody, _ answer: Response) -> Response {
        var answer = answer
        let key = form.raw("key")
        let isKey =
            !key.isEmpty && key.count <= 64
            && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
        if isKey { portal.jar.tell(CookieJar.stored, key, seconds: 86_400, on: &answer) }
        return answer
    }

    /// The same, for work that leads to a place that is known before.
    package func once(
        _ form: FormBody, flash: String, to place: String, _ work: @escaping @Sendable (Deed) throws -> Void,
        orShow refused: (RefusedDeed) async throws -> Response
    ) async throws -> Response {
        try await once(
            form, flash: flash,
            { deed in
                try work(deed)
                return place
            }, orShow: refused)
    }
}

extension FormBody {
    /// The version of the thing that the form was made of. - Throws: `Refusal.unreadable` where the form says none: without
    /// it nobody could tell that somebody else was faster.
    package var version: Int {
        get throws {
            guard let version = Int(raw("version")) else { throw Refusal.unreadable }
            return version
        }
    }
}
