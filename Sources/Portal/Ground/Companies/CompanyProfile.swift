import Database
import Domain
import Synchronization

/// What a company says of itself: in the frame of its pages, at the head of its papers, and in how its pages show money
/// and count days.
package struct CompanyProfile: Hashable, Sendable {
    package var address = ""
    package var postalCode = ""
    package var phones = ""
    package var economicCode = ""
    package var nationalID = ""
    package var logo: ID<Attachment>?
    package var unit = MoneyUnit.rial
    /// nil where the company has said nothing of it.
    package var week: WorkWeek?
    /// What the company has asked for.
    private var features: Set<Feature> = []

    /// Be it over or not.
    var easing: Easing?

    package init() {}

    package init(_ settings: [String: String]) {
        address = settings[Self.addressName] ?? ""
        postalCode = settings[Self.postalCodeName] ?? ""
        phones = settings[Self.phonesName] ?? ""
        economicCode = settings["company_economic_code"] ?? ""
        nationalID = settings["company_national_id"] ?? ""
        logo = settings[Self.logoName].flatMap { Int64($0) }.map { ID($0) }
        unit = settings[Self.unitName].flatMap(MoneyUnit.init) ?? .rial
        easing = Easing(settings)
        week = settings[WorkDayStore.name].flatMap(WorkWeek.init)
        features = Set(Feature.allCases.filter { $0.isOn(settings) })
    }

    package func has(_ feature: Feature) -> Bool { features.contains(feature) }

    package static let addressName = "company_address"
    package static let postalCodeName = "company_postal_code"
    package static let phonesName = "company_phones"
    package static let logoName = "company_logo"
    package static let unitName = "money_unit"
}

/// One company's profile, kept for some seconds: it stands on every page.
package final class ProfileShelf: Shelf {
    /// Seconds; who changes it sees it at once.
    private static let patience: Int64 = 20
    private let known = Mutex<(profile: CompanyProfile, at: Instant)?>(nil)

    package init() {}

    func profile(of company: OpenCompany, at now: Instant) async throws -> CompanyProfile {
        if let known = known.withLock({ $0 }), known.at.adding(seconds: Self.patience) > now { return known.profile }
        let settings = try await company.read { try SettingStore.all($0) }
        company.follow(settings)
        let profile = CompanyProfile(settings)
        known.withLock { $0 = (profile, now) }
        return profile
    }

    package func forget() { known.withLock { $0 = nil } }
}
