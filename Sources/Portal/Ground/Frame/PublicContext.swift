import Domain
import HTTPTypes
import Hummingbird
import Web

/// Whoever is there, signed in or not, on a page that a company shows to all.
package struct PublicContext: Sendable {
    package let guest: GuestContext
    package let portal: Portal
    package let company: OpenCompany
    package let profile: CompanyProfile
    package let reader: Reader
    /// Where the request was sent, without its query.
    package let path: String

    package var paths: Paths { Paths(company.slug) }
    package var words: Words { reader.words }
    /// The company's day now.
    package var today: CalendarDay { company.clock.day(of: portal.now()) }
    package var companyName: String { reader.name(fa: company.nameFa, en: company.nameEn) }

    /// - Returns: nil where there is no such company.
    static func enter(_ portal: Portal, _ guest: GuestContext, path: String) async throws -> PublicContext? {
        guard let slug = guest.coreContext.parameters.get("company"),
            let company = try await portal.companies.find(slug, isVisit: false)
        else { return nil }
        let profile = try await company.shelf(ProfileShelf.self).profile(of: company, at: portal.now())
        let reader = Reader(words: portal.renderer.words[guest.language]!, clock: company.clock, unit: profile.unit)
        return PublicContext(
            guest: guest, portal: portal, company: company, profile: profile, reader: reader, path: path)
    }

    /// A page of this company for whoever has no login.
    /// - Parameter home: where the company's name leads.
    package func show(
        _ page: some Page, home: String? = nil, status: HTTPResponse.Status = .ok, warning: String? = nil
    ) throws -> Response {
        var response = try portal.show(page, guest, status: status) { shell in
            shell.company = Shell.Named(name: companyName, detail: company.slug)
            shell.home = home ?? "#main"
            if let warning { shell.flash = .init(kind: "warning", text: warning) }
        }
        response.headers[.robots] = "noindex, nofollow"
        return response
    }

    /// A key for what this company gives into the hands of strangers, and knows again: no one else makes it.
    package func signature(of text: String) -> String {
        company.signature(of: text)
    }
}

extension HTTPField.Name {
    /// What search engines are to leave out.
    package static let robots = Self("X-Robots-Tag")!
    package static let referrerPolicy = Self("Referrer-Policy")!
}
