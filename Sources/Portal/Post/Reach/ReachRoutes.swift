import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

struct ReachPage: Page {
    static let template = "messages/reach"
    let titleKey = "reach.title"
    let action: String
    let ways: Field
    let email: Field
    let errors: FormErrors?
    /// What stands of the address; nil where there is none.
    let standing: String?
    /// Where a code is asked for and typed; nil where there is nothing to prove, or no mail goes out.
    let sending: String?
    let proving: String?
    let code: Field
    let push: PushView
}

/// Each person says how he is told beside the bell.
package enum ReachRoutes: RoomRoutes {
    private static let people = Set.everyone.subtracting([.auditor])
    package static let page = PlainPage("messages/mine", for: people)
    static let change = PlainForm("messages/mine", for: people)
    static let sending = PlainForm("messages/mine/code", for: people)
    static let proving = PlainForm("messages/mine/proof", for: people)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
            sending.to { form, context in try await send(form, context) },
            proving.to { form, context in try await prove(form, context) },
        ]
    }

    private static func email(_ form: FormBody) -> Input<String> {
        form.input("email", else: "") { try EmailAddress($0).text }
    }

    static func show(
        _ typed: FormBody?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let person = context.actor.person
        let (reach, isOn, devices) = try await context.company.read {
            (
                try ReachStore.find(person, $0), try PostAccountStore.find($0, .email)?.isUsable == true,
                try PushStore.of(person, $0)
            )
        }
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let (bySms, byEmail) =
            typed.map { ($0.all("by").contains("sms"), $0.all("by").contains("email")) } ?? (reach.bySms, reach.byEmail)
        let ways = Field(name: "by", label: words("reach.by")).with {
            $0.options = [
                .init(value: "sms", label: words("reach.by.sms"), selected: bySms),
                .init(value: "email", label: words("reach.by.email"), selected: byEmail),
            ]
        }
        let input = typed.map(email) ?? Input(name: "email", typed: reach.email, value: reach.email)
        let address = Field(input, label: "reach.email", for: reader).with {
            ($0.type, $0.direction, $0.autocomplete) = ("email", "ltr", "email")
        }
        let waits = !reach.email.isEmpty && !reach.isProven && isOn
        let standing = reach.isProven ? "reach.proven" : isOn ? "reach.unproven" : "reach.off"
        let page = ReachPage(
            action: paths(change), ways: ways, email: address, errors: FormErrors([address]),
            standing: reach.email.isEmpty ? nil : words(standing), sending: waits ? paths(sending) : nil,
            proving: waits ? paths(proving) : nil, code: .code(named: "code", label: words("reach.code")),
            push: PushView(devices, context))
        return try context.show(page, status: status, warning: warning)
    }

    private static func change(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let email = email(form).value else {
            return try await show(form, context, status: .unprocessableContent)
        }
        let by = Set(form.all("by"))
        return try await context.once(form, flash: "reach", to: context.paths(page)) { deed in
            try ReachStore.set(
                deed.actor.person, email: email, bySms: by.contains("sms"), byEmail: by.contains("email"), deed.tx)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func hash(_ code: String, _ person: ID<Person>, _ company: OpenCompany) -> String {
        company.signature(of: "mail code \(person) \(code)")
    }

    private static func send(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let code = PhoneCode.text(Int.random(in: 0..<1_000_000))
        return try await context.once(form, flash: "reach.code", to: context.paths(page)) { deed in
            let person = deed.actor.person
            guard try ReachStore.setCode(hash(code, person, deed.company), of: person, deed.tx),
                try WriteSecret.mailCode(code, to: person, deed.company, deed.tx)
            else { throw Complaint("reach.code.later") }
        } orShow: { refused in
            try await show(nil, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func prove(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let code = Digits.ascii(form.raw("code")).filter { !$0.isWhitespace }
        let (person, company) = (context.actor.person, context.company)
        // Beside the deed: a try that is wrong stays counted.
        guard try await company.write({ try ReachStore.prove(hash(code, person, company), by: person, $0) }) else {
            return try await show(
                nil, context, status: .unprocessableContent, warning: Complaint("reach.code.wrong"))
        }
        return context.goOn(to: context.paths(page), flash: "reach.proven")
    }
}
