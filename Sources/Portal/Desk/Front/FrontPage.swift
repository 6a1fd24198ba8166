import Database
import Domain
import Ground

/// The pages that a company may show to whoever comes, each switched on by itself.
enum FrontPage: String, CaseIterable, Sendable {
    case fault, ask, opinion, register, follow, check

    /// Its fields, in their order.
    var fields: [String] {
        switch self {
        case .fault: ["name", "mobile", "city", "device", "serial", "body", "wish"]
        case .ask: ["name", "mobile", "subject", "body"]
        case .opinion: ["kind", "name", "mobile", "body"]
        case .register: ["name", "mobile", "serial", "card", "purchased", "city", "seller"]
        case .follow: ["number", "mobile"]
        case .check: ["serial"]
        }
    }

    /// Those that must be filled.
    var required: Set<String> {
        switch self {
        case .fault: ["name", "mobile", "city", "body"]
        case .ask: ["name", "mobile", "subject", "body"]
        case .opinion: ["kind", "name", "mobile", "body"]
        case .register: ["name", "mobile", "serial"]
        case .follow: ["number", "mobile"]
        case .check: ["serial"]
        }
    }

    var takesPhotos: Bool { self == .fault }

    /// Whether it becomes a contact; else it is only looked up.
    var isWritten: Bool { self != .follow && self != .check }
}

/// What the company says of its own pages.
package struct FrontSettings: Sendable {
    static let (pagesName, ownerName, bitsName) = ("front_pages", "front_owner", "front_bits")
    static let guideName = "front_guide"
    static let bounds = 8...22
    static let usualBits = 16

    var pages: Set<FrontPage>
    /// Who follows what comes in; nil for the administrator.
    var owner: ID<Person>?
    /// How much a browser works for a form.
    var bits: Int
    /// Whether whoever has a fault may go through the questions of the guide first.
    var guides: Bool

    init(_ tx: Transaction) throws {
        let names = try SettingStore.value(Self.pagesName, tx) ?? ""
        pages = Set(names.split(separator: ",").compactMap { FrontPage(rawValue: String($0)) })
        owner = try SettingStore.value(Self.ownerName, tx).flatMap { ID($0) }
        bits = try SettingStore.value(Self.bitsName, tx).flatMap { Int($0) } ?? Self.usualBits
        guides = try SettingStore.value(Self.guideName, tx) == "1"
    }

    var pagesText: String { FrontPage.allCases.filter(pages.contains).map(\.rawValue).joined(separator: ",") }

    /// All pages, for a company that is only there to be looked at.
    package static func open(followedBy owner: ID<Person>, _ tx: Transaction) throws {
        var settings = try FrontSettings(tx)
        (settings.pages, settings.owner, settings.guides) = (Set(FrontPage.allCases), owner, true)
        try settings.set(tx)
    }

    func set(_ tx: Transaction) throws {
        try SettingStore.set(Self.pagesName, pagesText, tx)
        try SettingStore.set(Self.ownerName, owner?.description ?? "", tx)
        try SettingStore.set(Self.bitsName, String(bits), tx)
        try SettingStore.set(Self.guideName, guides ? "1" : "0", tx)
    }
}
