import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The second step of a person's sign-in: taken up by his telephone, or ended. Either wants his password and a code.
package enum SecondStepRoutes: RoomRoutes {
    private static let ending = Paths.secondStep + "/end"
    private static let renewal = Paths.secondStep + "/codes"

    /// The forms of its page.
    private enum Part { case setup, renewal, end }

    package static var all: [Mounted] {
        [
            OutsideRoute.get(Paths.secondStep).signedIn.page { request, context, portal in
                let back = request.uri.queryParameters.get("back") ?? ""
                return try await show(portal, FormBody(["back": back]), context)
            },
            OutsideRoute.post(Paths.secondStep, watched: .secondStep).signedIn.form { form, context, portal in
                try await setUp(portal, form, context)
            },
            OutsideRoute.post(renewal, watched: .secondStep).signedIn.form { form, context, portal in
                try await renew(portal, form, context)
            },
            OutsideRoute.post(ending, watched: .secondStep).signedIn.form { form, context, portal in
                try await end(portal, form, context)
            },
        ]
    }

    private static func setUp(
        _ portal: Portal, _ form: FormBody, _ context: SignedInContext
    ) async throws -> Response {
        guard !form.raw("code").isEmpty, !form.raw("password").isEmpty else {
            return try await show(portal, form, context, sent: .setup)
        }
        do {
            let codes = try await SetUpSecondStep(
                portal: portal, visitor: context.visitor, caller: context.guest.caller, sealed: form.raw("sealed"),
                code: form.raw("code"), password: form.raw("password")
            ).run()
            guard let codes else { return portal.goOn(to: Paths.secondStep) }
            return try show(codes, "recovery.done", portal, form, context)
        } catch let complaint as Complaint {
            return try await show(portal, form, context, sent: .setup, refused: complaint)
        }
    }

    private static func renew(
        _ portal: Portal, _ form: FormBody, _ context: SignedInContext
    ) async throws -> Response {
        guard !form.raw("code").isEmpty, !form.raw("password").isEmpty else {
            return try await show(portal, form, context, sent: .renewal)
        }
        do {
            let codes = try await RenewRecoveryCodes(
                portal: portal, visitor: context.visitor, caller: context.guest.caller, code: form.raw("code"),
                password: form.raw("password")
            ).run()
            guard let codes else { return portal.goOn(to: Paths.secondStep) }
            return try show(codes, "recovery.renewed", portal, form, context)
        } catch let complaint as Complaint {
            return try await show(portal, form, context, sent: .renewal, refused: complaint)
        }
    }

    private static func show(
        _ codes: [String], _ done: String, _ portal: Portal, _ form: FormBody, _ context: SignedInContext
    ) throws -> Response {
        let reader = portal.reader(context.guest)
        let page = RecoveryCodesPage(
            done: reader.words(done), codes: codes.map { reader.digits(RecoveryCode.shown($0)) },
            back: Paths.ours(form.raw("back")) ?? Paths.login)
        return try portal.show(page, context.guest)
    }

    private static func end(
        _ portal: Portal, _ form: FormBody, _ context: SignedInContext
    ) async throws -> Response {
        do {
            try await EndSecondStep(
                portal: portal, visitor: context.visitor, caller: context.guest.caller, code: form.raw("code"),
                password: form.raw("password")
            ).run()
        } catch let complaint as Complaint {
            return try await show(portal, form, context, sent: .end, refused: complaint)
        }
        return portal.goOn(to: Paths.login, flash: "second_step_ended")
    }

    /// - Parameter sent: the form that was refused; nil where none was.
    private static func show(
        _ portal: Portal, _ form: FormBody, _ context: SignedInContext, sent: Part? = nil, refused: Complaint? = nil
    ) async throws -> Response {
        let (visitor, reader) = (context.visitor, portal.reader(context.guest))
        let step = try await portal.companies.directory.read { try SecondStepStore.find(visitor.login, $0) }
        func proven(_ part: Part, _ action: String) -> SecondStepPage.Proven {
            let isSent = sent == part
            let fields = fields(form, isSent: isSent, isSetUp: part == .setup, isSent ? refused : nil, reader)
                .map { $0.with { if part == .renewal { $0.id = "f-renewal-\($0.name)" } } }
            return .init(action: action, code: fields[0], password: fields[1], errors: FormErrors(fields))
        }
        let first = proven(.setup, Paths.secondStep)
        let page = SecondStepPage(
            login: Paths.login, back: Paths.ours(form.raw("back")) ?? Paths.login,
            setup: step == nil ? try setup(portal, form.raw("sealed"), visitor) : nil,
            on: step.map {
                SecondStepPage.On(
                    text: text($0, reader), renewal: proven(.renewal, renewal), end: proven(.end, ending))
            }, code: first.code, password: first.password, errors: first.errors)
        return try portal.show(page, context.guest, status: sent == nil ? .ok : .unprocessableContent)
    }

    static func text(_ step: SecondStep, _ reader: Reader) -> String {
        reader.words("second_step.on", reader.dateTime(step.madeAt), reader.number(step.codesLeft))
    }

    /// The same secret as long as its form comes back: the telephone has it already.
    private static func setup(_ portal: Portal, _ sealed: String, _ visitor: Visitor) throws -> SecondStepPage.Setup {
        let known = portal.opened(sealed, of: visitor.login)
        let secret = known ?? .draw()
        guard let picture = QRCode(secret.link(for: MobileNumber.local(stored: visitor.mobile))) else {
            throw Refusal.unreadable
        }
        return SecondStepPage.Setup(
            side: String(picture.side), path: picture.path, secret: secret.text,
            sealed: known == nil ? try portal.sealed(secret, of: visitor.login) : sealed, action: Paths.secondStep)
    }

    private static func fields(
        _ form: FormBody, isSent: Bool, isSetUp: Bool, _ refused: Complaint?, _ reader: Reader
    ) -> [Field] {
        let missing = { (name: String) -> String? in
            isSent && form.raw(name).isEmpty ? reader.complaint(Complaint("form.missing")) : nil
        }
        let isOfCode = refused?.key == "second_step.wrong"
        return [
            Field.code(named: "code", label: reader.words("second_step.code")).with {
                $0.error = isOfCode ? refused.map(reader.complaint) : missing("code")
                if !isSetUp { $0.hint = reader.words("second_step.code.hint") }
            },
            Field(name: "password", label: reader.words("login.old")).with {
                ($0.type, $0.direction, $0.autocomplete, $0.required) = ("password", "ltr", "current-password", true)
                $0.error = isOfCode ? nil : refused.map(reader.complaint) ?? missing("password")
            },
        ]
    }
}
