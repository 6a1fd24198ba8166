import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

struct SignInPage: Page {
    static let template = "sign_in/form"
    let titleKey = "sign_in.title"
    let mobile: Field
    let password: Field
    let back: String
    let refused: String?
    /// Where a code is asked for; nil where no company sends any.
    let byCode: String?
    let reset: String?
}

/// Signing in and out, and the choice of a company.
package enum SignInRoutes: RoomRoutes {
    package static var all: [Mounted] {
        [
            OutsideRoute.get(Paths.signIn).page { request, context, portal in
                try await open(portal, request, context)
            },
            OutsideRoute.post(Paths.signIn, watched: .signIn).form { form, context, portal in
                try await signIn(portal, form, context)
            },
            OutsideRoute.post(Paths.signOut, watched: .signOut).signedIn.form { _, context, portal in
                try await signOut(portal, context)
            },
        ]
    }

    private static func open(
        _ portal: Portal, _ request: Request, _ context: GuestContext
    ) async throws -> Response {
        if context.visitor != nil { return .seeOther(Paths.companies) }
        let back = request.uri.queryParameters.get("back") ?? ""
        return try await show(portal, FormBody(["back": back]), context, refused: nil)
    }

    private static func signOut(_ portal: Portal, _ context: SignedInContext) async throws -> Response {
        try await portal.companies.directory.write { try SessionStore.remove(context.visitor.tokenHash, $0) }
        var response = portal.goOn(to: Paths.signIn)
        portal.jar.clear(CookieJar.session, on: &response)
        response.forgetPages()
        return response
    }

    private static func signIn(_ portal: Portal, _ form: FormBody, _ context: GuestContext) async throws -> Response {
        let mobile = form.input("mobile") { try MobileNumber($0) }
        guard let number = mobile.value, !form.raw("password").isEmpty else {
            return try await show(portal, form, context, refused: nil, status: .unprocessableContent)
        }
        let outcome: SignIn.Outcome
        do {
            outcome = try await SignIn(
                portal: portal, mobile: number, password: form.raw("password"), device: context.device,
                caller: context.caller, replacing: context.visitor?.tokenHash
            ).run()
        } catch let complaint as Complaint {
            return try await show(portal, form, context, refused: complaint, status: .unprocessableContent)
        }
        switch outcome {
        case .signedIn(let entry): return try await enter(portal, entry, form)
        case .half(let token): return SignInCodeRoutes.ask(portal, token, backTo: form.raw("back"))
        }
    }

    /// He is in: to where he wanted to go.
    static func enter(_ portal: Portal, _ entry: SignIn.Entry, _ form: FormBody) async throws -> Response {
        try await AcceptInvitation.completed(by: entry.login, portal)
        var response = portal.goOn(to: Paths.ours(form.raw("back")) ?? Paths.companies)
        portal.jar.set(CookieJar.session, entry.token, seconds: Int(SessionRules.everyone.most), on: &response)
        if let device = entry.device {
            portal.jar.set(CookieJar.device, device, seconds: Int(KnownDeviceStore.seconds), on: &response)
        }
        portal.jar.clear(CookieJar.guest, on: &response)
        return response
    }

    private static func show(
        _ portal: Portal, _ form: FormBody, _ context: GuestContext, refused: Complaint?,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let codes = try await portal.companies.directory.read { try DirectoryStore.sendsCodes($0) }
        let place = Paths.ours(form.raw("back")) ?? Paths.companies
        let reader = portal.reader(context)
        let isBlank = status == .ok
        let mobile = form.input("mobile") { try MobileNumber($0) }
        let password = form.input("password") { $0 }
        return try portal.show(
            SignInPage(
                mobile: Field(mobile, label: "sign_in.mobile", for: reader).with {
                    ($0.type, $0.inputMode, $0.direction, $0.autocomplete) = ("tel", "tel", "ltr", "username")
                    $0.required = true
                    if isBlank { $0.error = nil }
                },
                password: Field(password, label: "sign_in.password", for: reader).with {
                    ($0.type, $0.direction, $0.autocomplete, $0.value) = ("password", "ltr", "current-password", "")
                    $0.required = true
                    if isBlank { $0.error = nil }
                },
                back: place, refused: refused.map(reader.complaint),
                byCode: codes.signIn ? PhoneCodeRoutes.path(.signIn, backTo: place) : nil,
                reset: codes.reset ? PhoneCodeRoutes.path(.password, backTo: place) : nil),
            context, status: status)
    }
}
