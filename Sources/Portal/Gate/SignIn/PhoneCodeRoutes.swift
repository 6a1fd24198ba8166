import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

struct AskPhoneCodePage: Page {
    static let template = "sign_in/phone"
    let titleKey: String
    let text: String
    let action: String
    let purpose: String
    let back: String
    let mobile: Field
    let refused: String?
    let signIn: String
}

struct PhoneCodePage: Page {
    static let template = "sign_in/phone_code"
    let titleKey = "phone_code.title"
    let action: String
    let purpose: String
    let back: String
    let code: Field
    let refused: String?
    let again: String
    let signIn: String
}

/// A code on the telephone in the place of a password, or of a password that was forgotten.
package enum PhoneCodeRoutes: RoomRoutes {
    /// Holds the token of what was asked for.
    private static let cookie = "kardan_phone"

    package static var all: [Mounted] {
        [
            OutsideRoute.get(Paths.phoneCode).page { request, context, portal in
                try ask(portal, typed(request), context)
            },
            OutsideRoute.post(Paths.phoneCode, watched: .signIn).form { form, context, portal in
                try await send(portal, form, context)
            },
            OutsideRoute.get(Paths.phoneCodeEntry).page { request, context, portal in
                guard portal.jar.value(cookie, in: request.cookies) != nil else {
                    return .seeOther(Paths.phoneCode)
                }
                return try show(portal, typed(request), context)
            },
            OutsideRoute.post(Paths.phoneCodeEntry, watched: .signIn).form { request, form, context, portal in
                try await use(portal, portal.jar.value(cookie, in: request.cookies) ?? "", form, context)
            },
        ]
    }

    private static func typed(_ request: Request) -> FormBody {
        let query = request.uri.queryParameters
        return FormBody(["for": query.get("for") ?? "", "back": query.get("back") ?? ""])
    }

    /// Where a code is asked for. - Parameter purpose: nil for one to sign in by.
    static func path(_ purpose: PhoneCodeStore.Purpose, backTo back: String) -> String {
        Paths.phoneCode + query(purpose, backTo: back)
    }

    private static func query(_ purpose: PhoneCodeStore.Purpose, backTo back: String) -> String {
        "?for=\(purpose.rawValue)&back=\(back.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }

    private static func purpose(_ form: FormBody) -> PhoneCodeStore.Purpose {
        PhoneCodeStore.Purpose(rawValue: form.raw("for")) ?? .signIn
    }

    private static func ask(
        _ portal: Portal, _ form: FormBody, _ context: GuestContext, mobile typed: Input<MobileNumber>? = nil
    ) throws -> Response {
        if context.visitor != nil { return .seeOther(Paths.companies) }
        let (reader, purpose) = (portal.reader(context), purpose(form))
        let mobile = Field(
            typed ?? Input(name: "mobile", typed: "", value: nil), label: "sign_in.mobile", for: reader
        ).with {
            ($0.type, $0.inputMode, $0.direction, $0.autocomplete) = ("tel", "tel", "ltr", "username")
            $0.required = true
        }
        let back = Paths.ours(form.raw("back")) ?? Paths.companies
        let page = AskPhoneCodePage(
            titleKey: "phone_code.\(purpose.rawValue)", text: reader.words("phone_code.\(purpose.rawValue).text"),
            action: Paths.phoneCode, purpose: purpose.rawValue, back: back, mobile: mobile, refused: nil,
            signIn: Paths.signIn(backTo: back))
        return try portal.show(page, context, status: typed == nil ? .ok : .unprocessableContent)
    }

    /// The answer is the same whoever has the number.
    private static func send(_ portal: Portal, _ form: FormBody, _ context: GuestContext) async throws -> Response {
        let mobile = form.input("mobile") { try MobileNumber($0) }
        guard let number = mobile.value else { return try ask(portal, form, context, mobile: mobile) }
        let token = try await AskPhoneCode(
            portal: portal, mobile: number, purpose: purpose(form), caller: context.caller
        ).run()
        let back = Paths.ours(form.raw("back")) ?? Paths.companies
        var response = portal.goOn(to: Paths.phoneCodeEntry + query(purpose(form), backTo: back))
        portal.jar.set(cookie, token, seconds: 600, on: &response)
        return response
    }

    private static func show(
        _ portal: Portal, _ form: FormBody, _ context: GuestContext, refused: Complaint? = nil
    ) throws -> Response {
        let reader = portal.reader(context)
        let code = Field.code(named: "code", label: reader.words("phone_code.code")).with {
            $0.hint = reader.words("phone_code.code.hint")
        }
        let (back, purpose) = (Paths.ours(form.raw("back")) ?? Paths.companies, purpose(form))
        let page = PhoneCodePage(
            action: Paths.phoneCodeEntry, purpose: purpose.rawValue, back: back, code: code,
            refused: refused.map(reader.complaint), again: path(purpose, backTo: back),
            signIn: Paths.signIn(backTo: back))
        return try portal.show(page, context, status: refused == nil ? .ok : .unprocessableContent)
    }

    private static func use(
        _ portal: Portal, _ token: String, _ form: FormBody, _ context: GuestContext
    ) async throws -> Response {
        let outcome: UsePhoneCode.Outcome
        do {
            outcome = try await UsePhoneCode(
                portal: portal, token: token, code: form.raw("code"), device: context.device, caller: context.caller,
                replacing: context.visitor?.tokenHash
            ).run()
        } catch let complaint as Complaint {
            return try show(portal, form, context, refused: complaint)
        }
        var response =
            switch outcome {
            case .signedIn(let entry): try await SignInRoutes.enter(portal, entry, form)
            case .half(let token): SignInCodeRoutes.ask(portal, token, backTo: form.raw("back"))
            case .reset(let token): portal.goOn(to: Paths.passwordReset(token))
            }
        portal.jar.clear(cookie, on: &response)
        return response
    }
}
