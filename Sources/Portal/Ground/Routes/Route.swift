import Domain
import HTTPTypes

/// What every route tells of itself, whatever stands in its path.
package struct RouteRow: Sendable {
    package let method: HTTPRequest.Method
    /// As the router reads it: `/:company/jobs/:job`.
    package let path: String
    package let access: Access
    /// Bytes; 0 where no form is sent.
    package let bodyLimit: Int
    package let menu: MenuPlace?
    /// What it does that bears on security; nil where it does nothing of the kind.
    package let watched: SecurityEvent?
    /// Whether its person proves first that it is he, see `FormRoute.confirmed`.
    package let isConfirmed: Bool
    /// What a company has or has not; nil where every company has it.
    package let feature: Feature?
    /// The path, taken apart once: an address is made of it dozens of times for a page.
    let words: [Word]

    enum Word: Sendable {
        case text(String)
        case company
        /// What differs: the next one that is given.
        case part
    }

    package init(
        method: HTTPRequest.Method, path: String, access: Access, bodyLimit: Int, menu: MenuPlace?,
        watched: SecurityEvent? = nil, isConfirmed: Bool = false, feature: Feature? = nil
    ) {
        (self.isConfirmed, self.feature) = (isConfirmed, feature)
        (self.method, self.path, self.access, self.bodyLimit, self.menu) = (method, path, access, bodyLimit, menu)
        self.watched = watched
        words = path.split(separator: "/").map { word in
            word == ":company" ? .company : word.hasPrefix(":") ? .part : .text(String(word))
        }
    }

    init(confirmed row: RouteRow) {
        self.init(
            method: row.method, path: row.path, access: row.access, bodyLimit: row.bodyLimit, menu: row.menu,
            watched: row.watched, isConfirmed: true, feature: row.feature)
    }

    /// Whether this person in this company may call it.
    func isOpen(to context: CompanyContext) -> Bool {
        access.allows(context.actor.roles) && (feature.map(context.profile.has) ?? true)
    }

    package var name: String { "\(method) \(path)" }
    var takesFiles: Bool { (FormSize(rawValue: bodyLimit)?.ofFile ?? 0) > 0 }

    var isOfCompany: Bool { words.first.map { if case .company = $0 { true } else { false } } ?? false }

    /// The names of the path's parts that differ, in their order, without the company.
    var parameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix(":") && $0 != ":company" }.map { String($0.dropFirst()) }
    }
}

/// Where a page stands in the menu of those who may open it.
package struct MenuPlace: Sendable {
    /// Places are in the order of the work; a new one is put between two that are there.
    package let order: Int
    /// The key of its word after `menu.`.
    package let word: String
    package let icon: String
    /// nil: all who may open the page.
    let roles: Set<Role>?
    /// What stands in the path for the part that differs.
    let part: String?
    /// Whether the search box of every page leads there.
    let takesSearch: Bool
    /// Whether it answers the search box while somebody types; it stands in no menu.
    let isLive: Bool
    /// Whether it is shown as the bell in the head instead.
    let isBell: Bool
    /// Whether it is shown as the sign for help in the head instead.
    let isHelp: Bool

    package init(
        _ word: String, icon: String, order: Int, for roles: Set<Role>? = nil, at part: String? = nil,
        takesSearch: Bool = false, isLive: Bool = false, isBell: Bool = false,
        isHelp: Bool = false
    ) {
        (self.word, self.icon, self.order, self.roles, self.part) = (word, icon, order, roles, part)
        (self.isLive, self.takesSearch, self.isBell, self.isHelp) = (isLive, takesSearch, isBell, isHelp)
    }
}

