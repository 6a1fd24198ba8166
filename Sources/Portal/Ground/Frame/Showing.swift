import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Web

extension Portal {
    /// Outside of a company dates are shown as most of our companies keep them.
    package func reader(_ context: GuestContext) -> Reader {
        let clock = CompanyClock(zone: TimeZone(identifier: "Asia/Tehran") ?? .gmt, calendar: .jalali)
        return Reader(words: renderer.words[context.language]!, clock: clock)
    }

    /// The shell of a page for somebody in no company.
    package func shell(_ context: GuestContext) -> Shell {
        let words = renderer.words[context.language]!
        var shell = Shell(language: context.language)
        shell.csrf = Secrets.formToken(of: context.cookie)
        shell.key = Secrets.token()
        shell.here = context.here
        shell.languages = Language.allCases.map {
            Shell.Link(href: Paths.language, label: $0.ownName, current: $0 == context.language, code: $0.rawValue)
        }
        shell.signOut = Paths.signOut
        shell.login = Paths.login
        shell.flash = context.flash.flatMap { told in
            let flash = FlashText(told)
            // Those that say what was not done.
            let kind = ["unsaved", "second_step_demanded"].contains(flash.key) ? "warning" : "done"
            let key = "flash.\(flash.key)"
            return words.has(key) ? Shell.Flash(kind: kind, text: words(key, values: flash.values)) : nil
        }
        if let visitor = context.visitor { shell.person = Shell.Named(name: visitor.name, detail: "") }
        return shell
    }

    /// A page outside of any company. - Parameter change: what its shell has besides.
    package func show(
        _ page: some Page, _ context: GuestContext, status: HTTPResponse.Status = .ok,
        _ change: (inout Shell) -> Void = { _ in }
    ) throws -> Response {
        var shell = shell(context)
        change(&shell)
        var response = Response.html(
            try renderer.render(page, shell: shell), gzip: context.takesGzip, status: status)
        if context.flash != nil { jar.clear(CookieJar.flash, on: &response) }
        return response
    }

    /// To another page, which says once what was done. - Parameter flash: the key after `flash.` in the words.
    package func goOn(to path: String, flash: String? = nil) -> Response {
        var response = Response.seeOther(path)
        if let flash { jar.set(CookieJar.flash, flash, seconds: 60, on: &response) }
        return response
    }
}

extension CompanyContext {
    /// A page of this company, with its menu.
    package func show(_ page: some Page, status: HTTPResponse.Status = .ok, warning: Complaint? = nil) throws
        -> Response
    {
        var shell = shell()
        if let until = visitor.membership?.readOnlyUntil, until > portal.now() {
            shell.flash = .init(kind: "warning", text: words("error.read_only"))
        }
        if let warning { shell.flash = .init(kind: "warning", text: reader.complaint(warning)) }
        var response = Response.html(
            try portal.renderer.render(page, shell: shell), gzip: guest.takesGzip, status: status)
        if guest.flash != nil { portal.jar.clear(CookieJar.flash, on: &response) }
        if type(of: page).isKeptOnPhones, actor.dealer != nil, status == .ok, warning == nil {
            response.headers[.keptFor] = keeper
        }
        return response
    }

    /// Whose phone keeps pages: `arman 12`.
    package var keeper: String { "\(company.slug) \(actor.person)" }

    /// A page as a phone keeps it before anybody has opened it, which says nothing of what was just done.
    /// - Parameter path: where it will be opened.
    package func keeping(_ page: some Page, at path: String) throws -> String {
        var shell = shell()
        (shell.flash, shell.here) = (nil, path)
        return String(buffer: try portal.renderer.render(page, shell: shell))
    }

    private func shell() -> Shell {
        var shell = portal.shell(guest)
        shell.company = Shell.Named(name: reader.name(fa: company.nameFa, en: company.nameEn), detail: company.slug)
        shell.logo = profile.logo.map { paths(AttachmentRoutes.file, $0) }
        shell.letterhead = letterhead
        shell.person = Shell.Named(name: actor.name, detail: reader.roles(actor.roles))
        shell.personID = actor.person.description
        shell.menu = portal.routes.menu(self)
        if visitor.places > 1 { shell.companies = [.init(href: Paths.companies, label: words("menu.companies"))] }
        shell.bell = portal.routes.bell(self)
        shell.search = portal.routes.search(self)
        shell.live = portal.routes.live(self)
        shell.home = paths.home
        shell.moneyUnit = reader.unit.rawValue
        shell.days = daysPath
        shell.help = portal.routes.help(self)
        if may(LineRoutes.line) {
            (shell.app, shell.line) = (paths(LineRoutes.app), paths(LineRoutes.line))
            shell.square = portal.assets.squares[192]
        }
        return shell
    }

    /// What stands below the company's name on its papers; nil where nothing is known.
    private var letterhead: String? {
        let code =
            profile.postalCode.isEmpty
            ? nil : words("settings.letterhead.postal", reader.digits(profile.postalCode).isolatedLeftToRight)
        let phones =
            profile.phones.isEmpty
            ? nil : words("settings.letterhead.phones", reader.digits(profile.phones).isolatedLeftToRight)
        let parts = [profile.address.isEmpty ? nil : profile.address.isolated, code, phones].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    package func goOn(to path: String, flash: String? = nil) -> Response { portal.goOn(to: path, flash: flash) }
}

/// The sentence that the next page says once, as its cookie holds it: the key after `flash.`, and what fills its places.
package struct FlashText: Sendable {
    let key: String
    let values: [String]

    /// - Parameter text: as `text`; one that nobody has made so is a key that no sentence has.
    init(_ text: String) {
        let parts = text.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
        key = parts[0]
        values = parts.dropFirst().map { ($0.removingPercentEncoding ?? "").isolated }
    }

    package static func text(_ key: String, _ values: String...) -> String {
        ([key] + values.map { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" })
            .joined(separator: "~")
    }
}

extension HTTPField.Name {
    /// For whom in which company a phone may keep the page: the worker keeps no other.
    package static let keptFor = Self("Kardan-Kept-For")!
}