/// A page below a company: its path, who may open it, where it stands in the menu. `Part` are the types of what differs in
/// its path, so an address or a handler with other parts does not compile.
package struct PageRoute<each Part: PathPart>: Sendable {
    package let row: RouteRow

    /// - Parameters:
    ///   - path: below the company, without a slash before it: `jobs/:job`; a name after a colon for each `Part`.
    ///   - watched: what it shows that bears on security.
    ///   - feature: what the company must have; else the page does not exist.
    package init(
        _ path: String, for roles: Set<Role>, menu: MenuPlace? = nil, watched: SecurityEvent? = nil,
        of feature: Feature? = nil
    ) {
        row = RouteRow(
            method: .get, path: RouteRow.below(path), access: .members(roles), bodyLimit: 0, menu: menu,
            watched: watched, feature: feature)
    }
}

/// Where a form of a company is sent: its path, who may send it, how large it may be.
package struct FormRoute<each Part: PathPart>: Sendable {
    package let row: RouteRow

    init(_ row: RouteRow) { self.row = row }

    /// - Parameters:
    ///   - path: below the company, without a slash before it; a name after a colon for each `Part`.
    ///   - upTo: what the form may hold.
    ///   - watched: what it does that bears on security.
    ///   - feature: what the company must have; else there is no such form.
    package init(
        _ path: String, for roles: Set<Role>, upTo size: FormSize = .fields, watched: SecurityEvent? = nil,
        of feature: Feature? = nil
    ) {
        row = RouteRow(
            method: .post, path: RouteRow.below(path), access: .members(roles), bodyLimit: size.rawValue, menu: nil,
            watched: watched, feature: feature)
    }
}

extension PageRoute {
    /// A page or file that whoever finds an unlocked screen must not get: its person proves that it is he, and is led there.
    package var confirmed: Self { Self(RouteRow(confirmed: row)) }

    private init(_ row: RouteRow) { self.row = row }
}

extension FormRoute {
    /// A deed that whoever finds an unlocked screen must not do: its person proves that it is he, unless he has done so
    /// within ten minutes.
    package var confirmed: Self { Self(RouteRow(confirmed: row)) }
}

/// Where bytes are sent or asked after that are no form: the form's token stands in the head `Kardan-Token`.
package struct BytesRoute<each Part: PathPart>: Sendable {
    package let row: RouteRow

    /// - Parameters:
    ///   - path: below the company, without a slash before it; a name after a colon for each `Part`.
    ///   - limit: bytes that may be sent.
    package init(_ method: HTTPRequest.Method, _ path: String, for roles: Set<Role>, upTo limit: Int) {
        row = RouteRow(
            method: method, path: RouteRow.below(path), access: .members(roles), bodyLimit: limit, menu: nil)
    }
}

/// How large a form may be, in bytes.
package enum FormSize: Int, Sendable {
    case fields = 262_144
    /// Of whoever is there: a few photos.
    case strangers = 16_777_216
    case file = 25_165_824
    case photos = 50_331_648

    /// Bytes of one file in it; 0 where it takes none.
    package var ofFile: Int {
        switch self {
        case .fields: 0
        case .strangers: 5_242_880
        case .file: rawValue
        case .photos: CleanFile.limit
        }
    }
}

extension RouteRow {
    static func below(_ path: String) -> String { path.isEmpty ? "/:company" : "/:company/\(path)" }
}

extension CompanyContext {
    /// Whether this person's role may open that page: a link that would be refused is not shown.
    package func may<each Part>(_ route: PageRoute<repeat each Part>) -> Bool { route.row.isOpen(to: self) }

    /// Whether this person's role may send that form: a button that would be refused is not shown.
    package func may<each Part>(_ route: FormRoute<repeat each Part>) -> Bool { route.row.isOpen(to: self) }
}

// The formatter would close the gap, and the compiler read an operator there.
// swift-format-ignore
/// A page in whose path nothing differs.
package typealias PlainPage = PageRoute< >

// swift-format-ignore
/// A form in whose path nothing differs.
package typealias PlainForm = FormRoute< >

// swift-format-ignore
/// Bytes in whose path nothing differs.
package typealias PlainBytes = BytesRoute< >
